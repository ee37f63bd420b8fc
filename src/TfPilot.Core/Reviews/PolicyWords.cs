using System.Globalization;
using TfPilot.Core.Basics;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Reviews;

/// <summary>Describes the findings of rules for the reviewer.</summary>
internal static class PolicyWords
{
    /// <summary>
    /// The numbers of <see cref="PolicySummary"/> with what they require, such as "3 fail (1 must be fixed, 2 advice),
    /// 1 waived"; empty without findings.
    /// </summary>
    public static string Counts(ProjectReview project)
    {
        var policy = project.Policy;
        var failures = project.Findings.Where(PolicySummary.IsFailure).ToList();
        var unknown = project.Findings.Where(finding => finding.Verdict == FindingVerdict.Unknown).ToList();
        return Joined(
            (policy.Fail, $"{(policy.Fail == 1 ? "fails" : "fail")}{Required(failures)}"),
            (policy.Unknown, $"unknown{Required(unknown)}"),
            (policy.Waived, "waived"),
            (policy.Ignored, "ignored"));
    }

    /// <summary>What findings require, in parentheses; an unknown that only warns requires nothing.</summary>
    private static string Required(List<Finding> findings)
    {
        (int Count, string One, string Many)[] parts =
        [
            .. new[]
            {
                (FindingSection.MustBeFixed, "must be fixed", "must be fixed"),
                (FindingSection.NeedsApproval, "needs approval", "need approval"),
                (FindingSection.Advice, "advice", "advice"),
                (FindingSection.Exempted, "approved", "approved"),
            }.Select(part => (findings.Count(finding => FindingGroup.SectionOf(finding) == part.Item1), part.Item2,
                part.Item3)).Where(part => part.Item1 > 0),
        ];
        return parts switch
        {
            [] => "",
            [var only] when only.Count == findings.Count => $" ({(only.Count == 1 ? only.One : only.Many)})",
            _ => $" ({Joined([.. parts.Select(part => (part.Count, part.Count == 1 ? part.One : part.Many))])})",
        };
    }

    /// <summary>A sentence without the period.</summary>
    public static string Unjudged(UnjudgedProvider provider) =>
        $"Provider {provider.Provider} is not supported by rules about tags, regions and sizes: " +
            $"{Words.Count(provider.Resources, "resource")} not checked";

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
        (findings.Count(finding => IsOpen(finding) && IsExpired(finding)), "expired"),
        (findings.Count(finding => IsOpen(finding) && finding.IsIgnoreProposed), "proposed"),
        (findings.Count(finding => IsOpen(finding) && !IsExpired(finding) && !finding.IsIgnoreProposed), "not valid"));

    /// <summary>Waived, ignored, or with an invalid exemption.</summary>
    public static bool IsExempted(Finding finding) => finding.Note is not null || !IsOpen(finding);

    /// <summary>The note of the waiver or comment, and whether the finding still counts.</summary>
    public static string Note(Finding finding) => !IsOpen(finding) ? finding.Note ?? finding.Verdict.Word()
        : finding.IsIgnoreProposed ? $"{finding.Note}; the finding counts ({Consequence(finding)})"
        : $"{finding.Note}, so it counts ({Consequence(finding)})";

    /// <summary>Such as "storage_encrypted is false, must be true".</summary>
    public static string Difference(Finding finding) =>
        finding.Address is null || finding.Attribute.Length == 0 || finding.Expected.Length == 0
        ? FindingText.Difference(finding)
        : VisibleText.Of($"{finding.Attribute} is {finding.Actual}, must be {finding.Expected}");

    /// <summary>Any of them may approve it, except the author.</summary>
    public static string ApprovedBy(Finding finding) =>
        finding.Approvers.Count == 0 ? "no one may approve it"
        : VisibleText.Of($"may be approved by {string.Join(" or ", finding.Approvers)}");

    public static string? SourceText(Finding finding) =>
        finding.Source is { } source ? $"{source.File}:{source.Line.ToString(CultureInfo.InvariantCulture)}" : null;

    private static bool IsOpen(Finding finding) => FindingGroup.SectionOf(finding) != FindingSection.Exempted;

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
