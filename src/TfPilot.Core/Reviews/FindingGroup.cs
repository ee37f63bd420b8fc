using System.Diagnostics;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Reviews;

/// <summary>The section in which a finding is shown, most urgent first.</summary>
internal enum FindingSection
{
    MustBeFixed,
    NeedsApproval,

    /// <summary>Unknown before apply, and the rule passes it with a warning.</summary>
    Unknown,
    Advice,

    /// <summary>Waived or ignored.</summary>
    Exempted,
}

/// <summary>
/// Findings shown as one entry: a single finding, or those of one rule on one attribute of many addresses, to keep the
/// list short.
/// </summary>
internal sealed record FindingGroup(ProjectReview Project, IReadOnlyList<Finding> Findings)
{
    /// <summary>The number of addresses listed; further ones are counted.</summary>
    public const int Listed = 5;

    public Finding First => Findings[0];

    public static IReadOnlyList<FindingGroup> Of(ProjectReview project, FindingSection place) =>
    [
        .. In(project, place)
            .GroupBy(finding => (finding.Rule, finding.Attribute))
            .SelectMany(group => group.Count() > Listed ? [[.. group]]
                : group.Select(finding => (IReadOnlyList<Finding>)[finding]))
            .Select(findings => new FindingGroup(project, findings)),
    ];

    public static IReadOnlyList<FindingGroup> Of(Review review, FindingSection place) =>
        [.. review.Projects.SelectMany(project => Of(project, place))];

    /// <summary>Groups exempted findings of the same rule with the same note.</summary>
    public static IEnumerable<FindingGroup> ByNote(ProjectReview project, IEnumerable<Finding> findings) => findings
        .GroupBy(finding => (finding.Rule, Note: PolicyWords.Note(finding)))
        .Select(group => new FindingGroup(project, [.. group]));

    public static IEnumerable<Finding> In(ProjectReview project, FindingSection place) =>
        project.Findings.Where(finding => finding.Verdict != FindingVerdict.Pass && SectionOf(finding) == place);

    public static FindingSection SectionOf(Finding finding) => Verdicts.Of(finding) switch
    {
        Verdict.Blocked => FindingSection.MustBeFixed,
        Verdict.NeedsApproval => FindingSection.NeedsApproval,
        Verdict.Warn => finding.Level == PolicyLevel.Advise ? FindingSection.Advice : FindingSection.Unknown,
        Verdict.Pass => FindingSection.Exempted,
        _ => throw new UnreachableException(),
    };
}
