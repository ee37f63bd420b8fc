using System.Text;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Delivery.Gates;

/// <summary>The gate's answer for the log and for the job summary.</summary>
public static class GateText
{
    private const int MaxDeviations = 50;

    /// <param name="project">Null when the job did not name it.</param>
    public static string Lines(GateAnswer answer, string environment, string? project)
    {
        var text = new StringBuilder();
        text.Append(answer.IsGo ? "go" : "no").Append(": ").AppendLine(Headline(answer, environment, project));
        foreach (var reason in answer.Reasons) text.Append("  - ").AppendLine(reason.Sentence);
        if (answer.Deviations.Count > 0) text.AppendLine("The plan differs from the approved one:");
        foreach (var deviation in answer.Deviations.Take(MaxDeviations)) text.Append("  ").AppendLine($"{deviation}");
        if (More(answer) is { } more) text.Append("  ").AppendLine(more);
        return text.ToString();
    }

    public static string Markdown(GateAnswer answer, string environment, string? project)
    {
        var text = new StringBuilder();
        text.Append("### ").Append(answer.IsGo ? "✅ " : "⛔ ")
            .Append(MarkdownText.Escape(Headline(answer, environment, project))).Append("\n\n");
        foreach (var reason in answer.Reasons)
            text.Append("- ").Append(MarkdownText.Escape(reason.Sentence)).Append('\n');
        if (answer.Deviations.Count == 0) return text.Append('\n').ToString();
        text.Append("\n**What differs from the approved plan**\n\n")
            .Append("| Resource or part | Approved | Now |\n|---|---|---|\n");
        foreach (var deviation in answer.Deviations.Take(MaxDeviations)) text.Append(Row(deviation));
        if (More(answer) is { } more) text.Append('\n').Append(more).Append('\n');
        return text.Append('\n').ToString();
    }

    private static string Headline(GateAnswer answer, string environment, string? project)
    {
        var subject = VisibleText.Of(project is null ? environment : $"{project} ({environment})");
        return !answer.IsGo ? $"{subject} must not be applied"
            : answer.IsNothing ? $"{subject}: the plan changes nothing"
            : $"{subject} may be applied: {answer.Basis ?? "the plan is the approved one"}";
    }

    private static string? More(GateAnswer answer) => answer.Deviations.Count > MaxDeviations
        ? $"and {answer.Deviations.Count - MaxDeviations} more" : null;

    private static string Row(PlanDeviation deviation)
    {
        var subject = string.Join(": ", new[] { deviation.Address, deviation.Attribute }.OfType<string>());
        return $"| {Cell(subject.Length == 0 ? "configuration" : subject)} | {Cell(deviation.Approved)} | " +
            $"{Cell(deviation.Fresh)} |\n";
    }

    private static string Cell(string text) =>
        MarkdownText.HtmlCode(text).Replace("|", "&#124;", StringComparison.Ordinal);
}
