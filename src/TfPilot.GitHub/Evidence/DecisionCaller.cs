using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Polly.Timeout;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Evidence;

/// <summary>Reads the App's decision about a pull request.</summary>
public sealed class DecisionCaller(HttpClient http, GitHubTimeouts timeouts)
{
    private readonly RetryingSender sender = new(timeouts);

    /// <summary>
    /// Whether the App evaluates the last accepted plans instead of new ones at this head. False without a valid
    /// response.
    /// </summary>
    public async Task<bool> HasAcceptedPlansAsync(
        Uri app, GitHubToken token, RepositoryName repository, PullNumber pull, CommitSha head, CancellationToken ct)
    {
        var address = new Uri($"{app.AbsoluteUri.TrimEnd('/')}/api/pulls/{repository}/{pull}/decision");
        var request = new GitHubRequest(HttpMethod.Get, address, "read the decision");
        try
        {
            var answer = await sender.SendAsync(request, once => GetAsync(request, token, once), ct);
            return answer.Status == 200 && answer.Read(DecisionJson.Default.RestDecision) is var decision
                && decision.Head == head.Text && decision.AcceptedPlans;
        }
        catch (Exception failure) when (
            failure is HttpRequestException or IOException or TimeoutRejectedException or JsonException
            or GitHubException)
        {
            return false;
        }
    }

    private async Task<GitHubResponse> GetAsync(GitHubRequest request, GitHubToken token, CancellationToken ct)
    {
        using var message = new HttpRequestMessage(request.Method, request.Address)
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token.Secret) },
        };
        using var response = await http.SendAsync(message, ct);
        return await GitHubResponse.ReadAsync(response, ct);
    }
}

internal sealed record RestDecision(string Head, bool AcceptedPlans);

/// <summary>The used part of the App's decision document.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RestDecision))]
internal sealed partial class DecisionJson : JsonSerializerContext;
