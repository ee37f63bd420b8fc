using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Approvals;

/// <summary>
/// All findings of one rule in an environment that people may approve: findings of level approve, and those with an
/// ignore comment in the pull request. A policy approval is bound to its hash.
/// </summary>
public sealed record FindingSet(string Rule, IReadOnlyList<string> Approvers, string Hash)
{
    /// <summary>Whether every finding has an ignore comment, so that the policy owners may approve as well.</summary>
    public bool IsIgnoreProposed { get; init; }

    /// <summary>Whether a finding blocks until its ignore comment is approved.</summary>
    public bool IsBlocking { get; init; }

    /// <summary>Ordered by rule name; from trusted plans only.</summary>
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

    /// <summary>
    /// Whether an approval can lift the finding. A blocking finding can be lifted only when a comment asks for it.
    /// </summary>
    internal static bool CanBeExempted(Finding finding) => Verdicts.Of(finding) switch
    {
        Verdict.NeedsApproval => true,
        Verdict.Blocked => finding.IsIgnoreProposed,
        _ => false,
    };

    private static FindingSet Of(string rule, IReadOnlyList<(string Project, Finding Finding)> found) => new(
        rule,
        [.. found.SelectMany(one => one.Finding.Approvers).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)],
        HashOf(found))
    {
        IsIgnoreProposed = found.All(one => one.Finding.IsIgnoreProposed),
        IsBlocking = found.Any(one => Verdicts.Of(one.Finding) == Verdict.Blocked),
    };

    private static string HashOf(IEnumerable<(string Project, Finding Finding)> findings)
    {
        using var hash = new FingerprintHash(timestamp: null);
        foreach (var line in findings.Select(Line).OrderBy(parts => string.Join('\0', parts), StringComparer.Ordinal))
            hash.Add(line);
        return hash.Result();
    }

    private static string[] Line((string Project, Finding Finding) found) =>
        [found.Project, found.Finding.Kind, found.Finding.Address?.Text ?? "", found.Finding.Attribute,
            found.Finding.Actual, found.Finding.Expected];
}
