using System.Net;
using System.Net.Http.Headers;

namespace TfPilot.GitHub.Http;

/// <summary>
/// One call of a client in the form that HTTP libraries take: with the client's token, retries, limits and time limits.
/// What GitHub refuses is thrown as <see cref="GitHubException"/>, so the library never sees a refusal and has nothing
/// to try again.
/// </summary>
/// <param name="github">The client that sends.</param>
/// <param name="purpose">Completes "cannot …" in what people read when the call fails.</param>
/// <param name="ct">
/// Ends the call. The token of the library is not used: it ends after the library's own time limit, which is shorter
/// than a wait that GitHub may ask for.
/// </param>
public sealed class SendingHandler(GitHubClient github, string purpose, CancellationToken ct) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!;
        if (!github.Endpoints.IsOfApi(address))
            throw new GitHubError(GitHubErrorKind.Unavailable, $"names {address.Host} for the rest").ToException(
                purpose);
        var answer = await github.SendAsync(
            new(request.Method, address, purpose)
            {
                Accept = request.Headers.Accept.ToString(),
                Body = request.Content is null ? null : await request.Content.ReadAsByteArrayAsync(ct),
                IsRepeatable = request.Method != HttpMethod.Post,
            },
            ct);
        return Response(request, answer);
    }

    /// <summary>With the headers that a library needs to read the body and to find the next page.</summary>
    private static HttpResponseMessage Response(HttpRequestMessage request, GitHubAnswer answer)
    {
        var response = new HttpResponseMessage((HttpStatusCode)answer.Status)
        {
            Content = new ByteArrayContent(answer.Body),
            RequestMessage = request,
        };
        _ = MediaTypeHeaderValue.TryParse(answer.Header("Content-Type"), out var type);
        response.Content.Headers.ContentType = type;
        if (answer.Header("Link") is { } link) response.Headers.TryAddWithoutValidation("Link", link);
        return response;
    }
}
