using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Polly.Timeout;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Http;

namespace TfPilot.GitHub.Evidence;

/// <summary>The App's response to a request of a job.</summary>
public abstract record AppResponse
{
    private AppResponse() { }

    public sealed record Answered(int Status, JsonNode Body) : AppResponse;

    /// <summary>The request was rejected; a retry does not help.</summary>
    public sealed record Refused(int Status, string Reason) : AppResponse;

    /// <summary>The App was unreachable or unavailable; whether it handled the request is unknown.</summary>
    public sealed record NoResponse(string Reason) : AppResponse;
}

/// <summary>
/// Sends requests of a job to the App. The App's endpoints for jobs are idempotent, so failures are retried.
/// </summary>
public sealed class AppClient(HttpClient http, GitHubTimeouts timeouts)
{
    private readonly RetryingSender sender = new(timeouts);

    /// <summary>
    /// Parses the App's URL. Null unless it is https, or http to the local machine, without user, query and fragment.
    /// </summary>
    public static Uri? TryParse(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var app) && GitHubEndpoints.IsSecure(app)
        && app is { UserInfo: "", Query: "", Fragment: "" } ? app : null;

    /// <param name="path">Such as <c>api/gate</c>.</param>
    /// <param name="token">The job's OIDC token.</param>
    /// <param name="body">JSON as UTF-8.</param>
    /// <param name="purpose">For messages, such as <c>ask the gate</c>.</param>
    public Task<AppResponse> PostAsync(
        Uri app, string path, GitHubToken token, byte[] body, string purpose, CancellationToken ct) =>
        SendAsync(new(HttpMethod.Post, AddressOf(app, path), purpose) { Body = body }, token, ct);

    /// <param name="path">With its query.</param>
    /// <param name="token">A GitHub token that can read what is asked for.</param>
    /// <param name="purpose">For messages.</param>
    public Task<AppResponse> GetAsync(Uri app, string path, GitHubToken token, string purpose, CancellationToken ct) =>
        SendAsync(new(HttpMethod.Get, AddressOf(app, path), purpose), token, ct);

    private static Uri AddressOf(Uri app, string path) => new($"{app.AbsoluteUri.TrimEnd('/')}/{path}");

    private async Task<AppResponse> SendAsync(GitHubRequest request, GitHubToken token, CancellationToken ct)
    {
        try
        {
            return Read(await sender.SendAsync(request, attempt => SendOnceAsync(request, token, attempt), ct));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or TimeoutRejectedException)
        {
            return new AppResponse.NoResponse(
                $"it did not respond ({VisibleText.Of(failure.Message.TrimEnd('.'))})");
        }
    }

    private async Task<GitHubResponse> SendOnceAsync(GitHubRequest request, GitHubToken token, CancellationToken ct)
    {
        using var message = new HttpRequestMessage(request.Method, request.Address)
        {
            Content = request.Body is not { } body ? null : new ByteArrayContent(body)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            },
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token.Secret) },
        };
        using var response = await http.SendAsync(message, ct);
        return await GitHubResponse.ReadAsync(response, ct);
    }

    private static AppResponse Read(GitHubResponse answer) => answer.Status switch
    {
        >= 200 and < 300 when Body(answer, ReceiptJson.Default.JsonNode) is { } body =>
            new AppResponse.Answered(answer.Status, body),
        >= 400 and < 500 and not (408 or 429) => new AppResponse.Refused(answer.Status, MessageOf(answer)),
        _ => new AppResponse.NoResponse($"it answered {answer.Status}: {MessageOf(answer)}"),
    };

    private static string MessageOf(GitHubResponse answer) =>
        VisibleText.Of(Body(answer, ReceiptJson.Default.RestProblem)?.Detail
            ?? "the response is not from tfpilot's App; check app-url");

    private static T? Body<T>(GitHubResponse answer, JsonTypeInfo<T> type)
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

/// <summary>The App's responses to jobs.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RestReceipt))]
[JsonSerializable(typeof(RestProblem))]
[JsonSerializable(typeof(JsonNode))]
internal sealed partial class ReceiptJson : JsonSerializerContext;
