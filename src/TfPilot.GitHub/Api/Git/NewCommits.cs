using System.Net;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>Creates commits without a checkout. GitHub signs them as the App.</summary>
public static class NewCommits
{
    /// <summary>Creates a commit that no branch contains yet.</summary>
    /// <param name="tree">The id of its git tree.</param>
    /// <param name="parent">Null for the first commit of a new history.</param>
    public static async Task<CommitSha> CreateCommitAsync(
        this GitHubClient github, RepositoryName repository, string message, string tree, CommitSha? parent,
        CancellationToken ct)
    {
        var request = github.Rest(HttpMethod.Post, $"/repos/{repository}/git/commits",
            $"create a commit in {repository}") with
        {
            Body = GitHubRequest.Bytes(new JsonObject
            {
                ["message"] = message,
                ["tree"] = tree,
                ["parents"] = parent is { } commit ? new JsonArray(commit.Text) : [],
            }),
        };
        return (await github.SendAsync(request, GitRestJson.Default.RestNewCommit, ct)).Sha;
    }

    /// <summary>Merges a commit into a branch with a three-way merge.</summary>
    /// <returns>False when they conflict; the branch is unchanged then.</returns>
    public static async Task<bool> MergeAsync(
        this GitHubClient github, RepositoryName repository, string branch, CommitSha commit, CancellationToken ct)
    {
        var request = github.Rest(HttpMethod.Post, $"/repos/{repository}/merges",
            $"merge {commit.Short} into {branch} of {repository}") with
        {
            Body = GitHubRequest.Bytes(new JsonObject { ["base"] = branch, ["head"] = commit.Text }),
        };
        try
        {
            await github.SendAsync(request, ct);
            return true;
        }
        catch (GitHubException refused) when (refused.Status == (int)HttpStatusCode.Conflict)
        {
            return false;
        }
    }
}

internal sealed record RestNewCommit(CommitSha Sha);

/// <summary>Parses REST responses: unknown members are ignored, missing required members are an error.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(CommitShaConverter)],
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RestRef))]
[JsonSerializable(typeof(RestNewCommit))]
[JsonSerializable(typeof(RestNewTree))]
internal sealed partial class GitRestJson : JsonSerializerContext;
