using System.Security.Cryptography;
using System.Text;
using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Reviews;

/// <summary>A SARIF rule; <paramref name="Level"/> is one of <c>error warning note</c>.</summary>
internal sealed record SarifRule(string Id, string Level, string Description, string Help, string? Uri);

/// <summary>A finding, risk factor or suggestion as a SARIF result.</summary>
internal sealed record SarifResult(
    SarifRule Rule, string Level, string Message, ResourceAddress? Address, string Attribute)
{
    /// <summary>
    /// Factors about the loss of an existing resource; other factors do not refer to a place in the code.
    /// </summary>
    private static readonly string[] Destructive = [DataLoss.Rule.Id, ProbableRename.Rule.Id];

    public SourceLocation? Source { get; init; }

    /// <summary>
    /// <c>external</c> for a waiver, <c>inSource</c> for a comment in the sources; null when it counts.
    /// </summary>
    public string? Suppression { get; init; }

    public string? Justification { get; init; }

    public static IEnumerable<SarifResult> Of(ProjectReview project) =>
    [
        .. project.Findings.Where(finding => finding.Verdict != FindingVerdict.Pass).Select(Of),
        .. project.Risk.Factors.Where(factor => Destructive.Contains(factor.Id)).Select(Of),
        .. project.Suggestions.Select(Of),
    ];

    /// <summary>Independent of the result's position in the file and of other changes in the plan.</summary>
    public string Fingerprint(string? environment)
    {
        var identity = string.Join('\n', Rule.Id, environment, Address?.Text, Attribute);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)));
    }

    private static SarifResult Of(Finding finding)
    {
        var rule = new SarifRule($"policy/{finding.Rule}", LevelOf(finding.Level),
            finding.Why ?? $"Policy rule {finding.Rule}", $"Policy rule {finding.Rule} of kind {finding.Kind}.",
            finding.Docs);
        string[] sentences = [$"{FindingText.Subject(finding)}: {FindingText.Difference(finding)}",
            .. FindingText.Details(finding)];
        var message = string.Join(". ", sentences.Select(sentence => sentence.TrimEnd('.')));
        return new(rule, LevelOf(finding), message, finding.Address, finding.Attribute)
        {
            Source = finding.Source,
            Suppression = finding.Verdict switch
            {
                FindingVerdict.Waived => "external",
                FindingVerdict.Ignored =>
                "inSource",
                _ => null
            },
            Justification = finding.Note,
        };
    }

    private static SarifResult Of(RiskFactor factor)
    {
        var rule = new SarifRule($"risk/{factor.Id}", "warning",
            RiskFactors.All.First(known => known.Id == factor.Id).Meaning, "A risk factor of the review.", null);
        return new(rule, rule.Level, $"{factor.Address?.Text ?? "plan"}: {factor.Evidence}", factor.Address, "");
    }

    private static SarifResult Of(Suggestion hint)
    {
        var rule = new SarifRule($"suggestion/{hint.Id}", "note",
            Suggestions.All.First(known => known.Id == hint.Id).Meaning, hint.Reason, null);
        return new(rule, rule.Level, $"{hint.Address} {hint.Attribute}: {hint.Got}, better {hint.Want}. {hint.Reason}",
            hint.Address, hint.Attribute);
    }

    private static string LevelOf(PolicyLevel level) => level == PolicyLevel.Advise ? "warning" : "error";

    /// <summary>A finding that may only fail is a warning; a waived finding keeps its original level.</summary>
    private static string LevelOf(Finding finding) =>
        finding is { Verdict: FindingVerdict.Unknown, Counts: false } ? "warning" : LevelOf(finding.Level);
}
