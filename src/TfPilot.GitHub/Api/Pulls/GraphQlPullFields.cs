using TfPilot.Core.Basics;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>The GraphQL fields of a pull request.</summary>
internal abstract record GraphQlPullFields(
    int Number,
    CommitSha HeadRefOid,
    string HeadRefName,
    CommitSha BaseRefOid,
    string BaseRefName,
    bool IsCrossRepository,
    string State,
    bool IsDraft,
    int ChangedFiles)
{
    public PullRequest ToModel() => new(
        new PullNumber(Number),
        HeadRefOid,
        HeadRefName,
        BaseRefOid,
        BaseRefName,
        IsCrossRepository,
        IsOpen: State == "OPEN",
        IsMerged: State == "MERGED",
        IsDraft,
        ChangedFiles);
}
