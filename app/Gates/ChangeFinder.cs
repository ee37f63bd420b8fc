using TfPilot.App.Evidence;
using TfPilot.App.Pulls;
using TfPilot.Core.Basics;
using TfPilot.Delivery.Changes;
using TfPilot.GitHub.Api;
using TfPilot.Storage;

namespace TfPilot.App.Gates;

/// <summary>Finds the merged change that a commit applies.</summary>
internal sealed class ChangeFinder(ChangeStore changes, MergeRecorder merges, PlannedTrees trees)
{
    /// <summary>The number of earlier changes of the project that are compared.</summary>
    private const int MaxEarlier = 20;

    /// <summary>
    /// The pull requests that were merged as the commit. A merge that was not recorded yet, because its delivery was
    /// lost or is late, is recorded now.
    /// </summary>
    public async Task<IReadOnlyList<int>> PullsAsync(JobRepository repository, CommitSha commit, CancellationToken ct)
    {
        var pulls = await changes.PullsOfAsync(repository.Installation, repository.Id, commit.Text, ct);
        return pulls.Count > 0 ? pulls : await RecordMissedAsync(repository, commit, ct);
    }

    /// <summary>
    /// The change of the merge commit; otherwise the last one whose files of the project are the same as at the commit,
    /// because later merges did not touch the project.
    /// </summary>
    /// <returns>Null when there is none.</returns>
    public async Task<ApprovedChange?> FindAsync(
        GateContext context, string environment, string project, CancellationToken ct)
    {
        var (repository, commit) = (context.Repository, context.Caller.Commit);
        var (installation, id, installed) = repository;
        var known = await changes.ListAsync(installation, id, environment, project, MaxEarlier, ct);
        if (known.FirstOrDefault(change => change.MergeCommit == commit) is { } exact) return exact;
        if (await UndecidedAsync(repository, environment, context.Pulls, ct) is { } undecided) return undecided;
        foreach (var change in known)
        {
            if (change.Plan is { Folder: var folder }
                && await trees.IdOfAsync(installed, id, commit, folder, ct) is { } tree
                && tree == await trees.IdOfAsync(installed, id, change.MergeCommit, folder, ct)) return change;
        }

        return null;
    }

    /// <summary>GitHub lists the merged pull requests of a commit.</summary>
    private async Task<IReadOnlyList<int>> RecordMissedAsync(
        JobRepository repository, CommitSha commit, CancellationToken ct)
    {
        var (installation, id, installed) = repository;
        var found = await installed.Client.FindMergedPullsAsync(installed.Name, commit, ct);
        foreach (var pull in found)
            await merges.RecordAsync(installed, new(installation, id, pull.Value), ct);
        return [.. found.Select(pull => pull.Value)];
    }

    /// <summary>
    /// The record of a merge without a decision or without a plan of the environment; it explains the refusal.
    /// </summary>
    private async Task<ApprovedChange?> UndecidedAsync(
        JobRepository repository, string environment, IReadOnlyList<int> pulls, CancellationToken ct)
    {
        foreach (var pull in pulls)
        {
            var recorded = await changes.ListAsync(new(repository.Installation, repository.Id, pull), ct);
            if (recorded.FirstOrDefault(change => change.Plan is null && !change.IsApproved
                && (change.Environment.Length == 0 || EnvironmentNames.IsSame(change.Environment, environment)))
                is { } change) return change;
        }

        return null;
    }
}
