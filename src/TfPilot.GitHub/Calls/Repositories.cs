using TfPilot.GitHub.Names;
using TfPilot.GitHub.Sending;

namespace TfPilot.GitHub.Calls;

/// <summary>Which repository is this?</summary>
public static class Repositories
{
    /// <summary>Its number, which stays when it is renamed.</summary>
    public static async Task<long> ReadRepositoryIdAsync(this GitHubClient github, RepositoryName repository, CancellationToken ct)
    {
        var request = github.Rest(HttpMethod.Get, $"/repos/{repository}", $"find the repository {repository}");
        return (await github.SendAsync(request, RestJson.Default.RestRepository, ct)).Id;
    }
}
