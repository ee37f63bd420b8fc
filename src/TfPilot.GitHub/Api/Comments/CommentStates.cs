using System.Text.Json.Nodes;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>Finds comments that still exist and were never edited.</summary>
public static class CommentStates
{
    internal const string Document = """
        query CommentStates($owner: String!, $name: String!, $number: Int!, $before: String) {
          repository(owner: $owner, name: $name) {
            pullRequest(number: $number) {
              comments(last: 100, before: $before) {
                pageInfo { hasPreviousPage startCursor }
                nodes { fullDatabaseId lastEditedAt }
              }
            }
          }
        }
        """;

    /// <summary>
    /// The subset of these comments that exist and were never edited; one call per hundred until all are found.
    /// </summary>
    public static async Task<IReadOnlySet<long>> ListCommentStatesAsync(
        this GitHubClient github, RepositoryName repository, PullNumber number, IReadOnlySet<long> comments,
        CancellationToken ct)
    {
        var (unchanged, missing) = (new HashSet<long>(), comments.ToHashSet());
        for (string? before = null; ;)
        {
            var variables = new JsonObject
            {
                ["owner"] = repository.Owner, ["name"] = repository.Name,
                ["number"] = number.Value, ["before"] = before
            };
            var purpose = $"read which comments are in {repository}#{number}";
            var data = await github.QueryAsync(
                Document, variables, purpose, CommentGraphQlJson.Default.GraphQlDataCommentStatesData, ct);
            var page = data.Repository.PullRequest.Comments;
            var found = page.Nodes.OfType<CommentState>().Where(comment => missing.Remove(comment.FullDatabaseId));
            unchanged.UnionWith(
                found.Where(comment => comment.LastEditedAt is null).Select(comment => comment.FullDatabaseId));
            if (missing.Count == 0 || !page.PageInfo.HasPreviousPage || page.PageInfo.StartCursor is not { } cursor)
                return unchanged;
            before = cursor;
        }
    }
}

internal sealed record CommentStatesData(CommentStatesRepository Repository);

internal sealed record CommentStatesRepository(CommentStatesPull PullRequest);

internal sealed record CommentStatesPull(CommentStatePage Comments);

internal sealed record CommentStatePage(BackwardPage PageInfo, IReadOnlyList<CommentState?> Nodes);

internal sealed record BackwardPage(bool HasPreviousPage, string? StartCursor = null);

internal sealed record CommentState(long FullDatabaseId, DateTimeOffset? LastEditedAt = null);
