using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Polly.Timeout;

namespace TfPilot.GitHub.Http;

/// <summary>
/// A client of one GitHub server with one token, or without. The calls are extension methods in <c>Api</c>; each
/// returns or throws <see cref="GitHubException"/>. Safe for concurrent use.
/// </summary>
public sealed class GitHubClient(
    HttpClient http, GitHubEndpoints endpoints, GitHubToken? token, GitHubTimeouts timeouts)
{
    /// <summary>The maximum page size of GitHub.</summary>
    private const int PageSize = 100;

    private const string ApiVersion = "2022-11-28";

    private static readonly string Version = typeof(GitHubClient).Assembly.GetName().Version?.ToString(3) ?? "0";

    private readonly RetryingSender sender = new(timeouts);
    private readonly ResponseCache cache = new();

    public GitHubEndpoints Endpoints => endpoints;

    /// <summary>Receives the remaining rate limits.</summary>
    internal RateBudget? Budget { get; init; }

    /// <summary>
    /// Creates the HTTP client. It has no timeout of its own, because <see cref="GitHubTimeouts"/> applies to each
    /// call. Redirects are not followed, because that could send the token to another host or turn a POST into a GET.
    /// </summary>
    public static HttpClient CreateHttpClient() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };

    /// <summary>A REST request; <paramref name="path"/> begins with a slash and is already escaped.</summary>
    internal GitHubRequest Rest(HttpMethod method, string path, string purpose) =>
        new(method, endpoints.Rest(path), purpose);

    internal async Task<T> QueryAsync<T>(
        string document, JsonObject variables, string purpose, JsonTypeInfo<GraphQlData<T>> type, CancellationToken ct)
    {
        var body = new JsonObject { ["query"] = document, ["variables"] = variables };
        var request = new GitHubRequest(
            HttpMethod.Post, endpoints.GraphQl, purpose)
        { IsGraphQl = true, Body = GitHubRequest.Bytes(body) };
        return (await SendAsync(request, type, ct)).Data;
    }

    internal async Task<T> SendAsync<T>(GitHubRequest request, JsonTypeInfo<T> type, CancellationToken ct) =>
        Read(request, await SendAsync(request, ct), type);

    /// <summary>
    /// The pages of a REST list, each with whether it is the last one; one call for each page that is read.
    /// </summary>
    /// <param name="path">Begins with a slash and is already escaped; may have a query.</param>
    internal async IAsyncEnumerable<(T Found, bool IsLast)> PagesAsync<T>(
        string path, string purpose, JsonTypeInfo<T> type, [EnumeratorCancellation] CancellationToken ct)
    {
        var start = $"{path}{(path.Contains('?') ? '&' : '?')}per_page={PageSize}&page=";
        var isLast = false;
        for (var page = 1; !isLast; page++)
        {
            var request = Rest(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"{start}{page}"), purpose);
            var answer = await SendAsync(request, ct);
            isLast = !answer.HasNextPage;
            yield return (Read(request, answer, type), isLast);
        }
    }

    internal static T Read<T>(GitHubRequest request, GitHubResponse answer, JsonTypeInfo<T> type)
    {
        try
        {
            return answer.Read(type);
        }
        catch (JsonException failure)
        {
            throw ToException(request,
                new GitHubError(GitHubErrorKind.Unavailable, $"sent an unreadable response ({failure.Message})"),
                failure);
        }
    }

    internal async Task<GitHubResponse> SendAsync(GitHubRequest request, CancellationToken ct)
    {
        var known = cache.Find(request);
        try
        {
            var answer = await sender.SendAsync(request, attemptToken => TryAsync(request, known, attemptToken), ct);
            if (known is not null && answer.Status == GitHubResponse.NotModified) return known;
            if (GitHubErrors.Of(request, answer, timeouts.Clock.GetUtcNow()) is { } error)
                throw ToException(request, error);
            cache.Store(request, answer);
            return answer;
        }
        catch (Exception failure)
            when (failure is HttpRequestException or IOException or TimeoutRejectedException or JsonException)
        {
            throw ToException(request,
                new GitHubError(GitHubErrorKind.Unavailable, $"did not answer ({failure.Message.TrimEnd('.')})"),
                failure);
        }
    }

    private static GitHubException ToException(GitHubRequest request, GitHubError error, Exception? cause = null)
    {
        var isOutcomeUnknown = error.Kind == GitHubErrorKind.Unavailable && !request.IsRepeatable
            && !RetryRules.NeverArrived(cause);
        return (error with { OutcomeUnknown = isOutcomeUnknown }).ToException(request.Purpose, cause);
    }

    private async Task<GitHubResponse> TryAsync(GitHubRequest request, GitHubResponse? known, CancellationToken ct)
    {
        using var message = new HttpRequestMessage(request.Method, request.Address);
        if (token is { Secret: var secret })
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        message.Headers.UserAgent.Add(new ProductInfoHeaderValue("tfpilot", Version));
        message.Headers.Accept.ParseAdd(request.Accept);
        message.Headers.Add("X-GitHub-Api-Version", ApiVersion);
        if (known?.Header("ETag") is { } tag) message.Headers.TryAddWithoutValidation("If-None-Match", tag);
        if (request.Body is { } body)
            message.Content = new ByteArrayContent(
                body)
            { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, ct);
        var answer = await GitHubResponse.ReadAsync(response, ct);
        Budget?.Observe(answer);
        return answer;
    }
}
