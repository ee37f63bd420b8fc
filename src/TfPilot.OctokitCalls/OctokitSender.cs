using Octokit;
using Octokit.Internal;
using TfPilot.GitHub.Http;
using GitHubClient = TfPilot.GitHub.Http.GitHubClient;

namespace TfPilot.OctokitCalls;

/// <summary>
/// Octokit's typed calls, sent by our own client. A call belongs here when only the App makes it and no check depends
/// on its response: issues, labels, git objects, contents, lists of pull requests, workflow dispatches, deployments.
/// Tokens, checks, comments, reviews and GraphQL stay in <c>TfPilot.GitHub</c>.
/// </summary>
internal static class OctokitSender
{
    private static readonly ProductHeaderValue Product = new("tfpilot");

    /// <summary>
    /// Makes one Octokit call and reads the response. The token, retries, rate limits and timeouts are those of
    /// <paramref name="github"/>. A response that Octokit cannot parse throws <see cref="GitHubException"/>, like every
    /// other failure.
    /// </summary>
    public static async Task<T> CallAsync<T>(
        this GitHubClient github, string purpose, Func<IGitHubClient, Task<T>> call, CancellationToken ct)
    {
        using var http = new HttpClientAdapter(() => new SendingHandler(github, purpose, ct));
        http.SetRequestTimeout(Timeout.InfiniteTimeSpan);
        try
        {
            return await call(new Octokit.GitHubClient(Connect(github, http)));
        }
        catch (Exception failure) when (failure is not (GitHubException or OperationCanceledException))
        {
            // Octokit documents no exception type for an unexpected null.
            var reason = $"GitHub's response could not be parsed ({failure.GetType().Name})";
            throw new GitHubException(
                GitHubErrorKind.Unavailable, $"Cannot {purpose}: {reason}. Try again later.", failure);
        }
    }

    private static Connection Connect(GitHubClient github, IHttpClient http) => new(
        Product,
        new Uri(github.Endpoints.Api.AbsoluteUri.TrimEnd('/') + '/'),
        new InMemoryCredentialStore(Credentials.Anonymous),
        http,
        new SimpleJsonSerializer());
}
