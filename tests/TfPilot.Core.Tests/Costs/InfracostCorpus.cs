using System.Text.Json.Nodes;

namespace TfPilot.Core.Tests.Costs;

/// <summary>Infracost's own test files: JSON documents and the output that Infracost printed for them.</summary>
internal static class InfracostCorpus
{
    private static readonly string[] Folders = ["json", "json_from_golden", "golden"];

    /// <summary>All JSON documents that are estimates, as <c>folder/file</c>.</summary>
    public static IEnumerable<string> Documents => Folders
        .SelectMany(folder => Directory.EnumerateFiles(PathOf(folder), "*.json")
            .Select(file => $"{folder}/{Path.GetFileName(file)}"))
        .Order(StringComparer.Ordinal);

    public static string PathOf(string name) => Corpus.PathOf("infracost", name);

    public static string Text(string name) => File.ReadAllText(PathOf(name));

    public static JsonObject Json(string name) => JsonNode.Parse(Text(name))!.AsObject();
}
