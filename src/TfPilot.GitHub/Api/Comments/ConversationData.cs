using System.Text.Json.Serialization;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

internal sealed record ConversationData(GraphQlViewer Viewer, ConversationRepository Repository);

internal sealed record GraphQlViewer(string Login, long DatabaseId);

internal sealed record ConversationRepository(GraphQlBranch DefaultBranchRef, GraphQlPull PullRequest);

internal sealed record GraphQlPull(
    int Number,
    CommitSha HeadRefOid,
    string HeadRefName,
    CommitSha BaseRefOid,
    string BaseRefName,
    bool IsCrossRepository,
    string State,
    bool IsDraft,
    int ChangedFiles,
    GraphQlComments Comments)
        : GraphQlPullFields(
            Number, HeadRefOid, HeadRefName, BaseRefOid, BaseRefName, IsCrossRepository, State, IsDraft, ChangedFiles);

internal sealed record GraphQlComments(GraphQlPage PageInfo, IReadOnlyList<GraphQlComment?> Nodes);

internal sealed record GraphQlComment(
    string Id,
    long FullDatabaseId,
    string Body,
    bool IsMinimized,
    bool ViewerDidAuthor,
    Uri Url,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    GraphQlActor? Author)
{
    public IssueComment ToModel() => new(
        new CommentId(FullDatabaseId), new NodeId(Id), Author?.ToModel(), Body, IsMinimized, ViewerDidAuthor, Url,
        CreatedAt, UpdatedAt);
}
