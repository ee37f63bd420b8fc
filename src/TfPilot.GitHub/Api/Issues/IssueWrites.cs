using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>
/// Opens, updates and closes issues. Not with Octokit: its update clears the milestone that a person chose.
/// </summary>
public static class IssueWrites
{
    /// <summary>
    /// Opens an issue and returns its number. After <see cref="GitHubErrorKind.Unavailable"/>, it may exist.
    /// </summary>
    public static async Task<int> OpenIssueAsync(
        this GitHubClient github, RepositoryName repository, string title, string body, CancellationToken ct)
    {
        var request = github.Rest(HttpMethod.Post, $"/repos/{repository}/issues", $"open an issue in {repository}");
        return (await github.SendAsync(
            request with
            {
                IsRepeatable = false,
                Body = GitHubRequest.Bytes(new JsonObject { ["title"] = title, ["body"] = body }),
            },
            IssueRestJson.Default.RestIssue, ct)).Number;
    }

    /// <summary>Replaces title and text, and opens the issue if it is closed.</summary>
    public static Task UpdateIssueAsync(
        this GitHubClient github, RepositoryName repository, int number, string title, string body,
        CancellationToken ct) => WriteAsync(github, repository, number, "update",
        new() { ["title"] = title, ["body"] = body, ["state"] = "open" }, ct);

    public static Task CloseIssueAsync(
        this GitHubClient github, RepositoryName repository, int number, CancellationToken ct) => WriteAsync(
        github, repository, number, "close", new() { ["state"] = "closed", ["state_reason"] = "completed" }, ct);

    private static Task<GitHubResponse> WriteAsync(
        GitHubClient github, RepositoryName repository, int number, string verb, JsonObject body,
        CancellationToken ct) => github.SendAsync(
        github.Rest(HttpMethod.Patch, $"/repos/{repository}/issues/{number}", $"{verb} issue {repository}#{number}")
            with
        { Body = GitHubRequest.Bytes(body) },
        ct);
}

internal sealed record RestIssue(int Number);

/// <summary>Parses REST responses: unknown members are ignored, missing required members are an error.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(CommitShaConverter)],
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RestIssue))]
internal sealed partial class IssueRestJson : JsonSerializerContext;
