using TfPilot.App.Http;
using TfPilot.App.Jobs;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Ids;
using TfPilot.Storage;

namespace TfPilot.App.Decisions;

/// <summary>A pull request that the caller can read.</summary>
/// <param name="MayWrite">Whether the caller can write to the repository.</param>
internal sealed record VisiblePull(PullKey Key, PullRequest Pull, bool MayWrite);

/// <summary>
/// Answers questions about a pull request for callers whose own token can read it on GitHub. Rate limited.
/// </summary>
internal sealed class PullAccess(CallerAccess access, InstallationTokens tokens, QuestionLimits limits)
{
    private static readonly QueryReply NotFound = new QueryReply.Refused(404, "There is no such pull request",
        "It does not exist, the App is not installed for it, or the token cannot read it.");

    public Task<QueryReply> RunAsync(
        string? authorization, RepositoryName repository, PullNumber number,
        Func<VisiblePull, Task<QueryReply>> answer, CancellationToken ct) => access.RunAsync(
        authorization, NotFound, client => ReadVisibleAsync(client, repository, number, ct), async found =>
        {
            var (pull, visible) = found;
            if (limits.Pull(repository, number) is { } wait)
                return QueryReply.RateLimited("this pull request", QuestionLimits.MaxPerPull, wait);
            var installation = await tokens.AsApp().FindInstallationAsync(repository, ct);
            return await ComputeBudget.RunAsync(ComputeBudget.ForRequest,
                () => answer(new(new(installation.Id, visible.Id, number.Value), pull, visible.MayWrite)), ct);
        });

    /// <summary>
    /// The pull request and its repository as the caller sees them. Throws <see cref="GitHubException"/> when the
    /// caller cannot read them.
    /// </summary>
    private static async Task<(PullRequest, VisibleRepository)> ReadVisibleAsync(
        GitHubClient client, RepositoryName repository, PullNumber number, CancellationToken ct) =>
        (await client.GetPullRequestAsync(repository, number, ct), await client.ReadRepositoryAsync(repository, ct));
}
