using System.Text.Json.Serialization;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Http;

namespace TfPilot.GitHub.Actions;

/// <summary>Requests the OIDC token of a job.</summary>
internal static class OidcToken
{
    /// <summary>
    /// Requests a token for the audience. Only a job with the permission <c>id-token: write</c> can get one.
    /// </summary>
    public static async Task<Validated<GitHubToken>> RequestAsync(
        string? address, string? secret, string audience, HttpClient http, GitHubTimeouts timeouts,
        CancellationToken ct)
    {
        if (secret is null || !Uri.TryCreate(address, UriKind.Absolute, out var uri) || !GitHubEndpoints.IsSecure(uri))
            return new Problem("ACTIONS_ID_TOKEN_REQUEST_URL",
                "this job cannot get an OIDC token; grant it 'permissions: id-token: write' (pull " +
                    "requests from forks never get one)");
        var client = new GitHubClient(http, new(uri, uri, uri), new GitHubToken(secret), timeouts);
        var url = new Uri($"{uri}{(uri.Query.Length == 0 ? '?' : '&')}audience={Uri.EscapeDataString(audience)}");
        var request = new GitHubRequest(
            HttpMethod.Get, url, "get the job's OIDC token")
        { Accept = GitHubRequest.Plain };
        return new GitHubToken((await client.SendAsync(request, RunnerTokenJson.Default.RunnerToken, ct)).Value);
    }
}

internal sealed record RunnerToken(string Value);

/// <summary>The runner's response with an OIDC token.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RunnerToken))]
internal sealed partial class RunnerTokenJson : JsonSerializerContext;
