using System.Text.Json.Nodes;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>Opens pull requests.</summary>
public static class NewPulls
{
    /// <summary>The newest pull request from a branch of the repository, open or closed; null when there is none.
    /// </summary>
    public static async Task<PullNumber?> FindPullFromAsync(
        this GitHubClient github, RepositoryName repository, string branch, CancellationToken ct)
    {
        var head = Uri.EscapeDataString($"{repository.Owner}:{branch}");
        var request = github.Rest(HttpMethod.Get, $"/repos/{repository}/pulls?head={head}&state=all",
            $"find the pull request from {branch} in {repository}");
        var pulls = await github.SendAsync(request, PullRestJson.Default.IReadOnlyListRestNumber, ct);
        return pulls.Count == 0 ? null : new PullNumber(pulls.Max(pull => pull.Number));
    }

    /// <summary>Not repeated after a lost response.</summary>
    /// <param name="body">Markdown.</param>
    public static async Task<PullNumber> OpenPullAsync(
        this GitHubClient github, RepositoryName repository, string branch, string into, string title, string body,
        CancellationToken ct)
    {
        var request = github.Rest(HttpMethod.Post, $"/repos/{repository}/pulls",
            $"open a pull request from {branch} in {repository}") with
        {
            Body = GitHubRequest.Bytes(new JsonObject
            {
                ["title"] = title,
                ["head"] = branch,
                ["base"] = into,
                ["body"] = body,
            }),
            IsRepeatable = false,
        };
        return new((await github.SendAsync(request, PullRestJson.Default.RestNumber, ct)).Number);
    }
}

internal sealed record RestNumber(int Number);
