using System.Text.Json.Nodes;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>
/// A comment of a pull request. <paramref name="Author"/> is null when the account was deleted;
/// <paramref name="IsOwn"/> is true when the calling account wrote it.
/// </summary>
public sealed record IssueComment(
    CommentId Id,
    NodeId Node,
    Account? Author,
    string Body,
    bool IsMinimized,
    bool IsOwn,
    Uri Url,
    DateTimeOffset Created,
    DateTimeOffset Updated);

/// <summary>
/// A pull request with all comments, oldest first, read as <paramref name="Viewer"/>, the account of the token.
/// </summary>
public sealed record Conversation(
    Account Viewer, PullRequest Pull, DefaultBranch DefaultBranch, IReadOnlyList<IssueComment> Comments);

/// <summary>Reads the comments of a pull request and the calling account.</summary>
public static class PullConversations
{
    internal const string Document = $$"""
        query Conversation($owner: String!, $name: String!, $number: Int!, $after: String) {
          viewer { login databaseId }
          repository(owner: $owner, name: $name) {
            defaultBranchRef { name target { oid } }
            pullRequest(number: $number) {
              number headRefOid headRefName baseRefOid baseRefName isCrossRepository state isDraft changedFiles
              comments(first: 100, after: $after) {
                pageInfo { hasNextPage endCursor }
                nodes {
                  id fullDatabaseId body isMinimized viewerDidAuthor url createdAt updatedAt
                  author { {{GraphQlActor.Fields}} }
                }
              }
            }
          }
        }
        """;

    /// <summary>One call per hundred comments.</summary>
    public static async Task<Conversation> ReadConversationAsync(
        this GitHubClient github, RepositoryName repository, PullNumber number, CancellationToken ct)
    {
        var comments = new List<IssueComment>();
        for (string? after = null; ;)
        {
            var variables = new JsonObject
            {
                ["owner"] = repository.Owner, ["name"] = repository.Name,
                ["number"] = number.Value, ["after"] = after
            };
            var purpose = $"read the comments of pull request {repository}#{number}";
            var data = await github.QueryAsync(
                Document, variables, purpose, CommentGraphQlJson.Default.GraphQlDataConversationData, ct);
            var pull = data.Repository.PullRequest;
            comments.AddRange(pull.Comments.Nodes.OfType<GraphQlComment>().Select(node => node.ToModel()));
            after = pull.Comments.PageInfo.EndCursor;
            if (pull.Comments.PageInfo.HasNextPage) continue;
            return new(new(data.Viewer.DatabaseId, data.Viewer.Login), pull.ToModel(),
                data.Repository.DefaultBranchRef.ToModel(), comments);
        }
    }
}
