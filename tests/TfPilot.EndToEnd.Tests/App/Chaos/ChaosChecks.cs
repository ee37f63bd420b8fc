using System.Text.Json.Nodes;

namespace TfPilot.EndToEnd.Tests.App.Chaos;

/// <summary>A check of an App on a head commit, without the last line of its summary.</summary>
internal sealed record ChaosCheck(string Head, string Name, string? Conclusion, string? Title, string Summary);

/// <summary>The checks of the open pull requests that an App wrote.</summary>
internal static class ChaosChecks
{
    private const string Required = "tfpilot: ";
    private const string Released = "No longer affected: ";
    private const string Broken = "the settings of main have problems";

    public static IReadOnlyList<ChaosCheck> Of(JsonNode state, string app)
    {
        var heads = Open(state).Select(pull => (string)pull["head"]!["sha"]!).ToHashSet();
        return [.. state["check_runs"]!.AsArray().Select(check => check!)
            .Where(check => (string)check["app"]! == app && heads.Contains((string)check["head_sha"]!))
            .Select(check => new ChaosCheck(
                (string)check["head_sha"]!, (string)check["name"]!, (string?)check["conclusion"],
                (string?)check["output"]?["title"], Split(check).Summary))];
    }

    /// <summary>The references to the audit log in the checks of an App, of all commits.</summary>
    public static IReadOnlyList<string> Anchors(JsonNode state, string app) =>
        [.. state["check_runs"]!.AsArray().Where(check => (string)check!["app"]! == app)
            .Select(check => Split(check!).Anchor)];

    /// <summary>
    /// Whether a check is left over from an earlier state: for a base that the pull request no longer has, or for an
    /// environment that it no longer affects or that was unknown.
    /// </summary>
    public static bool IsOfThePast(ChaosCheck check, JsonNode state) =>
        check.Name.StartsWith(Required, StringComparison.Ordinal)
        ? !Open(state)
        .Any(pull => (string)pull["head"]!["sha"]! == check.Head
            && (string)pull["base"]!["ref"]! == check.Name[Required.Length..])
        : check.Title!.StartsWith(Released, StringComparison.Ordinal) || check.Title == Broken;

    private static (string Summary, string Anchor) Split(JsonNode check)
    {
        var lines = ((string)check["output"]!["summary"]!).TrimEnd('\n').Split('\n');
        // The timeline says when things happened, which differs.
        var timeline = Array.IndexOf(lines, "<summary>Timeline</summary>") - 1;
        var decision = timeline < 0 ? lines[..^1]
            : [.. lines[..timeline], .. lines[(Array.IndexOf(lines, "</details>", timeline) + 1)..^1]];
        return (string.Join('\n', decision), lines[^1].Replace("Audit: ", "", StringComparison.Ordinal).Trim('`'));
    }

    public static IEnumerable<JsonNode> Open(JsonNode state) =>
        AppStory.Pulls(state).Where(pull => (string)pull["state"]! == "open");
}
