using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.OctokitCalls;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>
/// Finds the open pull requests that the App can see on GitHub; none if the App is no longer installed.
/// </summary>
internal sealed class OpenPullFinder(InstallationTokens tokens)
{
    public async Task<IReadOnlyList<PullKey>> OfRepositoryAsync(
        long installation, long repository, Func<OpenPull, bool> filter, CancellationToken ct)
    {
        try
        {
            var installed = await tokens.GetClientAsync(installation, repository, TokenScope.Read, ct);
            var pulls = await installed.Client.ListOpenPullsAsync(installed.Name, ct);
            return [.. pulls.Where(filter).Select(pull => new PullKey(installation, repository, pull.Number.Value))];
        }
        catch (GitHubException failure) when (IsGone(failure))
        {
            return [];
        }
    }

    public async Task<IReadOnlyList<PullKey>> OfInstallationAsync(long installation, CancellationToken ct)
    {
        var found = new List<PullKey>();
        foreach (var repository in await RepositoriesAsync(installation, ct))
        {
            tokens.RequireReserve(installation);
            found.AddRange(await OfRepositoryAsync(installation, repository, _ => true, ct));
        }

        return found;
    }

    private async Task<IReadOnlyList<long>> RepositoriesAsync(long installation, CancellationToken ct)
    {
        try
        {
            return await tokens.ListRepositoriesAsync(installation, ct);
        }
        catch (GitHubException failure) when (IsGone(failure))
        {
            return [];
        }
    }

    /// <summary>Uninstalled, suspended, or the repository is no longer part of the installation.</summary>
    private static bool IsGone(GitHubException failure) =>
        failure.Kind is GitHubErrorKind.NotFound or GitHubErrorKind.NotPermitted or GitHubErrorKind.Invalid;
}
