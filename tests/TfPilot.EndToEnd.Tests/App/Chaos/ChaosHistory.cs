using System.Text.Json.Nodes;

namespace TfPilot.EndToEnd.Tests.App.Chaos;

/// <summary>The audit log of the App as its operator reads it.</summary>
internal sealed class ChaosHistory(int exitCode, string verdict, string export)
{
    private readonly IReadOnlyList<JsonNode> entries = [.. export.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => JsonNode.Parse(line)!)];

    public bool IsIntact => exitCode == 0;

    public string Verdict => verdict;

    public IEnumerable<string> Hashes => entries.Select(entry => (string)entry["hash"]!);

    public IReadOnlyDictionary<string, int> Counts => entries.CountBy(entry => (string)entry["kind"]!).ToDictionary();

    /// <summary>The last entry about a pull request at this head and base branch; null if there is none.</summary>
    public string? LastOf(int pull, string head, string @base) => (string?)entries.LastOrDefault(entry =>
        (string)entry["kind"]! == "decision" && (int?)entry["pull"] == pull && Evidence(entry, "head") == head
        && Evidence(entry, "base")!.StartsWith($"{@base} ", StringComparison.Ordinal))?["what"];

    private static string? Evidence(JsonNode entry, string name) =>
        (string?)entry["evidence"]!.AsArray().FirstOrDefault(item => (string)item!["name"]! == name)?["value"];
}
