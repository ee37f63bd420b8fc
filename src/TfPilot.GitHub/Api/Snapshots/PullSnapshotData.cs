using TfPilot.Core.Basics;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

internal sealed record PullSnapshotData(SnapshotRepository Repository);

internal sealed record SnapshotRepository(
    string NameWithOwner,
    GraphQlBranch DefaultBranchRef,
    GraphQlObject? Root,
    GraphQlObject? Settings,
    GraphQlObject? Waivers,
    GraphQlObject? Templates,
    SnapshotPull PullRequest,
    bool IsPrivate = false) : GraphQlSettingsFields(DefaultBranchRef, Root, Settings, Waivers, Templates)
{
    public PullSnapshot ToModel(SettingsPaths paths, string purpose, PullHistory history)
    {
        var pull = PullRequest.ToModel();
        var head = PullRequest.Commits.Nodes.Select(node => node.Commit)
            .SingleOrDefault(commit => commit.Oid == pull.Head);
        return new(
            pull,
            PullRequest.Author?.Person(),
            RepositoryName.TryParse(PullRequest.HeadRepository?.NameWithOwner),
            PullRequest.BaseRef?.Target.Oid,
            PullRequest.MergeQueueEntry is not null,
            DefaultBranchRef.ToModel(),
            [.. (head?.AssociatedPullRequests?.Nodes ?? []).Where(other => HasSameHead(other, pull))
                .Select(other => other.ToModel())],
            [.. (head?.CheckSuites?.Nodes ?? []).SelectMany(suite => suite.Runs()).GroupBy(run => run.Name)
                .Select(runs => runs.MaxBy(run => run.Id.Value)!)],
            Trusted(paths, purpose),
            TemplateTexts,
            PullRequest.Files?.ToModel(),
            history)
        {
            IsPrivate = IsPrivate,
            Node = new(PullRequest.Id),
            AutoMergeBy = PullRequest.AutoMergeRequest?.EnabledBy?.Person(),
        };
    }

    private bool HasSameHead(SnapshotSameHeadPull other, PullRequest pull) =>
        other.State == "OPEN" && other.Number != pull.Number.Value
        && other.HeadRefOid == pull.Head && other.BaseRepository?.NameWithOwner == NameWithOwner;
}

internal sealed record SnapshotPull(
    string Id,
    int Number,
    CommitSha HeadRefOid,
    string HeadRefName,
    CommitSha BaseRefOid,
    string BaseRefName,
    bool IsCrossRepository,
    string State,
    bool IsDraft,
    int ChangedFiles,
    GraphQlActor? Author,
    SnapshotName? HeadRepository,
    SnapshotRef? BaseRef,
    SnapshotQueueEntry? MergeQueueEntry,
    SnapshotAutoMerge? AutoMergeRequest,
    SnapshotFiles? Files,
    HistoryPage<HistoryReview>? Reviews,
    HistoryPage<HistoryDismissal>? Dismissals,
    GraphQlNodes<HistoryRetarget?>? Retargets,
    HistoryPage<HistoryCommitNode>? History,
    GraphQlNodes<SnapshotCommitNode> Commits)
    : GraphQlPullFields(Number, HeadRefOid, HeadRefName, BaseRefOid, BaseRefName, IsCrossRepository, State, IsDraft,
        ChangedFiles), IHistoryPages;

internal sealed record SnapshotFiles(GraphQlPage PageInfo, IReadOnlyList<SnapshotFile?> Nodes)
{
    public PullFileList? ToModel() =>
        PageInfo.HasNextPage || Nodes.Any(file => file is null or { ChangeType: "RENAMED" }) ? null
        : new([.. Nodes.Select(file => new PullFile(file!.Path, Change(file.ChangeType), PreviousPath: null))],
            IsComplete: true);

    private static PullFileChange Change(string type) => type switch
    {
        "ADDED" => PullFileChange.Added,
        "DELETED" => PullFileChange.Removed,
        "COPIED" => PullFileChange.Copied,
        "CHANGED" => PullFileChange.Changed,
        _ => PullFileChange.Modified,
    };
}

internal sealed record SnapshotFile(string Path, string ChangeType);

internal sealed record SnapshotRef(GraphQlTarget Target);

internal sealed record SnapshotQueueEntry(int Position);

internal sealed record SnapshotAutoMerge(GraphQlActor? EnabledBy);

internal sealed record SnapshotCommitNode(SnapshotCommit Commit);

internal sealed record SnapshotCommit(
    CommitSha Oid, GraphQlNodes<SnapshotSameHeadPull>? AssociatedPullRequests,
    GraphQlNodes<SnapshotSuite>? CheckSuites);

internal sealed record SnapshotSameHeadPull(
    int Number, string State, CommitSha HeadRefOid, string HeadRefName, string BaseRefName,
    SnapshotName? BaseRepository)
{
    public OpenPull ToModel() => new(new PullNumber(Number), HeadRefOid, HeadRefName, BaseRefName);
}

internal sealed record SnapshotName(string NameWithOwner);

internal sealed record SnapshotSuite(GraphQlNodes<SnapshotRun>? CheckRuns)
{
    public IEnumerable<OwnCheckRun> Runs() =>
        (CheckRuns?.Nodes ?? []).Select(run => run.ToModel()).OfType<OwnCheckRun>();
}

internal sealed record SnapshotRun(long? DatabaseId, string Name, string? ExternalId, string? Conclusion)
{
    public OwnCheckRun? ToModel() =>
        DatabaseId is { } id ? new(new CheckRunId(id), Name, ExternalId, CheckConclusions.Read(Conclusion)) : null;
}
