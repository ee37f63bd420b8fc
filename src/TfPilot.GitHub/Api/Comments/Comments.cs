using System.Text.Json.Nodes;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>A comment that was just written.</summary>
public sealed record WrittenComment(CommentId Id, NodeId Node, Uri Url);

/// <summary>Writes comments of a pull request.</summary>
public static class Comments
{
    internal const string FoldDocument = """
        mutation Fold($comment: ID!) {
          minimizeComment(input: {subjectId: $comment, classifier: DUPLICATE}) { minimizedComment { isMinimized } }
        }
        """;

    /// <summary>
    /// Creates a comment. Retried only when an attempt certainly had no effect. After
    /// <see cref="GitHubErrorKind.Unavailable"/>, the comment may exist.
    /// </summary>
    public static async Task<WrittenComment> CreateCommentAsync(
        this GitHubClient github, RepositoryName repository, PullNumber number, string body, CancellationToken ct)
    {
        var request = github.Rest(HttpMethod.Post, $"/repos/{repository}/issues/{number}/comments",
            $"comment on pull request {repository}#{number}");
        return await WriteAsync(github, request with { IsRepeatable = false }, body, ct);
    }

    public static async Task<WrittenComment> UpdateCommentAsync(
        this GitHubClient github, RepositoryName repository, CommentId comment, string body, CancellationToken ct)
    {
        var request = github.Rest(HttpMethod.Patch, $"/repos/{repository}/issues/comments/{comment}",
            $"edit comment {comment} in {repository}");
        return await WriteAsync(github, request, body, ct);
    }

    /// <summary>Minimizes a comment as a duplicate. Readers can still expand it.</summary>
    public static async Task MinimizeCommentAsync(this GitHubClient github, NodeId comment, CancellationToken ct) =>
        await github.QueryAsync(FoldDocument, new() { ["comment"] = comment.Text }, $"fold comment {comment}",
            CommentGraphQlJson.Default.GraphQlDataFoldData, ct);

    private static async Task<WrittenComment> WriteAsync(
        GitHubClient github, GitHubRequest request, string body, CancellationToken ct)
    {
        var written = await github.SendAsync(
            request with { Body = GitHubRequest.Bytes(new JsonObject { ["body"] = body }) },
            CommentRestJson.Default.RestComment, ct);
        return new(new CommentId(written.Id), new NodeId(written.NodeId), written.HtmlUrl);
    }
}

internal sealed record RestComment(long Id, string NodeId, Uri HtmlUrl);

internal sealed record FoldData(FoldAnswer MinimizeComment);

internal sealed record FoldAnswer(FoldedComment MinimizedComment);

internal sealed record FoldedComment(bool IsMinimized);
