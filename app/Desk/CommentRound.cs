using TfPilot.App.Work;
using TfPilot.Core.Approvals;
using TfPilot.GitHub;
using TfPilot.GitHub.Calls;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Desk;

/// <summary>Reads what was said lately, whatever was heard of it: so who asked for something is answered, and what was changed agrees to nothing.</summary>
internal sealed class CommentRound(InstallationTokens tokens, CommentDesk desk, TimeProvider clock, ILogger<CommentRound> log) : IDrain
{
    /// <summary>Who hears nothing for longer has asked again, or does not want it any more.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    /// <summary>What somebody was at in the last round is answered by then, or never.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    private DateTimeOffset? read;

    public string Name => "the round of comments";

    public TimeSpan Every => TimeSpan.FromMinutes(30);

    public async Task<int> DrainAsync(CancellationToken ct)
    {
        var (now, count, isWhole) = (clock.GetUtcNow(), 0, true);
        var since = read - Overlap is { } last && last > now - Memory ? last : now - Memory;
        foreach (var installation in await tokens.AsApp().ListInstallationsAsync(ct))
        {
            if (installation.IsSuspended) continue;
            try
            {
                foreach (var repository in await tokens.ListRepositoriesAsync(installation.Id, ct)) count += await HearAsync(installation.Id, repository, since, ct);
            }
            catch (GitHubException failure)
            {
                log.WorkIncomplete(Name, failure.Message);
                isWhole = false;
            }
        }

        if (isWhole) read = now;
        return count;
    }

    private async Task<int> HearAsync(long installation, long id, DateTimeOffset since, CancellationToken ct)
    {
        var repository = await tokens.ForAsync(installation, id, TokenScope.Read, ct);
        var comments = await repository.Client.ListCommentsAsync(repository.Name, since, ct);
        foreach (var comment in comments)
        {
            var key = new PullKey(installation, id, comment.Number.Value);
            if (comment.IsEdited) await desk.ForgetAsync(key, comment.Id, ct);
            else if (CommandReader.Read(comment.Body).Count > 0) await desk.HearAsync(key, comment.Id, ct);
        }

        return comments.Count;
    }
}
