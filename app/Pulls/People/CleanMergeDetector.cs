using TfPilot.App.Jobs;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;

namespace TfPilot.App.Pulls;

/// <summary>
/// Finds the merge commits created by GitHub that leave the pull request's diff unchanged in every file and line. A
/// merge that cannot be proved unchanged counts as changed, such as when both sides changed one file.
/// </summary>
internal sealed class CleanMergeDetector(SharedCache cache)
{
    private readonly SharedCache.Region<(long Repository, CommitSha Merge), bool> known =
        cache.CreateRegion<(long, CommitSha), bool>(_ => 0);

    public async Task<IReadOnlyList<PullCommit>?> MarkCleanMergesAsync(
        InstalledRepository repository, long id, IReadOnlyList<PullCommit>? commits, CancellationToken ct)
    {
        if (commits is null) return null;
        var marked = new List<PullCommit>();
        foreach (var commit in commits)
            marked.Add(commit is { IsByGitHub: true, Parents.Count: 2 }
                ? commit with { PreservesDiff = await PreservesDiffAsync(repository, id, commit, ct) } : commit);
        return marked;
    }

    private async Task<bool> PreservesDiffAsync(
        InstalledRepository repository, long id, PullCommit merge, CancellationToken ct)
    {
        if (known.TryGetValue((id, merge.Sha), out var preserves)) return preserves;
        try
        {
            var before = await repository.Client.CompareAsync(repository.Name, merge.Parents[1], merge.Parents[0], ct);
            var after = await repository.Client.CompareAsync(repository.Name, merge.Parents[1], merge.Sha, ct);
            return known.Set((id, merge.Sha), HaveSameDiff(before, after));
        }
        catch (GitHubException)
        {
            return false;
        }
    }

    private static bool HaveSameDiff(Comparison before, Comparison after) => before.IsComplete && after.IsComplete
        && before.Files.Concat(after.Files).All(file => file is { Patch: not null, Blob: not null })
        && before.Files.ToHashSet().SetEquals(after.Files);
}
