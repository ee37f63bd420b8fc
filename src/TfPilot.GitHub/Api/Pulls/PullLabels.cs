using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>Reads the labels of pull requests.</summary>
public static class PullLabels
{
    /// <summary>GitHub allows at most a hundred labels.</summary>
    public static async Task<IReadOnlyList<string>> ListLabelsAsync(
        this GitHubClient github, RepositoryName repository, PullNumber number, CancellationToken ct)
    {
        var request = github.Rest(HttpMethod.Get, $"/repos/{repository}/issues/{number}/labels?per_page=100",
            $"list the labels of {repository}#{number}");
        return [.. (await github.SendAsync(request, PullRestJson.Default.IReadOnlyListRestLabel, ct))
            .Select(label => label.Name)];
    }
}

internal sealed record RestLabel(string Name);
