using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Polly.Timeout;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Evidence;

/// <summary>Sends the facts of a run to the App. Idempotent, so failures are retried.</summary>
public sealed class EvidenceSender(HttpClient http, GitHubTimeouts timeouts)
{
    private readonly RetryingSender sender = new(timeouts);

    /// <summary>
    /// Parses the App's URL. Null unless it is https, or http to the local machine, without user, query and fragment.
    /// </summary>
    public static Uri? TryParse(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var app) && GitHubEndpoints.IsSecure(app)
        && app is { UserInfo: "", Query: "", Fragment: "" } ? app : null;

    /// <param name="target">The pull request and its head, for a run whose token does not name one.</param>
    public async Task<EvidenceReceipt> SendAsync(
        Uri app, GitHubToken token, byte[] facts, (PullNumber Pull, CommitSha Head)? target, CancellationToken ct)
    {
        var query = target is { } pull ? $"?pull={pull.Pull}&head={pull.Head}" : "";
        var address = new Uri($"{app.AbsoluteUri.TrimEnd('/')}/api/evidence{query}");
        var request = new GitHubRequest(HttpMethod.Post, address, "send the facts") { Body = facts };
        try
        {
            return Read(await sender.SendAsync(request, attemptToken => PostAsync(request, token, attemptToken), ct));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TimeoutRejectedException)
        {
            return new EvidenceReceipt.NoResponse(
                $"it did not respond ({VisibleText.Of(failure.Message.TrimEnd('.'))})");
        }
    }

    private async Task<GitHubResponse> PostAsync(GitHubRequest request, GitHubToken token, CancellationToken ct)
    {
        using var message = new HttpRequestMessage(request.Method, request.Address)
        {
            Content = new ByteArrayContent(
                request.Body!)
            { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token.Secret) },
        };
        using var response = await http.SendAsync(message, ct);
        return await GitHubResponse.ReadAsync(response, ct);
    }

    private static EvidenceReceipt Read(GitHubResponse answer) => answer.Status switch
    {
        202 when Body(answer, ReceiptJson.Default.RestReceipt) is { } receipt =>
            new EvidenceReceipt.Accepted(receipt.Trusted, [.. receipt.Reasons.Select(VisibleText.Of)]),
        >= 400 and < 500 and not (408 or 429) => new EvidenceReceipt.Refused(answer.Status, MessageOf(answer)),
        _ => new EvidenceReceipt.NoResponse($"it answered {answer.Status}: {MessageOf(answer)}"),
    };

    private static string MessageOf(GitHubResponse answer) =>
        VisibleText.Of(Body(answer, ReceiptJson.Default.RestProblem)?.Detail
            ?? "the response is not from tfpilot's App; check app-url");

    private static T? Body<T>(GitHubResponse answer, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return answer.Read(type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed record RestReceipt(bool Trusted, IReadOnlyList<string> Reasons);

internal sealed record RestProblem(string Detail);

/// <summary>The App's responses to evidence.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RestReceipt))]
[JsonSerializable(typeof(RestProblem))]
internal sealed partial class ReceiptJson : JsonSerializerContext;
