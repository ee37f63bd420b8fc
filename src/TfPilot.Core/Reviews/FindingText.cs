using TfPilot.Core.Basics;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Reviews;

/// <summary>The text of a finding shared by all formats for other tools.</summary>
internal static class FindingText
{
    /// <summary>The address and attribute, such as <c>aws_s3_bucket.logs tags.owner</c>.</summary>
    public static string Subject(Finding finding) =>
        VisibleText.Of(
            string.Join(
                ' ', new[] { finding.Address?.Text ?? "plan", finding.Attribute }.Where(part => part.Length > 0)));

    public static string Difference(Finding finding) => VisibleText.Of(finding switch
    {
        { Expected.Length: 0 } => finding.Actual,
        { Kind: "protect", Actual: "delete" or "replace" } => $"would be {finding.Actual}d; {Forbidden(finding)}",
        { Kind: "protect", Actual: "forget" } => $"would be forgotten; {Forbidden(finding)}",
        _ => $"found {finding.Actual}, expected {finding.Expected}",
    });

    private static string Forbidden(Finding finding) =>
        $"the rule forbids {finding.Expected.Replace("never ", "", StringComparison.Ordinal)}";

    /// <summary>"also checkov/CKV_AWS_16"; null when no scanner reported the same.</summary>
    public static string? Also(params IReadOnlyList<Finding> findings) =>
        string.Join(", ", findings.SelectMany(finding => finding.Also).Distinct()) is { Length: > 0 } rules
        ? $"also {rules}" : null;

    /// <summary>The reason, the fix, the possible approvers and the waiver's note, if known.</summary>
    public static IEnumerable<string> Details(Finding finding)
    {
        if (finding.Why is { } why) yield return VisibleText.Of(why);
        if (finding.Fix is { } fix) yield return $"Fix: {VisibleText.Of(fix)}";
        if (Verdicts.Of(finding) == Verdict.NeedsApproval && finding.Approvers.Count > 0)
            yield return $"May be approved by: {VisibleText.Of(string.Join(", ", finding.Approvers))}";
        if (finding.Note is { } note) yield return $"Note: {VisibleText.Of(note)}";
        if (Also(finding) is { } also) yield return also;
        if (finding.Docs is { } docs) yield return $"See {VisibleText.Of(docs)}";
    }
}
