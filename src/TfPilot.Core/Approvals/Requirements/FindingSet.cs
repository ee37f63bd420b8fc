using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Approvals;

/// <summary>
/// Everything that one rule holds against an environment and people may lift: findings of level approve, and those that a comment of the pull
/// request asks to ignore. A policy approval is bound to its hash.
/// </summary>
public sealed record FindingSet(string Rule, IReadOnlyList<string> Approvers, string Hash)
{
    /// <summary>Whether each of them has a comment, so that the owners of the policy may agree to it as well.</summary>
    public bool IsIgnoreProposed { get; init; }

    /// <summary>Whether one of them blocks until somebody agrees to its comment.</summary>
    public bool IsBlocking { get; init; }

    /// <summary>In the order of the rules' names; of plans that are trusted alone.</summary>
    public static IReadOnlyList<FindingSet> Of(JudgedPull pull, string? environment) =>
        Of(pull.In(environment).Where(project => project.Evidence.IsTrusted).Select(project => project.Review));

    internal static IReadOnlyList<FindingSet> Of(IEnumerable<ProjectReview> projects) =>
    [
        .. projects.SelectMany(project => project.Findings, (project, finding) => (project.Name, Finding: finding))
            .Where(found => CanBeExempted(found.Finding))
            .GroupBy(found => found.Finding.Rule, StringComparer.Ordinal)
            .OrderBy(rule => rule.Key, StringComparer.Ordinal)
            .Select(rule => Of(rule.Key, [.. rule])),
    ];

    /// <summary>Whether an approval can take the finding away; what blocks only where a comment asks for it.</summary>
    internal static bool CanBeExempted(Finding finding) => Verdicts.Of(finding) switch
    {
        Verdict.NeedsApproval => true,
        Verdict.Blocked => finding.IsIgnoreProposed,
        _ => false,
    };

    private static FindingSet Of(string rule, IReadOnlyList<(string Project, Finding Finding)> found) => new(
        rule,
        [.. found.SelectMany(one => one.Finding.Approvers).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        HashOf(found))
    {
        IsIgnoreProposed = found.All(one => one.Finding.IsIgnoreProposed),
        IsBlocking = found.Any(one => Verdicts.Of(one.Finding) == Verdict.Blocked),
    };

    private static string HashOf(IEnumerable<(string Project, Finding Finding)> findings)
    {
        using var hash = new FingerprintHash(timestamp: null);
        foreach (var line in findings.Select(Line).OrderBy(parts => string.Join('\0', parts), StringComparer.Ordinal)) hash.Add(line);
        return hash.Result();
    }

    private static string[] Line((string Project, Finding Finding) found) =>
        [found.Project, found.Finding.Kind, found.Finding.Address?.Text ?? "", found.Finding.Attribute, found.Finding.Got, found.Finding.Want];
}
