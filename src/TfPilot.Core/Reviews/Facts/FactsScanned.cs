using System.Text.Json;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Reviews;

/// <summary>A project's scanner results in the facts.</summary>
internal static class FactsScanned
{
    private static readonly Dictionary<string, ScannerLevel> Levels = Enum.GetValues<ScannerLevel>()
        .ToDictionary(level => level.ToString().ToLowerInvariant());

    public static void Write(Utf8JsonWriter json, ScannerResult result)
    {
        json.WriteString("rule", result.Rule);
        json.WriteString("level", result.Level.ToString().ToLowerInvariant());
        json.WriteString("message", result.Message);
        FactsWriter.WriteText(json, "file", result.File);
        json.WriteNumber("first", result.FirstLine);
        json.WriteNumber("last", result.LastLine);
        FactsWriter.WriteText(json, "docs", result.Docs);
        if (result.Suppression is not { } suppression) return;
        json.WriteStartObject("suppression");
        json.WriteBoolean("inSource", suppression.InSource);
        json.WriteString("justification", suppression.Justification);
        json.WriteEndObject();
    }

    public static ScannerResult Read(FactsNode result) => new(RuleOf(result), LevelOf(result), result.Text("message"))
    {
        File = result.Optional("file") is null ? null : result.RelativeFile("file"),
        FirstLine = result.Number("first"),
        LastLine = result.Number("last"),
        Docs = result.TextOrNull("docs"),
        Suppression = result.Optional("suppression") is { } suppression
            ? new(suppression.Flag("inSource"), suppression.Text("justification")) : null,
    };

    private static string RuleOf(FactsNode result) =>
        result.Text("rule") is var rule && ScannerRule.IsName(rule) ? rule
        : throw new FactsFormatException($"{result.Path}.rule", "a scanner's rule such as trivy/AVD-AWS-0080");

    private static ScannerLevel LevelOf(FactsNode result) =>
        Levels.TryGetValue(result.Text("level"), out var level) ? level
        : throw new FactsFormatException($"{result.Path}.level", string.Join(" or ", Levels.Keys));
}
