using System.Globalization;
using System.Text;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;

namespace TfPilot.Delivery.Locks;

/// <summary>A run in a queue of GitHub.</summary>
/// <param name="Group">The concurrency group, such as <c>tfpilot-apply-prod-live/web</c>.</param>
public sealed record GitHubQueueEntry(string Group, string Name, long Run, bool IsWaiting);

/// <summary>The applies of a repository: those that run or failed, those that wait, and GitHub's own queue.</summary>
public static class ApplyStatusText
{
    /// <summary>The concurrency groups of the apply workflow begin with this.</summary>
    public const string GroupPrefix = "tfpilot-apply-";

    private const int MaxEntries = 20;

    /// <summary>A list as Markdown; empty when there is nothing to list.</summary>
    /// <param name="github">Null when GitHub did not answer.</param>
    public static string Markdown(
        IReadOnlyList<ApplyLock> held, IReadOnlyList<WaitingApply> waiting, IReadOnlyList<GitHubQueueEntry>? github)
    {
        var text = new StringBuilder();
        foreach (var one in held.Take(MaxEntries))
            Line(one, one.State == ApplyLockState.Applying ? "is applied since" : "failed at");
        foreach (var (one, isUrgent) in waiting.Take(MaxEntries))
            Line(one, isUrgent ? "waits with priority since" : "waits since");
        foreach (var one in (github ?? []).Take(MaxEntries))
            text.Append(CultureInfo.InvariantCulture, $"- GitHub's queue {MarkdownText.HtmlCode(one.Group)}: ")
                .Append(MarkdownText.Escape(VisibleText.Of(one.Name)))
                .Append(CultureInfo.InvariantCulture, $" {(one.IsWaiting ? "waits" : "runs")} (run {one.Run})\n");
        if (github is null) text.Append("- GitHub's own queue could not be read.\n");
        return text.Length == 0 ? "" : $"**Applies**\n\n{text}";

        void Line(ApplyLock one, string words)
        {
            var change = one.Pull is { } pull ? string.Create(CultureInfo.InvariantCulture, $"#{pull}")
                : one.Commit.Short;
            text.Append(CultureInfo.InvariantCulture,
                $"- {MarkdownText.Escape($"{one.Environment}, {one.Project}: {change}")} {words} ")
                .Append(CultureInfo.InvariantCulture, $"{one.Since.UtcDateTime:yyyy-MM-dd HH:mm} UTC ({one.Run})\n");
        }
    }
}
