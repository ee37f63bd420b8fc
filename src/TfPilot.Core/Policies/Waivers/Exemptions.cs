using System.Globalization;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Policies;

/// <summary>
/// Applies waivers from the settings, then ignore comments. Expired exemptions are noted on the finding.
/// </summary>
public static class Exemptions
{
    /// <summary>The finding after waivers and comments.</summary>
    /// <param name="inlineIgnore">Whether comments count for its rule; null uses the setting for all rules.</param>
    public static Finding Apply(bool? inlineIgnore, PolicyContext context, Finding finding)
    {
        var waivers = context.Settings.Waivers.Where(waiver => Concerns(waiver, finding, context.Environment)).ToList();
        if (waivers.Find(waiver => ReasonAgainst("waiver", waiver.Until, waiver.Reason, context) is null) is { } valid)
            return finding with
            {
                Verdict = FindingVerdict.Waived,
                Note = $"waived until {Day(valid.Until)}: {valid.Reason}",
                Counts = false
            };

        var comments = finding.Address is { } address ? context.Sources.IgnoresAt(address.Block, finding.Rule) : [];
        var counts = inlineIgnore ?? context.Settings.InlineIgnore;
        var well = comments.Where(
            comment => counts && ReasonAgainst(
                "tfpilot:ignore", comment.Until, comment.Reason, context) is null).ToList();
        if (well.Find(comment => comment.IsAccepted) is { } ignore)
            return finding with
            {
                Verdict = FindingVerdict.Ignored,
                Note = $"ignored until {Day(ignore.Until)}: {ignore.Reason}",
                Counts = false
            };
        if (well is [var proposed, ..])
            return Proposed(finding, $"tfpilot:ignore until {Day(proposed.Until)}: {proposed.Reason}");

        var late = waivers.OrderByDescending(waiver => waiver.Until)
            .Select(waiver => ReasonAgainst("waiver", waiver.Until, waiver.Reason, context));
        var lateComments = comments.Select(comment => counts
            ? ReasonAgainst("tfpilot:ignore", comment.Until, comment.Reason, context)
            : "tfpilot:ignore does not count for this rule");
        return finding with { Note = late.Concat(lateComments).FirstOrDefault() };
    }

    /// <summary>
    /// A comment in the change itself has no effect: the finding counts, and the comment is shown to the possible
    /// approvers.
    /// </summary>
    internal static Finding Proposed(Finding finding, string comment) =>
        finding with
        {
            Note = $"proposed by the pull request, but not on the default branch: {comment}",
            IsIgnoreProposed = true
        };

    private static bool Concerns(Waiver waiver, Finding finding, string? environment) =>
        waiver.Rule == finding.Rule
        && (waiver.In.Count == 0 || (environment is not null && waiver.In.Contains(environment)))
        && waiver.Match.Any(glob => new Glob(glob).Matches(finding.Address?.Text ?? ""));

    /// <summary>Why it does not count; null when it does.</summary>
    private static string? ReasonAgainst(string what, DateOnly? until, string reason, PolicyContext context) =>
        until switch
        {
            null => $"{what} without a valid date",
            { } day when day < context.Today => $"{what} expired on {Day(day)}",
            { } day when day.DayNumber - context.Today.DayNumber > context.Settings.MaxWaiver.TotalDays =>
                string.Create(CultureInfo.InvariantCulture,
                    $"{what} until {Day(day)} exceeds the maximum of {context.Settings.MaxWaiver.TotalDays:0} days"),
            _ when string.IsNullOrWhiteSpace(reason) => $"{what} without a reason",
            _ => null,
        };

    private static string Day(DateOnly? day) => day!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
