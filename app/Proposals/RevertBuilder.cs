using TfPilot.Core.Basics;
using TfPilot.Delivery.Changes;
using TfPilot.Delivery.Proposals;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Ids;
using TfPilot.Storage;

namespace TfPilot.App.Proposals;

/// <summary>
/// Reverts merges on GitHub, without a checkout. The commit that reverts a merge has the merge commit as its parent and
/// the files before it; merging it into the branch is a three-way merge, as <c>git revert</c> makes it. The result is
/// one commit on top of the branch.
/// </summary>
internal sealed class RevertBuilder(InstallationTokens tokens, ChangeStore changes)
{
    /// <summary>Later pull requests whose files are compared to explain a conflict.</summary>
    private const int MaxCompared = 10;

    /// <returns>The commit, or the sentence that says why it cannot be made.</returns>
    public async Task<(CommitSha? Head, string? Refusal)> BuildAsync(
        ProposalLease lease, string branch, IReadOnlyList<UndoneMerge> merges, CancellationToken ct)
    {
        var key = lease.Key;
        var reader = await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.Read, ct);
        var ranges = new List<MergedRange>();
        foreach (var merge in merges)
        {
            var (range, refusal) = await MergedRanges.FindAsync(reader, merge.Pull, merge.MergeCommit, ct);
            if (range is null) return (null, refusal);
            ranges.Add(range);
        }

        if (await reader.Client.FindBranchAsync(reader.Name, branch, ct) is not { } tip)
            return (null, $"There is no branch {VisibleText.Of(branch)}.");
        var writer = await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.OpenPulls, ct);
        var work = lease.Proposal.WorkBranch(lease.Attempt);
        if (lease.Attempt > 1)
            await writer.Client.DeleteBranchAsync(writer.Name, lease.Proposal.WorkBranch(lease.Attempt - 1), ct);
        if (!await writer.Client.CreateBranchAsync(writer.Name, work, tip, ct))
            return (null, $"Branch {work} exists already. Delete it, and ask again.");
        try
        {
            return await MergeAsync(reader, writer, lease, new(branch, tip, work), [.. merges.Zip(ranges)], ct);
        }
        finally
        {
            await writer.Client.DeleteBranchAsync(writer.Name, work, CancellationToken.None);
        }
    }

    private async Task<(CommitSha? Head, string? Refusal)> MergeAsync(
        InstalledRepository reader, InstalledRepository writer, ProposalLease lease, RevertBranches branches,
        IReadOnlyList<(UndoneMerge Merge, MergedRange Range)> all, CancellationToken ct)
    {
        foreach (var (merge, range) in all)
        {
            var before = await reader.Client.ReadTreeIdAsync(reader.Name, range.Base, ct);
            var revert = await writer.Client.CreateCommitAsync(
                writer.Name, $"Revert #{merge.Pull}", before, merge.MergeCommit, ct);
            if (!await writer.Client.MergeAsync(writer.Name, branches.Work, revert, ct))
                return (null, await ConflictAsync(reader, lease, branches, merge, range, all, ct));
        }

        var merged = await writer.Client.FindBranchAsync(writer.Name, branches.Work, ct)
            ?? throw new InvalidOperationException($"branch {branches.Work} is gone");
        var tree = await writer.Client.ReadTreeIdAsync(writer.Name, merged, ct);
        if (tree == await reader.Client.ReadTreeIdAsync(reader.Name, branches.Tip, ct))
            return (null, $"Nothing is left to undo: {branches.Name} has no file that this changes.");
        var title = RollbackText.Title(lease.Proposal, [.. all.Select(one => one.Merge)]);
        return (await writer.Client.CreateCommitAsync(writer.Name, title, tree, branches.Tip, ct), null);
    }

    /// <summary>Names the files that both sides changed, and the later pull requests that changed them.</summary>
    private async Task<string> ConflictAsync(
        InstalledRepository reader, ProposalLease lease, RevertBranches branches, UndoneMerge merge, MergedRange range,
        IReadOnlyList<(UndoneMerge Merge, MergedRange Range)> all, CancellationToken ct)
    {
        var since = await reader.Client.CompareAsync(reader.Name, merge.MergeCommit, branches.Tip, ct);
        var files = range.Files.Intersect(MergedRanges.Paths(since.Changes)).Order(StringComparer.Ordinal).ToList();
        var undone = all.Select(one => one.Merge.Pull).ToHashSet();
        var later = await changes.ListSinceAsync(
            lease.Key.Installation, lease.Key.Repository, merge.Changes[0].MergedAt, ct);
        var others = new List<int>();
        foreach (var pull in later.Where(change => change.BaseBranch == branches.Name && !undone.Contains(change.Pull))
            .Select(change => change.Pull).Distinct().Take(MaxCompared))
        {
            var changed = await reader.Client.ListChangedFilesAsync(reader.Name, new PullNumber(pull), ct);
            if (MergedRanges.Paths(changed).Intersect(files).Any()) others.Add(pull);
        }

        return RollbackText.Conflict(merge, branches.Name, files, others);
    }

    private sealed record RevertBranches(string Name, CommitSha Tip, string Work);
}
