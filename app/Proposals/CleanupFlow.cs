using TfPilot.App.Pulls;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Delivery.Proposals;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Ids;
using TfPilot.Storage;

namespace TfPilot.App.Proposals;

/// <summary>
/// Finds the states that a cleanup concerns: those that the pull request left behind, or the named one.
/// </summary>
internal sealed class CleanupFlow(
    InstallationTokens tokens, RegistryStore registry, RecordStore records, ProposalStore proposals,
    TimeProvider clock)
{
    private const int MaxListed = 10;

    public async Task<ProposalOutcome> RunAsync(ProposalLease lease, CancellationToken ct)
    {
        var key = lease.Key;
        var reader = await tokens.GetClientAsync(key.Installation, key.Repository, TokenScope.Read, ct);
        var all = await OrphansAsync(reader, key, ct);
        var wanted = lease.Proposal.Project is { Length: > 0 } folder
            ? [.. all.Where(state => state.Folder == folder)]
            : await LeftByAsync(reader, key, all, ct);
        if (wanted.Count == 0) return new ProposalOutcome.Refused(NothingFound(lease.Proposal, all));
        var (found, known) = (new List<Proposal>(), new List<string>());
        foreach (var state in wanted)
        {
            var last = await records.FindLastAsync(
                key.Installation, key.Repository, state.Environment, state.Project, ct);
            if (last is null) continue;
            var branch = Proposal.BranchOf(state, last.Commit);
            if (await proposals.FindOpenedAsync(key.Installation, key.Repository, branch, ct) is { } opened)
                known.Add($"#{opened} asks already to destroy what is left of {state.Label}.");
            else
                found.Add(lease.Proposal with
                {
                    Environment = state.Environment,
                    Project = state.Project,
                    Branch = branch,
                });
        }

        return new ProposalOutcome.Found(found, string.Join(' ', known));
    }

    /// <summary>Of all environments whose branch can be read.</summary>
    private async Task<IReadOnlyList<OrphanedState>> OrphansAsync(
        InstalledRepository reader, PullKey key, CancellationToken ct)
    {
        var settings = await BranchSettings.ReadAsync(reader, clock.GetUtcNow(), ct);
        var live = await registry.ListLiveAsync(key.Installation, key.Repository, ct);
        var orphans = new List<OrphanedState>();
        foreach (var branch in live.GroupBy(project => settings.Effective.Find(project.Environment)?.Branch))
        {
            if (branch.Key is null || await reader.Client.FindBranchAsync(reader.Name, branch.Key, ct) is not { } tip)
                continue;
            if (await reader.Client.ReadTreeAsync(reader.Name, tip, ct) is { IsComplete: true } tree)
                orphans.AddRange(OrphanRules.Find(branch, tree));
        }

        return orphans;
    }

    /// <summary>Those whose configuration the pull request deleted.</summary>
    private static async Task<IReadOnlyList<OrphanedState>> LeftByAsync(
        InstalledRepository reader, PullKey key, IReadOnlyList<OrphanedState> all, CancellationToken ct)
    {
        var files = await reader.Client.ListChangedFilesAsync(reader.Name, new PullNumber(key.Pull), ct);
        var folders = DeletedFolders.Of(files);
        return [.. all.Where(state => folders.Contains(state.Folder))];
    }

    private static string NothingFound(Proposal proposal, IReadOnlyList<OrphanedState> all)
    {
        var what = proposal.Project.Length > 0 ? $"No state of {proposal.Project} was left behind"
            : "This pull request left no state behind";
        return all.Count == 0
            ? $"{what}, and no other deleted project has resources in its state, according to the recorded applies."
            : $"{what}. Left behind: {string.Join(", ", all.Take(MaxListed).Select(state => state.Label))}. Write " +
                $"{CommandDefinition.Mark} cleanup {VisibleText.Of(all[0].Folder)}.";
    }
}
