using System.Globalization;
using System.Text;
using TfPilot.Core.Basics;

namespace TfPilot.Delivery.Reports;

/// <summary>
/// The App's comment on a merged pull request: what was applied where. It is one comment, updated after each apply.
/// </summary>
public static class AppliedComment
{
    private const int MaxRows = 200;

    /// <param name="outcomes">The last one of each project and environment of the pull request.</param>
    /// <param name="issues">The numbers of the issues about the outcomes.</param>
    public static string Body(
        IReadOnlyList<ApplyOutcome> outcomes, Func<ApplyOutcome, long?> issues, ReportLinks links)
    {
        var text = new StringBuilder();
        text.AppendLine(ReportMarker.Comment);
        text.AppendLine(CultureInfo.InvariantCulture, $"### {Headline(outcomes)}").AppendLine();
        text.AppendLine("| Environment | Project | Result | Run |").AppendLine("|:--|:--|:--|:--|");
        foreach (var one in outcomes.Take(MaxRows))
        {
            var issue = one.IsFailed && issues(one) is { } number
                ? string.Create(CultureInfo.InvariantCulture, $", see #{number}") : "";
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {MarkdownText.Code(one.Environment)} | {MarkdownText.Code(one.Project)} | " +
                $"{OutcomeText.Word(one)}{issue} | {links.Run(one.Run)} |");
        }

        if (outcomes.Count > MaxRows)
            text.AppendLine().AppendLine(
                CultureInfo.InvariantCulture, $"And {outcomes.Count - MaxRows} more; see the timeline.");
        return text.ToString();
    }

    private static string Headline(IReadOnlyList<ApplyOutcome> outcomes)
    {
        var environments = string.Join(", ", outcomes.GroupBy(one => one.Environment).Select(
            group => $"{MarkdownText.Code(group.Key)} {State([.. group])}"));
        return environments.Length == 0 ? "Nothing was applied" : environments;
    }

    private static string State(IReadOnlyList<ApplyOutcome> outcomes) =>
        outcomes.Any(one => one.IsFailed)
            ? outcomes.Any(one => one.IsSuccess) || outcomes.Any(one => one.Status is Records.ApplyStatus.Partial)
                ? "is partly applied" : OutcomeText.Word(outcomes.First(one => one.IsFailed))
        : outcomes.Any(one => one.Status is null) ? "is being applied"
        : outcomes.All(one => one.IsVerified == true) ? "is applied and verified" : "is applied";
}
