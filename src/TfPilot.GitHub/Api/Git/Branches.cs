using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>Reads, creates, advances and deletes branches.</summary>
public static class Branches
{
    /// <summary>The commit of the branch; null when there is no such branch.</summary>
    public static async Task<CommitSha?> FindBranchAsync(
        this GitHubClient github, RepositoryName repository, string branch, CancellationToken ct)
    {
        try
        {
            var request = github.Rest(HttpMethod.Get, $"/repos/{repository}/git/ref/heads/{Escaped(branch)}",
                $"read branch {branch} of {repository}");
            return (await github.SendAsync(request, GitRestJson.Default.RestRef, ct)).Object.Sha;
        }
        catch (GitHubException unknown) when (unknown.Kind == GitHubErrorKind.NotFound)
        {
            return null;
        }
    }

    /// <summary>Creates the branch. An existing one is not moved.</summary>
    /// <returns>False when it exists at another commit.</returns>
    public static async Task<bool> CreateBranchAsync(
        this GitHubClient github, RepositoryName repository, string branch, CommitSha at, CancellationToken ct)
    {
        var request = github.Rest(HttpMethod.Post, $"/repos/{repository}/git/refs",
            $"create branch {branch} of {repository}") with
        {
            Body = GitHubRequest.Bytes(new JsonObject { ["ref"] = $"refs/heads/{branch}", ["sha"] = at.Text }),
        };
        try
        {
            await github.SendAsync(request, ct);
            return true;
        }
        catch (GitHubException refused) when (refused.Kind == GitHubErrorKind.Invalid)
        {
            // GitHub's 422 for an existing branch may answer a repeated request whose first response was lost.
            if (await github.FindBranchAsync(repository, branch, ct) is { } existing) return existing == at;
            throw;
        }
    }

    /// <summary>Moves the branch to a commit that descends from its own one.</summary>
    /// <returns>False when the branch has another commit by now, does not exist, or a ruleset forbids it.</returns>
    public static async Task<bool> AdvanceBranchAsync(
        this GitHubClient github, RepositoryName repository, string branch, CommitSha to, CancellationToken ct)
    {
        var request = github.Rest(HttpMethod.Patch, $"/repos/{repository}/git/refs/heads/{Escaped(branch)}",
            $"advance branch {branch} of {repository}") with
        {
            Body = GitHubRequest.Bytes(new JsonObject { ["sha"] = to.Text, ["force"] = false }),
        };
        try
        {
            await github.SendAsync(request, ct);
            return true;
        }
        catch (GitHubException refused) when (refused.Kind == GitHubErrorKind.Invalid)
        {
            return false;
        }
    }

    /// <summary>Succeeds also when there is no such branch.</summary>
    public static async Task DeleteBranchAsync(
        this GitHubClient github, RepositoryName repository, string branch, CancellationToken ct)
    {
        try
        {
            var request = github.Rest(HttpMethod.Delete, $"/repos/{repository}/git/refs/heads/{Escaped(branch)}",
                $"delete branch {branch} of {repository}");
            await github.SendAsync(request, ct);
        }
        catch (GitHubException unknown) when (unknown.Kind is GitHubErrorKind.NotFound or GitHubErrorKind.Invalid)
        {
            // GitHub answers 422 for a branch that does not exist.
        }
    }

    private static string Escaped(string branch) => string.Join('/', branch.Split('/').Select(Uri.EscapeDataString));
}

internal sealed record RestRef(RestRefTarget Object);

internal sealed record RestRefTarget(CommitSha Sha);
