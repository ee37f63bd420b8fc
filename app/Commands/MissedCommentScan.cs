using System.Data.Common;
using TfPilot.App.Http;
using TfPilot.App.Jobs;
using TfPilot.Core.Approvals;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Ids;
using TfPilot.Storage;

namespace TfPilot.App.Commands;

/// <summary>
/// Reads recent comments independently of webhooks, so that missed commands are answered and edited comments lose their
/// effect. A failure of one comment or repository does not affect others: the comment is retried in later scans, and
/// the repository is read from where the scan stopped.
/// </summary>
internal sealed class MissedCommentScan(
    InstallationTokens tokens, CommandHandler handler, CommandStore commands, ScanStore scans, ScanSchedule schedule,
    TimeProvider clock, ILogger<MissedCommentScan> log) : IBackgroundJob
{
    /// <summary>After this many failures, later scans skip the comment.</summary>
    private const int MaxAttempts = 10;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(30);

    /// <summary>Older commands are not answered, because the person has repeated the command or given up.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromDays(1);

    /// <summary>
    /// Each scan reads back this far before the start of the last one. Longer than a claim: a comment that was claimed
    /// during the last scan is answered, or its claim has expired.
    /// </summary>
    private static readonly TimeSpan ScanOverlap = TimeSpan.FromMinutes(10);

    public string Name => "the comment scan";

    public TimeSpan PollInterval => ScanSchedule.PollInterval;

    public Task<int> RunOnceAsync(CancellationToken ct) =>
        schedule.RunAsync(Name, Interval, lease => ScanAsync(lease, ct), ct);

    private async Task<ScanResult> ScanAsync(ScanLease lease, CancellationToken ct)
    {
        var (start, count) = (clock.GetUtcNow(), 0);
        foreach (var installation in await tokens.AsApp().ListInstallationsAsync(ct))
        {
            if (installation.IsSuspended) continue;
            if (!await schedule.RenewAsync(lease, ct)) break;
            try
            {
                count += await ScanAsync(lease, installation.Id, ct);
            }
            catch (GitHubException failure)
            {
                log.WorkIncomplete(Name, failure.Message);
            }
        }

        return new(count, start);
    }

    /// <summary>
    /// Scans the comments of one installation. Among the errors from GitHub, only a rate limit stops the scan.
    /// </summary>
    private async Task<int> ScanAsync(ScanLease lease, long installation, CancellationToken ct)
    {
        var exhausted = new HashSet<PullKey>();
        var unanswered = await commands.UnansweredAsync(installation, ct);
        foreach (var (comment, _) in unanswered.Where(item => item.Attempts < MaxAttempts))
        {
            tokens.RequireReserve(installation);
            await AnswerAsync(comment.Key, new(comment.Comment), exhausted, ct);
        }

        var alreadyRetried = unanswered.Select(item => item.Comment).ToHashSet();
        var (read, count) = (await scans.CommentsReadAsync(installation, ct), 0);
        foreach (var repository in await tokens.ListRepositoriesAsync(installation, ct))
        {
            tokens.RequireReserve(installation);
            if (!await schedule.RenewAsync(lease, ct)) break;
            var startedAt = clock.GetUtcNow();
            var oldest = startedAt - MaxAge;
            var since = read.TryGetValue(repository, out var last) && last - ScanOverlap > oldest ? last - ScanOverlap
                : oldest;
            if (!await TryAsync(
                async () => count += await HandleAsync(installation, repository, since, alreadyRetried, exhausted, ct),
                ct))
                continue;
            await scans.SaveCommentsReadAsync(installation, repository, startedAt, ct);
        }

        return count;
    }

    /// <param name="alreadyRetried">Comments whose handling began earlier and that this scan has already
    /// retried.</param>
    private async Task<int> HandleAsync(
        long installation, long id, DateTimeOffset since, HashSet<CommandComment> alreadyRetried,
        HashSet<PullKey> exhausted, CancellationToken ct)
    {
        var repository = await tokens.GetClientAsync(installation, id, TokenScope.Read, ct);
        var recent = await repository.Client.ListCommentsAsync(repository.Name, since, ct);
        foreach (var comment in recent)
        {
            var key = new PullKey(installation, id, comment.Number.Value);
            if (comment.IsEdited) await handler.RevokeAsync(key, comment.Id, ct);
            else if (!alreadyRetried.Contains(new(key, comment.Id.Value)) && CommandReader.Read(comment.Body).Count > 0)
                await AnswerAsync(key, comment.Id, exhausted, ct);
        }

        return recent.Count;
    }

    /// <summary>Uses the same limits as a comment from a webhook.</summary>
    /// <param name="exhausted">Pull requests that exceeded their compute budget in this scan. Their further comments
    /// get a small budget, and later scans retry them.</param>
    private Task<bool> AnswerAsync(PullKey key, CommentId id, HashSet<PullKey> exhausted, CancellationToken ct) =>
        TryAsync(async () =>
    {
        try
        {
            await ComputeBudget.RunAsync(exhausted.Contains(key) ? ComputeBudget.ForCleanup : ComputeBudget.ForPull,
                () => handler.HandleAsync(key, id, ct), ct);
        }
        catch (Exception failure) when (ComputeBudget.IsExceeded(failure))
        {
            exhausted.Add(key);
            log.WorkIncomplete(Name, $"comment {id} of {key} is not answered: {failure.Message}");
        }
    }, ct);

    /// <summary>
    /// Returns false when the work failed. An error from GitHub or an internal error does not stop the scan. A rate
    /// limit or a database error is rethrown and stops it.
    /// </summary>
    private async Task<bool> TryAsync(Func<Task> work, CancellationToken ct)
    {
        try
        {
            await work();
            return true;
        }
        catch (GitHubException failure) when (failure.Kind != GitHubErrorKind.RateLimited)
        {
            log.WorkIncomplete(Name, failure.Message);
            return false;
        }
        catch (Exception failure) when (failure is not (GitHubException or DbException) && !ct.IsCancellationRequested)
        {
            log.WorkFailed(Name, failure);
            return false;
        }
    }
}
