using TfPilot.App.Jobs;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;

namespace TfPilot.App.Pulls;

/// <summary>The changes of a base branch between two commits. They are immutable, so each pair is read once.</summary>
internal sealed class BaseBranchChanges(SharedCache cache)
{
    private static readonly PullFileList Unknown = new([], IsComplete: false);

    private readonly SharedCache.Region<(long Repository, CommitSha From, CommitSha To), PullFileList> known =
        cache.CreateRegion<(long, CommitSha, CommitSha), PullFileList>(ChangedFilesCache.SizeOf);

    /// <summary>
    /// The paths that the branch changed between the commits. Incomplete when the branch was rewritten or GitHub does
    /// not respond.
    /// </summary>
    public async Task<AffectedPaths> ReadAsync(
        InstalledRepository repository, long id, CommitSha from, CommitSha to, EnvironmentMap map,
        UnmappedHandling unmapped, CancellationToken ct) =>
        TouchRules.Decide((await FilesAsync(repository, id, from, to, ct)).ToChanges(), map, unmapped);

    private async Task<PullFileList> FilesAsync(
        InstalledRepository repository, long id, CommitSha from, CommitSha to, CancellationToken ct)
    {
        if (known.TryGetValue((id, from, to), out var before)) return before;
        try
        {
            var comparison = await repository.Client.CompareAsync(repository.Name, from, to, ct);
            return known.Set((id, from, to), comparison.IsAhead ? comparison.Changes : Unknown);
        }
        catch (GitHubException)
        {
            return Unknown;
        }
    }
}
