using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Delivery.Proposals;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Proposals;

/// <summary>
/// Opens the pull request that deletes a project and asks to destroy its resources, or the one that asks to destroy
/// what the state of a deleted project still holds.
/// </summary>
internal sealed class DestroyFlow(
    InstallationTokens tokens, RecordStore records, ProposalStore proposals, PullOpener opener, TimeProvider clock)
{
    public async Task<ProposalOutcome> RunAsync(ProposalLease lease, CancellationToken ct)
    {
        var (key, proposal) = (lease.Key, lease.Proposal);
        var reader = await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.Read, ct);
        var settings = await BranchSettings.ReadAsync(reader, clock.GetUtcNow(), ct);
        if (settings.Effective.Find(proposal.Environment) is not { } environment)
            return new ProposalOutcome.Refused(settings.Unknown(proposal.Environment));
        proposal = proposal with { Environment = environment.Name };
        if (await reader.Client.FindBranchAsync(reader.Name, environment.Branch, ct) is not { } tip)
            return new ProposalOutcome.Refused($"There is no branch {VisibleText.Of(environment.Branch)}.");
        var tree = await reader.Client.ReadTreeAsync(reader.Name, tip, ct);
        var decided = proposal.Kind == ProposalKind.Destroy
            ? DestroyRules.Destroy(proposal, tree, tip, settings.All.Map)
            : await CleanUpAsync(reader, key, proposal, tree, tip, ct);
        if (decided is not DestroyDecision.Write write)
            return new ProposalOutcome.Refused(((DestroyDecision.Refused)decided).Reason);
        if (lease.Finished is not { } commit)
        {
            commit = new(await CommitAsync(key, proposal, write, tip, ct), []);
            if (!await proposals.SaveCommitAsync(lease, commit, ct)) return new ProposalOutcome.Superseded();
        }

        var text = new PullText(
            DestroyText.Title(proposal), DestroyText.Body(proposal, write.File.Commit, write.Kept));
        return await opener.OpenAsync(lease, commit.Head, environment.Branch, text, ct) is { } opened
            ? new ProposalOutcome.Opened(opened, DestroyText.Effect(proposal), [])
            : ProposalOutcome.OtherCommit(proposal);
    }

    /// <summary>The configuration is that of the last apply, because it made the state.</summary>
    private async Task<DestroyDecision> CleanUpAsync(
        InstalledRepository reader, PullKey key, Proposal proposal, GitTree tree, CommitSha tip, CancellationToken ct)
    {
        var last = await records.FindLastAsync(
            key.Installation, key.Repository, proposal.Environment, proposal.Project, ct);
        if (last is null || !(await reader.Client.CompareAsync(reader.Name, last.Commit, tip, ct)).IsAhead)
            return new DestroyDecision.Refused(
                $"No apply of {proposal.Project} from this branch is recorded, so its configuration is unknown.");
        return DestroyRules.CleanUp(
            proposal, tree, last.Commit, await reader.Client.ReadTreeAsync(reader.Name, last.Commit, ct));
    }

    private async Task<CommitSha> CommitAsync(
        PullKey key, Proposal proposal, DestroyDecision.Write write, CommitSha tip, CancellationToken ct)
    {
        var writer = await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.OpenPulls, ct);
        var files = write.Deleted.ToDictionary(path => path, _ => (string?)null);
        files[DestroyFile.PathIn(write.File.Folder)] = DestroyFile.Write(write.File.Commit);
        var tree = await writer.Client.CreateTreeAsync(
            writer.Name, await writer.Client.ReadTreeIdAsync(writer.Name, tip, ct), files, ct);
        return await writer.Client.CreateCommitAsync(writer.Name, DestroyText.Title(proposal), tree, tip, ct);
    }
}
