using System.Text.RegularExpressions;
using TfPilot.App.Http;
using TfPilot.App.Jobs;
using TfPilot.Core.Basics;
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
internal sealed partial class PullAccess(
    HttpClient http, GitHubEndpoints endpoints, GitHubTimeouts timeouts, InstallationTokens tokens,
    QuestionLimits limits)
{
    private const string Scheme = "Bearer ";

    private static readonly DecisionReply NotFound = new DecisionReply.Refused(404, "There is no such pull request",
        "It does not exist, the App is not installed for it, or the token cannot read it.");

    public async Task<DecisionReply> RunAsync(
        string? authorization, RepositoryName repository, PullNumber number,
        Func<VisiblePull, Task<DecisionReply>> answer, CancellationToken ct)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || !Token().IsMatch(authorization[Scheme.Length..]))
            return new DecisionReply.Refused(401, "The token is missing",
                "Send a GitHub token that can read the pull request as `Authorization: Bearer …`.");
        var token = authorization[Scheme.Length..];
        if (limits.IsRejected(token)) return NotFound;
        if (limits.Token(token) is { } wait)
            return DecisionReply.RateLimited("this token", QuestionLimits.MaxPerToken, wait);
        try
        {
            var (pull, visible) = await ReadVisibleAsync(token, repository, number, ct);
            if (limits.Pull(repository, number) is { } pullWait)
                return DecisionReply.RateLimited("this pull request", QuestionLimits.MaxPerPull, pullWait);
            var installation = await tokens.AsApp().FindInstallationAsync(repository, ct);
            return await ComputeBudget.RunAsync(ComputeBudget.ForRequest,
                () => answer(new(new(installation.Id, visible.Id, number.Value), pull, visible.MayWrite)), ct);
        }
        catch (Exception failure) when (ComputeBudget.IsExceeded(failure))
        {
            return new DecisionReply.Refused(
                422, "The pull request is too large to evaluate in a request", failure.Message);
        }
        catch (GitHubException failure)
        {
            return failure.Kind is GitHubErrorKind.Unavailable or GitHubErrorKind.RateLimited
                or GitHubErrorKind.PermissionMissing
                ? new DecisionReply.Refused(503, "GitHub is unavailable", failure.Message) : NotFound;
        }
    }

    /// <summary>
    /// The pull request and its repository as the caller sees them. Throws <see cref="GitHubException"/> when the
    /// caller cannot read them. A rejected token is cached.
    /// </summary>
    private async Task<(PullRequest, VisibleRepository)> ReadVisibleAsync(
        string token, RepositoryName repository, PullNumber number, CancellationToken ct)
    {
        var client = new GitHubClient(http, endpoints, new(token), timeouts);
        try
        {
            return (await client.GetPullRequestAsync(repository, number, ct),
                await client.ReadRepositoryAsync(repository, ct));
        }
        catch (GitHubException failure) when (failure.Kind == GitHubErrorKind.NotSignedIn)
        {
            limits.Reject(token);
            throw;
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_.-]{1,2000}\z", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Token();
}

/// <summary>The response to the caller; errors are problem details (RFC 9457).</summary>
internal abstract record DecisionReply
{
    private DecisionReply() { }

    public sealed record Answered(ReadOnlyMemory<byte> Json) : DecisionReply;

    public sealed record Refused(int Status, string Title, string Detail) : DecisionReply
    {
        public TimeSpan? RetryAfter { get; init; }
    }

    public static Refused RateLimited(string what, int limit, TimeSpan wait) =>
        new(429, "Too many requests",
            $"The limit for {what} is {limit} requests a minute. Try again later.")
        { RetryAfter = wait };
}
