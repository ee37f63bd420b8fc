using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>One run of one tool in a SARIF document.</summary>
internal sealed class SarifRun
{
    private const int Columns = 300;

    /// <summary>Results of these kinds report no problem.</summary>
    private static readonly string[] Harmless = ["pass", "notApplicable", "informational"];

    private readonly ForeignNode run;
    private readonly string tool;
    private readonly IReadOnlyList<ForeignNode> rules;
    private readonly Dictionary<string, ForeignNode> rulesById = new(StringComparer.Ordinal);

    public SarifRun(ForeignNode run)
    {
        this.run = run;
        var driver = run.Object("tool")?.Object("driver");
        tool = driver?.Text("name") ?? "";
        rules = driver?.Objects("rules") ?? [];
        foreach (var rule in rules) rulesById.TryAdd(rule.Text("id"), rule);
    }

    /// <summary>
    /// Why the tool did not finish; null when it reports no failure. tflint uses a separate run for failures.
    /// </summary>
    public string? Failure =>
        tool == "tflint-errors" && run.Objects("results") is [var error, ..] ? $"tflint failed: {MessageOf(error)}"
        : run.Objects("invocations")
        .Any(invocation => invocation.Has("executionSuccessful") && !invocation.Flag("executionSuccessful"))
        ? $"{Plain(tool)} reports that it did not finish"
        : null;

    public IEnumerable<ReportedResult> Results => run.Objects("results").Where(IsReported).SelectMany(Read);

    private static bool IsReported(ForeignNode result) =>
        !Harmless.Contains(result.Text("kind")) && result.Text("baselineState") != "absent";

    private IEnumerable<ReportedResult> Read(ForeignNode result)
    {
        var reference = result.Object("rule");
        var index = result.Integer("ruleIndex") ?? reference?.Integer("index") ?? -1;
        var id = result.TextOrNull("ruleId") ?? reference?.TextOrNull("id");
        var rule = id is not null && rulesById.TryGetValue(id, out var known) ? known
            : index >= 0 && index < rules.Count ? rules[index] : (ForeignNode?)null;
        var read = new ScannerResult(ScannerRule.Of(tool, id ?? rule?.Text("id") ?? ""), LevelOf(result, rule),
            MessageOf(result) is { Length: > 0 } message ? message
                : Plain(rule?.Object("shortDescription")?.Text("text") ?? ""))
        {
            Docs = rule?.TextOrNull("helpUri") is { Length: <= Columns } link
                && (link.StartsWith("https://", StringComparison.Ordinal)
                    || link.StartsWith("http://", StringComparison.Ordinal)) ? Plain(link) : null,
            Suppression = SuppressionOf(result),
        };
        var places = result.Objects("locations").Select(location => location.Object("physicalLocation"))
            .OfType<ForeignNode>().ToList();
        return places.Count == 0 ? [new(read, Base: null)]
            : places.Select(place => SarifPlace.Read(place, run, read)).OfType<ReportedResult>();
    }

    /// <summary>A level that is not defined in SARIF is treated as the worst.</summary>
    private static ScannerLevel LevelOf(ForeignNode result, ForeignNode? rule) =>
        (result.TextOrNull("level") ?? rule?.Object("defaultConfiguration")?.TextOrNull("level")) switch
        {
            "note" or "none" => ScannerLevel.Note,
            "warning" or null => ScannerLevel.Warning,
            _ => ScannerLevel.Error,
        };

    private static ScannerSuppression? SuppressionOf(ForeignNode result) => result.Objects("suppressions")
        .Where(suppression => suppression.TextOrNull("status") is null or "accepted")
        .Select(suppression => new ScannerSuppression(
            suppression.Text("kind") == "inSource", Plain(suppression.Text("justification"))))
        .FirstOrDefault();

    /// <summary>Trivy writes several lines, one of which is the message.</summary>
    private static string MessageOf(ForeignNode result)
    {
        const string Line = "Message: ";
        var text = result.Object("message")?.Text("text") ?? "";
        return Plain(text.Split('\n')
            .FirstOrDefault(line => line.StartsWith(Line, StringComparison.Ordinal)) is { Length: > 9 } own
            ? own[Line.Length..] : text);
    }

    /// <summary>One line, without credentials in module sources, which tflint quotes.</summary>
    private static string Plain(string text) =>
        TextColumns.Truncate(
            SourceSecrets.Mask(
                string.Join(' ',
                    text[..Math.Min(text.Length, 8 * Columns)].Split(
                        (char[]?)null, StringSplitOptions.RemoveEmptyEntries))), Columns);
}
