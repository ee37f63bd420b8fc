using TfPilot.App.Pulls;
using TfPilot.Core.Approvals;
using TfPilot.Delivery.Changes;
using TfPilot.Delivery.Proposals;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Proposals;

/// <summary>Opens the pull request that undoes merged changes.</summary>
internal sealed class RollbackFlow(
    InstallationTokens tokens, ChangeStore changes, EvidenceStore evidence, MergeRecorder merges,
    ProposalStore proposals, RevertBuilder builder, PullOpener opener, TimeProvider clock)
{
    public async Task<ProposalOutcome> RunAsync(ProposalLease lease, CancellationToken ct)
    {
        var proposal = lease.Proposal;
        var reader = await tokens.GetClientAsync(lease.Key.Installation, lease.Key.Repository, TokenScope.Read, ct);
        var settings = await BranchSettings.ReadAsync(reader, clock.GetUtcNow(), ct);
        if (settings.Effective.Find(proposal.Environment) is not { } environment)
            return new ProposalOutcome.Refused(settings.Unknown(proposal.Environment));
        var decision = RollbackRules.Decide(await GatherAsync(lease, environment.Branch, ct));
        if (decision is not RollbackDecision.Undo undo)
            return new ProposalOutcome.Refused(((RollbackDecision.Refused)decision).Reason);
        if (lease.Finished is not { } commit)
        {
            var (head, refusal) = await builder.BuildAsync(lease, environment.Branch, undo.Merges, ct);
            if (head is not { } built) return new ProposalOutcome.Refused(refusal!);
            commit = new(built, [.. undo.Merges.Select(merge => merge.Pull)]);
            if (!await proposals.SaveCommitAsync(lease, commit, ct)) return new ProposalOutcome.Superseded();
        }

        // A change that was merged after an earlier attempt had finished the commit is not in it.
        undo = undo with { Merges = [.. undo.Merges.Where(merge => commit.Undone.Contains(merge.Pull))] };
        var text = new PullText(RollbackText.Title(proposal, undo.Merges),
            RollbackText.Body(proposal, undo, await IrreversibleAsync(lease, undo, settings.Effective, ct)));
        return await opener.OpenAsync(lease, commit.Head, environment.Branch, text, ct) is { } opened
            ? new ProposalOutcome.Opened(opened, RollbackText.Effect(proposal, undo.Merges), commit.Undone)
            : ProposalOutcome.OtherCommit(proposal);
    }

    /// <summary>A merge whose delivery was lost is recorded now.</summary>
    private async Task<RollbackFacts> GatherAsync(ProposalLease lease, string branch, CancellationToken ct)
    {
        var own = await RecordsAsync(lease.Key, ct);
        if (lease.Proposal.To is not { } to) return new(lease.Proposal, branch, own, [], []);
        var target = await RecordsAsync(lease.Key with { Pull = to }, ct);
        var later = target.Count == 0 ? [] : await changes.ListSinceAsync(
            lease.Key.Installation, lease.Key.Repository, target[0].MergedAt, ct);
        return new(lease.Proposal, branch, own, target, later);
    }

    private async Task<IReadOnlyList<ApprovedChange>> RecordsAsync(PullKey key, CancellationToken ct)
    {
        if (await changes.ListAsync(key, ct) is { Count: > 0 } known) return known;
        var reader = await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.Read, ct);
        try
        {
            await merges.RecordAsync(reader, key, ct);
        }
        catch (GitHubException unknown) when (unknown.Kind == GitHubErrorKind.NotFound)
        {
            return [];
        }

        return await changes.ListAsync(key, ct);
    }

    private async Task<IReadOnlyList<string>> IrreversibleAsync(
        ProposalLease lease, RollbackDecision.Undo undo, EffectiveSettings settings, CancellationToken ct)
    {
        var plans = new List<UndonePlan>();
        foreach (var change in undo.Merges.SelectMany(merge => merge.Changes))
        {
            if (change.Plan is not { } plan) continue;
            plans.Add(new(change.Pull, plan.Project, change.Environment, await evidence.FindPlanAsync(
                lease.Key.Installation, lease.Key.Repository, plan, change.Environment, ct)));
        }

        return Irreversible.Of(plans, settings.Context.Stateful);
    }
}
