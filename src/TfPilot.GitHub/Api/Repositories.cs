using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>
/// A repository as the asking account sees it: its number, which stays when it is renamed, and whether the account may
/// write to it. Where GitHub does not say so, as to some tokens of Apps, it may not.
/// </summary>
public sealed record SeenRepository(long Id, bool MayWrite);

/// <summary>Which repository is this?</summary>
public static class Repositories
{
    public static async Task<SeenRepository> ReadRepositoryAsync(
        this GitHubClient github, RepositoryName repository, CancellationToken ct)
    {
        var request = github.Rest(HttpMethod.Get, $"/repos/{repository}", $"find the repository {repository}");
        var found = await github.SendAsync(request, RestJson.Default.RestRepository, ct);
        return new(found.Id, found.Permissions is { Push: true });
    }
}
