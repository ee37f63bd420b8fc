using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Approvals;

/// <summary>Everything that one rule of level approve holds against an environment: a policy approval is bound to its hash.</summary>
public sealed record FindingSet(string Rule, IReadOnlyList<string> Approvers, string Hash)
{
    /// <summary>In the order of the rules' names; of plans that are trusted alone.</summary>
    public static IReadOnlyList<FindingSet> Of(PullEvaluation pull, string? environment) =>
        Of(pull.In(environment).Where(project => project.Evidence.IsTrusted).Select(project => project.Review));

    internal static IReadOnlyList<FindingSet> Of(IEnumerable<ProjectReview> projects) =>
    [
        .. projects.SelectMany(project => project.Findings, (project, finding) => (project.Name, Finding: finding))
            .Where(found => Verdicts.Of(found.Finding) == Verdict.NeedsApproval)
            .GroupBy(found => found.Finding.Rule, StringComparer.Ordinal)
            .OrderBy(rule => rule.Key, StringComparer.Ordinal)
            .Select(rule => new FindingSet(rule.Key, [.. rule.SelectMany(found => found.Finding.Approvers).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], HashOf(rule))),
    ];

    private static string HashOf(IEnumerable<(string Project, Finding Finding)> findings)
    {
        using var hash = new FingerprintHash(timestamp: null);
        foreach (var line in findings.Select(Line).OrderBy(parts => string.Join('\0', parts), StringComparer.Ordinal)) hash.Add(line);
        return hash.Result();
    }

    private static string[] Line((string Project, Finding Finding) found) =>
        [found.Project, found.Finding.Kind, found.Finding.Address?.Text ?? "", found.Finding.Attribute, found.Finding.Got, found.Finding.Want];
}
