using System.Net;
using System.Net.Http.Headers;

namespace TfPilot.GitHub.Http;

/// <summary>
/// An HTTP handler for one call, with the client's token, retries, rate limits and timeouts. An error response is
/// thrown as <see cref="GitHubException"/>, so the library does not receive it and does not retry.
/// </summary>
/// <param name="github">The client that sends the request.</param>
/// <param name="purpose">Completes "cannot …" in the error message.</param>
/// <param name="ct">Cancels the call. The library's own cancellation token is not used: its timeout is shorter than a
/// wait that GitHub may request.</param>
public sealed class SendingHandler(GitHubClient github, string purpose, CancellationToken ct) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!;
        if (!github.Endpoints.IsApi(address))
            throw new GitHubError(GitHubErrorKind.Unavailable, $"refers to another host, {address.Host}").ToException(
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

    /// <summary>Keeps the headers that a library needs for the body and for paging.</summary>
    private static HttpResponseMessage Response(HttpRequestMessage request, GitHubResponse answer)
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
