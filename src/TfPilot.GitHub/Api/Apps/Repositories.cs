using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>
/// A repository as the calling account sees it: its id, which a rename does not change, and whether the account can
/// write to it. <paramref name="MayWrite"/> is false when GitHub does not return permissions, as for some App tokens.
/// </summary>
public sealed record VisibleRepository(long Id, bool MayWrite);

/// <summary>Reads repositories.</summary>
public static class Repositories
{
    public static async Task<VisibleRepository> ReadRepositoryAsync(
        this GitHubClient github, RepositoryName repository, CancellationToken ct)
    {
        var request = github.Rest(HttpMethod.Get, $"/repos/{repository}", $"find the repository {repository}");
        var found = await github.SendAsync(request, PullRestJson.Default.RestRepository, ct);
        return new(found.Id, found.Permissions is { Push: true });
    }
}
