using System.Text.RegularExpressions;
using TfPilot.App.Jobs;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Http;

namespace TfPilot.App.Http;

/// <summary>
/// Answers a caller only what the caller's own GitHub token may read. Tokens are limited and not stored; rejected ones
/// are cached by their hash.
/// </summary>
internal sealed partial class CallerAccess(
    HttpClient http, GitHubEndpoints endpoints, GitHubTimeouts timeouts, QuestionLimits limits)
{
    private const string Scheme = "Bearer ";

    /// <param name="authorization">The header of the request.</param>
    /// <param name="notFound">The response when the token cannot read what is asked for.</param>
    /// <param name="read">Reads it with the caller's token; throws <see cref="GitHubException"/> when that is not
    /// allowed.</param>
    /// <param name="answer">Answers, after <paramref name="read"/> succeeded.</param>
    public async Task<QueryReply> RunAsync<T>(
        string? authorization, QueryReply notFound, Func<GitHubClient, Task<T>> read, Func<T, Task<QueryReply>> answer)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            || !Token().IsMatch(authorization[Scheme.Length..]))
            return new QueryReply.Refused(401, "The token is missing",
                "Send a GitHub token that can read the repository as `Authorization: Bearer …`.");
        var token = authorization[Scheme.Length..];
        if (limits.IsRejected(token)) return notFound;
        if (limits.Token(token) is { } wait)
            return QueryReply.RateLimited("this token", QuestionLimits.MaxPerToken, wait);
        try
        {
            return await answer(await ReadAsync(token, read));
        }
        catch (Exception failure) when (ComputeBudget.IsExceeded(failure))
        {
            return new QueryReply.Refused(422, "The question is too large to answer in a request", failure.Message);
        }
        catch (GitHubException failure)
        {
            return failure.Kind is GitHubErrorKind.Unavailable or GitHubErrorKind.RateLimited
                or GitHubErrorKind.PermissionMissing
                ? new QueryReply.Refused(503, "GitHub is unavailable", failure.Message) : notFound;
        }
    }

    private async Task<T> ReadAsync<T>(string token, Func<GitHubClient, Task<T>> read)
    {
        try
        {
            return await read(new(http, endpoints, new(token), timeouts));
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
