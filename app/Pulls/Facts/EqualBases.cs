using TfPilot.App.Jobs;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>
/// Finds earlier bases of a retargeted pull request that have the same files as its current base, so that plans for
/// them still count. Example: of two stacked pull requests the lower one is merged, and the upper one then targets the
/// branch that contains the merge.
/// </summary>
internal sealed class EqualBases(EvidenceStore evidence, SharedCache cache)
{
    /// <summary>
    /// The maximum number of earlier bases, newest first. Each costs one call, whose result is cached.
    /// </summary>
    private const int MaxBases = 5;

    private readonly SharedCache.Region<(long Repository, CommitSha Commit), string> trees =
        cache.CreateRegion<(long, CommitSha), string>(id => 2L * id.Length);

    /// <summary>Empty when GitHub does not respond; then a new plan is required.</summary>
    public async Task<IReadOnlyList<CommitSha>> OfAsync(
        InstalledRepository repository, PullKey key, PullSnapshot snapshot, CancellationToken ct)
    {
        if (snapshot is not { History.RetargetedAt: not null, BaseHead: { } currentBase }) return [];
        var candidates = (await evidence.BasesAsync(key, snapshot.Pull.Head.Text, MaxBases, ct)).Select(CommitSha.Parse)
            .Where(other => other != currentBase).ToList();
        if (candidates.Count == 0) return [];
        try
        {
            var (current, equal) =
                (await TreeAsync(repository, key.Repository, currentBase, ct), new List<CommitSha>());
            foreach (var other in candidates)
                if (await TreeAsync(repository, key.Repository, other, ct) == current) equal.Add(other);
            return equal;
        }
        catch (GitHubException)
        {
            return [];
        }
    }

    private async Task<string> TreeAsync(
        InstalledRepository repository, long id, CommitSha commit, CancellationToken ct) =>
        trees.TryGetValue((id, commit), out var known) ? known
            : trees.Set((id, commit), await repository.Client.ReadTreeIdAsync(repository.Name, commit, ct));
}
