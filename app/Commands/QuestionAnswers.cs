using System.Diagnostics;
using TfPilot.App.Pulls;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Delivery.Timelines;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Ids;
using TfPilot.Storage;

namespace TfPilot.App.Commands;

/// <summary>Answers the questions of commands from stored data.</summary>
internal sealed class QuestionAnswers(TimelineReader timelines)
{
    /// <summary>The rest of the comment is for the replies to other commands.</summary>
    private static readonly int MaxLength = MarkdownBudget.Comment.Limit / 2;

    /// <returns>The result with one more reply for each question.</returns>
    public async Task<CommandResult> AnswerAsync(
        CommandResult result, InstalledRepository repository, PullKey key, CancellationToken ct)
    {
        var replies = new List<string>();
        foreach (var question in result.Questions.Distinct())
            replies.Add(question switch
            {
                CommandQuestion.Timeline => await TimelineAsync(repository, key, ct),
                _ => throw new UnreachableException(),
            });
        return replies.Count == 0 ? result : result with { Replies = [.. result.Replies, .. replies] };
    }

    private async Task<string> TimelineAsync(InstalledRepository repository, PullKey key, CancellationToken ct)
    {
        var pull = await repository.Client.GetPullRequestAsync(repository.Name, new PullNumber(key.Pull), ct);
        return TimelineText.Markdown(await timelines.ReadAsync(key, pull, ct), MaxLength);
    }
}
