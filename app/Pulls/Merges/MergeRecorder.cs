using TfPilot.Core.Basics;
using TfPilot.Delivery.Changes;
using TfPilot.Delivery.Proposals;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Ids;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>Stores decisions while pull requests are open, and what was approved when they merge. Idempotent.</summary>
internal sealed class MergeRecorder(
    ChangeStore changes, EvidenceReader evidence, RegistryStore registry, TimeProvider clock)
{
    /// <summary>Must be complete before a check shows the decision.</summary>
    public async Task SaveDecisionAsync(PullKey key, GatheredPull pull, CancellationToken ct)
    {
        if (DecidedPull.Of(pull.Evaluation, clock.GetUtcNow()) is { } decision)
            await changes.SaveDecisionAsync(key with { Pull = pull.Facts.Number }, decision, ct);
    }

    /// <summary>
    /// Records what was approved; nothing when the pull request is not merged or its merge is recorded already.
    /// </summary>
    public async Task RecordAsync(InstalledRepository repository, PullKey key, CancellationToken ct)
    {
        if ((await changes.ListAsync(key, ct)).Count > 0) return;
        var pull = await repository.Client.GetPullRequestAsync(repository.Name, new PullNumber(key.Pull), ct);
        if (pull is not { MergedAs: { } commit, MergedAt: { } at }) return;
        var merged = new MergedPull(key.Pull, pull.Head, commit, pull.BaseBranch, pull.MergedBy, at)
        {
            GroupPlans = await GroupPlansAsync(key, commit, ct),
        };
        var left = await LeftBehindAsync(repository, key, commit, ct);
        await changes.RecordMergeAsync(
            key, merged, [.. left.Select(state => OrphanRules.Note(state, key.Repository, key.Pull))],
            clock.GetUtcNow(), ct);
    }

    /// <summary>
    /// The states that still hold resources, according to the last applies, although the pull request deleted their
    /// configuration.
    /// </summary>
    private async Task<IReadOnlyList<OrphanedState>> LeftBehindAsync(
        InstalledRepository repository, PullKey key, CommitSha merge, CancellationToken ct)
    {
        var live = await registry.ListLiveAsync(key.Installation, key.Repository, ct);
        if (live.Count == 0) return [];
        var files = await repository.Client.ListChangedFilesAsync(repository.Name, new(key.Pull), ct);
        var folders = DeletedFolders.Of(files);
        if (!live.Any(project => folders.Contains(OrphanRules.FolderOf(project.Project)))) return [];
        var tree = await repository.Client.ReadTreeAsync(repository.Name, merge, ct);
        return !tree.IsComplete ? []
            : [.. OrphanRules.Find(live, tree)
                .Where(state => folders.Contains(state.Folder) && !OrphanRules.IsAsked(state, tree))];
    }

    /// <summary>
    /// The trusted plans of the merge queue group whose head became the merge commit. They replace the plans of the
    /// pull request's own head, because the group's check was decided with them.
    /// </summary>
    private async Task<IReadOnlyList<GroupPlan>> GroupPlansAsync(PullKey key, CommitSha commit, CancellationToken ct)
    {
        var (documents, memory) = await evidence.ReadAsync(
            key, [new(commit, commit)], heldMemory: null, ct);
        using var own = memory;
        return
        [
            .. from document in documents.Select(known => known.Document)
               where document is { IsTrusted: true, IsForeign: false }
               from project in document.Facts.Projects
               select new GroupPlan(project.Environment ?? "", project, document.Run),
        ];
    }
}
