using System.Diagnostics;
using TfPilot.App.Http;
using TfPilot.App.Pulls;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Delivery.Locks;
using TfPilot.Delivery.Registry;
using TfPilot.Delivery.Timelines;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Ids;
using TfPilot.Storage;

namespace TfPilot.App.Commands;

/// <summary>Answers the questions of commands from stored data.</summary>
internal sealed class QuestionAnswers(
    TimelineReader timelines, ApplyLockStore applies, RegistryStore registry, InstallationTokens tokens,
    TimeProvider clock)
{
    /// <summary>The concurrency groups that are shown; one call for each.</summary>
    private const int MaxGroups = 10;

    /// <summary>The rest of the comment is for the replies to other commands.</summary>
    private static readonly int MaxLength = MarkdownBudget.Comment.Limit / 2;

    /// <summary>Each command of a comment may ask for other resources.</summary>
    private static readonly int MaxFoundLength = MarkdownBudget.Comment.Limit / 2 / CommandReader.Max;

    /// <returns>The result with one more reply for each question.</returns>
    public async Task<CommandResult> AnswerAsync(
        CommandResult result, InstalledRepository repository, PullKey key, CancellationToken ct)
    {
        var replies = new List<string>();
        foreach (var question in result.Questions.Distinct())
            replies.Add(question switch
            {
                CommandQuestion.Timeline => await TimelineAsync(repository, key, ct),
                CommandQuestion.Applies => await AppliesAsync(key, ct),
                CommandQuestion.Where(var text) => await FindAsync(repository, key, text, ct),
                _ => throw new UnreachableException(),
            });
        replies.RemoveAll(reply => reply.Length == 0);
        return replies.Count == 0 ? result : result with { Replies = [.. result.Replies, .. replies] };
    }

    private async Task<string> TimelineAsync(InstalledRepository repository, PullKey key, CancellationToken ct)
    {
        var pull = await repository.Client.GetPullRequestAsync(repository.Name, new PullNumber(key.Pull), ct);
        return TimelineText.Markdown(await timelines.ReadAsync(key, pull, ct), MaxLength);
    }

    private async Task<string> FindAsync(
        InstalledRepository repository, PullKey key, string text, CancellationToken ct)
    {
        var (entries, hasMore) = await registry.FindAsync(
            key.Installation, key.Repository, new(text, null, null, 1), ct);
        return FoundResources.Markdown(text, entries, hasMore, RepositoryLinks.Of(repository), MaxFoundLength);
    }

    private async Task<string> AppliesAsync(PullKey key, CancellationToken ct) => ApplyStatusText.Markdown(
        await applies.ListAsync(key.Installation, key.Repository, ct),
        await applies.ListWaitingAsync(key.Installation, key.Repository, clock.GetUtcNow(), ct),
        await GitHubQueueAsync(key, ct));

    /// <returns>Null when GitHub does not answer: a status without its queue is better than none.</returns>
    private async Task<IReadOnlyList<GitHubQueueEntry>?> GitHubQueueAsync(PullKey key, CancellationToken ct)
    {
        try
        {
            var reader = await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.ReadRuns, ct);
            var groups = await reader.Client.ListConcurrencyGroupsAsync(
                reader.Name, ApplyStatusText.GroupPrefix, MaxGroups, ct);
            return
            [
                .. from found in groups
                   from run in found.Runs
                   select new GitHubQueueEntry(found.Name, run.Name, run.Run, run.IsWaiting),
            ];
        }
        catch (GitHubException failure)
        {
            // Enterprise Server may not know the queue yet.
            return failure.Kind == GitHubErrorKind.NotFound ? [] : null;
        }
    }
}
