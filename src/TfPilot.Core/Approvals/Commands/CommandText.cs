using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Approvals;

/// <summary>Renders the replies to commands as Markdown.</summary>
public static class CommandText
{
    private static readonly TerminalStyle Plain = new(Color: false, Width: 100);

    public static string Help()
    {
        var rows = CommandDefinition.All.Select(form => Row(
            MarkdownText.Code(form.ToString()),
            form.Min.ToString().ToLowerInvariant(),
            MarkdownText.Escape(form.Summary)));
        return $"| Command | Required role | Effect |\n|:--|:--|:--|\n{string.Concat(rows)}\n" +
            "Write each command on its own line of a new comment.\n";
    }

    public static string Status(PullEvaluation pull)
    {
        var rows = pull.Checks.Select(check => Row(
            MarkdownText.Escape(check.Name), CheckText.Words(check.Outcome), MarkdownText.Escape(check.Title)));
        var locks = (pull.Facts.People?.Locks ?? []).Select(
            held => $"- {MarkdownText.Escape(LockRequirement.Describe(held))}\n");
        return $"| Check | Status | Reason |\n|:--|:--|:--|\n{string.Concat(rows)}\n{string.Concat(locks)}";
    }

    public static string Explain(PullEvaluation pull)
    {
        var text = MarkdownText.Fenced(PullDecisionText.Write(pull, Plain).Split('\n'));
        var limit = MarkdownBudget.Comment.Limit / 2;
        var shown = text.Length <= limit ? text : $"{text[..text.LastIndexOf('\n', limit)]}\n…";
        return $"{MarkdownText.Fence(shown)}text\n{shown}\n{MarkdownText.Fence(shown)}\n";
    }

    /// <summary>One reply to all commands of a comment; null when there is nothing to say.</summary>
    public static string? Reply(CommandResult answer)
    {
        var parts = answer.Refusals.Distinct().Select(MarkdownText.Escape).Concat(answer.Replies.Distinct()).ToList();
        if (parts.Count == 0) return null;
        var text = string.Join("\n\n", parts);
        return text.Length <= MarkdownBudget.Comment.Limit ? text
            : MarkdownText.Escape("The reply is too long for one comment: please use fewer commands at once.");
    }

    private static string Row(params IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |\n";
}
