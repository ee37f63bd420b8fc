using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Calls;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Reconciling;

/// <summary>Says to each group of a merge queue whether it may go in. Which pull requests it holds is asked of GitHub, whatever a delivery says.</summary>
internal sealed class MergeGroupChecks(
    InstallationTokens tokens, PullGathering gathering, EvidenceGathering evidence, CheckWriting writing, DecisionHistory history, PullQueue queue, TimeProvider clock)
{
    /// <summary>Marks the pull requests of the group; where GitHub knows none, the group is told so, for nobody else would.</summary>
    public async Task AskedAsync(long installation, long id, CommitSha head, string baseBranch, CancellationToken ct)
    {
        var repository = await tokens.ForAsync(installation, id, TokenScope.Read, ct);
        var groups = MergeGroup.Of(await repository.Client.ReadMergeQueueAsync(repository.Name, baseBranch, ct));
        if (groups.FirstOrDefault(group => group.Head == head) is { } known)
        {
            await queue.MarkAsync(new(installation, id, known.Writer.Value), clock.GetUtcNow(), ct);
            return;
        }

        var verdict = MergeGroupRules.Decide(baseBranch, members: null, []);
        var anchor = await history.TellAsync(new(installation, id, 0), head, verdict, ct);
        await writing.WriteAsync(installation, id, head, DecisionHistory.Anchored(CheckDrafts.Of(verdict, $"{id}:queue:{baseBranch}:{head}"), anchor), ct);
    }

    /// <summary>The groups that hold the pull request: its own is written, whoever writes another one is asked to look.</summary>
    public async Task WriteAsync(Lease lease, InstalledRepository repository, GatheredPull pull, CancellationToken ct)
    {
        if (!pull.Snapshot.IsQueued) return;
        var number = pull.Snapshot.Pull.Number;
        var groups = MergeGroup.Of(await repository.Client.ReadMergeQueueAsync(repository.Name, pull.Facts.BaseBranch, ct));
        foreach (var group in groups.Where(group => group.Members.Contains(number)))
        {
            if (group.Writer == number) await WriteAsync(lease, repository, group, pull, ct);
            else await queue.MarkAsync(lease.Key with { Pull = group.Writer.Value }, clock.GetUtcNow(), ct);
        }
    }

    private async Task WriteAsync(Lease lease, InstalledRepository repository, MergeGroup group, GatheredPull writer, CancellationToken ct)
    {
        var members = new List<PullEvaluation> { writer.Evaluation };
        using var others = new Disposables();
        foreach (var other in group.Members.Where(member => member != group.Writer))
            members.Add(others.Add(await gathering.ReadMoreAsync(repository, lease.Key with { Pull = other.Value }, writer, ct)).Evaluation);
        var verdict = MergeGroupRules.Decide(writer.Facts.BaseBranch, members, await PlannedAsync(lease.Key, group, writer, members, ct));
        var draft = CheckDrafts.Of(verdict, $"{lease.Key.Repository}:{group.Writer}:{writer.Facts.BaseBranch}:{group.Head}");
        await writing.WriteAsync(lease, group.Head, shown: null, [draft], () => history.TellAsync(lease.Key, group.Head, verdict, ct), ct);
    }

    /// <summary>What runs of the group itself planned; they are filed under whoever writes its check.</summary>
    private async Task<IReadOnlyList<string>> PlannedAsync(
        PullKey key, MergeGroup group, GatheredPull writer, List<PullEvaluation> members, CancellationToken ct)
    {
        if (members is [{ Facts.People.Overtaken: not { Count: > 0 } }]) return [];
        var (documents, memory) = await evidence.ReadAsync(key, group.Head, [group.Head], writer.Memory, ct);
        using var own = memory;
        return MergeGroupRules.Planned(members, new(writer.Facts with { Head = group.Head, Base = group.Head, Evidence = [.. documents.Select(one => one.Document)], People = null }));
    }
}
