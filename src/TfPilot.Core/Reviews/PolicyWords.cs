using System.Globalization;
using TfPilot.Core.Basics;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Reviews;

/// <summary>Describes the findings of rules for the reviewer.</summary>
internal static class PolicyWords
{
    /// <summary>Such as "1 fails, 2 waived, 1 advice"; empty without findings.</summary>
    public static string Counts(ProjectReview project)
    {
        var (fixes, approvals) = (CountOf(project, FindingSection.MustBeFixed),
            CountOf(project, FindingSection.NeedsApproval));
        (int Count, string Words)[] parts =
        [
            (fixes, fixes == 1 ? "fails" : "fail"),
            (approvals, approvals == 1 ? "needs approval" : "need approval"),
            (CountOf(project, FindingSection.Unknown), "unknown"),
            (project.Findings.Count(finding => finding.IsApproved), "approved"),
            (project.Policy.Waived, "waived"),
            (project.Policy.Ignored, "ignored"),
            (CountOf(project, FindingSection.Advice), "advice"),
        ];
        return Joined(parts);
    }

    public static string Icon(ProjectReview project) =>
        CountOf(project, FindingSection.MustBeFixed) > 0 ? "❌"
        : CountOf(project, FindingSection.NeedsApproval) > 0 ? "✋"
        : CountOf(project, FindingSection.Unknown) > 0 ? "❔"
        : "✅";

    public static int CountOf(ProjectReview project, FindingSection place) => FindingGroup.In(project, place).Count();

    /// <summary>Such as "1 waived, 1 ignored, 1 expired".</summary>
    public static string Exempted(IReadOnlyList<Finding> findings) => Joined(
        (findings.Count(finding => finding.IsApproved), "approved"),
        (findings.Count(finding => finding.Verdict == FindingVerdict.Waived), "waived"),
        (findings.Count(finding => finding.Verdict == FindingVerdict.Ignored), "ignored"),
        (findings.Count(finding => Stands(finding) && IsExpired(finding)), "expired"),
        (findings.Count(finding => Stands(finding) && finding.IsIgnoreProposed), "proposed"),
        (findings.Count(finding => Stands(finding) && !IsExpired(finding) && !finding.IsIgnoreProposed), "not valid"));

    /// <summary>Waived, ignored, or with an invalid exemption.</summary>
    public static bool IsExempted(Finding finding) => finding.Note is not null || !Stands(finding);

    /// <summary>The note of the waiver or comment, and whether the finding still counts.</summary>
    public static string Note(Finding finding) => !Stands(finding) ? finding.Note ?? finding.Verdict.Word()
        : finding.IsIgnoreProposed ? $"{finding.Note}; the finding counts ({Consequence(finding)})"
        : $"{finding.Note}, so it counts ({Consequence(finding)})";

    /// <summary>Such as "storage_encrypted is false, must be true".</summary>
    public static string Difference(Finding finding) =>
        finding.Address is null || finding.Attribute.Length == 0 || finding.Want.Length == 0
        ? FindingText.Difference(finding)
        : VisibleText.Of($"{finding.Attribute} is {finding.Got}, must be {finding.Want}");

    /// <summary>Any of them may approve it, except the author.</summary>
    public static string ApprovedBy(Finding finding) =>
        finding.Approvers.Count == 0 ? "no one may approve it"
        : VisibleText.Of($"may be approved by {string.Join(" or ", finding.Approvers)}");

    public static string? SourceText(Finding finding) =>
        finding.Source is { } source ? $"{source.File}:{source.Line.ToString(CultureInfo.InvariantCulture)}" : null;

    private static bool Stands(Finding finding) => FindingGroup.SectionOf(finding) != FindingSection.Exempted;

    private static bool IsExpired(Finding finding) =>
        finding.Note?.Contains(" expired on ", StringComparison.Ordinal) == true;

    private static string Consequence(Finding finding) => FindingGroup.SectionOf(finding) switch
    {
        FindingSection.MustBeFixed => "must be fixed",
        FindingSection.NeedsApproval => "needs approval",
        FindingSection.Unknown => "unknown before apply",
        _ => "advice",
    };

    private static string Joined(params (int Count, string Words)[] parts) =>
        string.Join(
            ", ", parts.Where(part => part.Count > 0).Select(part => $"{Words.Number(part.Count)} {part.Words}"));
}
