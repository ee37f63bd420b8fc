using TfPilot.App.Jobs;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Ids;
using TfPilot.Storage;
using RepositorySettings = TfPilot.Core.Settings.Settings;

namespace TfPilot.App.Pulls;

/// <summary>
/// The accepted plans of merged pull requests, and the changes of the branch since. A plan whose changes are unknown is
/// left out, so that a new plan is required.
/// </summary>
internal sealed class AcceptedPlansReader(
    EvidenceReader evidence, BaseBranchChanges baseChanges, EvidenceStore store, SharedCache cache, TimeProvider clock)
{
    private const int MaxDocuments = 50;

    /// <summary>Each costs one call, and one more each time the branch moves.</summary>
    private const int MaxPulls = 20;

    /// <summary>Merged pull requests are immutable.</summary>
    private readonly SharedCache.Region<PullKey, PullRequest> merged =
        cache.CreateRegion<PullKey, PullRequest>(_ => 400);

    /// <param name="branch">The base branch of the pull request.</param>
    /// <param name="head">The current commit of that branch.</param>
    /// <param name="heldMemory">The memory that the evaluation already uses for another pull request.</param>
    /// <returns>The plans with the memory that they use, to be disposed after use; null when there are no
    /// plans.</returns>
    public async Task<(AcceptedPlans Plans, ReaderMemory.Share? Memory)> ReadAsync(
        InstalledRepository repository, PullKey key, string branch, CommitSha head, RepositorySettings settings,
        ReaderMemory.Share? heldMemory, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var rows = await store.ClosedSinceAsync(
            key.Installation, key.Repository, now - AcceptedPlans.Lifetime, MaxDocuments, ct);
        var changed = new Dictionary<PullKey, (CommitSha Head, AffectedPaths Since)>();
        foreach (var pull in rows.Select(row => row.Key).Distinct().Take(MaxPulls).ToList())
        {
            if (await MergedAsync(repository, pull, branch, ct) is not { MergedAs: { } commit } known) continue;
            var since = commit == head ? AffectedPaths.Nothing
                : await baseChanges.ReadAsync(
                    repository, key.Repository, commit, head, settings.Map, settings.Unmapped, ct);
            changed[pull] = (known.Head, since);
        }

        var accepted = rows.Where(row => changed.TryGetValue(row.Key, out var known) && row.Head == known.Head.Text)
            .ToList();
        if (accepted.Count == 0) return (AcceptedPlans.None, null);
        var (documents, memory) = await evidence.ReadAsync(accepted, heldMemory, ct);
        return (new(
            [.. documents.Select(one => new AcceptedDocument(
                one.Document, one.Row.Key.Pull, one.Row.Received, changed[one.Row.Key].Since))], now), memory);
    }

    /// <summary>Null when it was not merged into that branch, or when GitHub does not respond.</summary>
    private async Task<PullRequest?> MergedAsync(
        InstalledRepository repository, PullKey key, string branch, CancellationToken ct)
    {
        if (!merged.TryGetValue(key, out var pull))
        {
            try
            {
                pull = await repository.Client.GetPullRequestAsync(repository.Name, new PullNumber(key.Pull), ct);
            }
            catch (GitHubException)
            {
                return null;
            }

            if (!pull.IsMerged) return null;
            merged.Set(key, pull);
        }

        return pull.BaseBranch == branch ? pull : null;
    }
}
