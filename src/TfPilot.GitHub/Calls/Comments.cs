using TfPilot.GitHub.Names;

namespace TfPilot.GitHub.Calls;

/// <summary>A comment as it was just written.</summary>
public sealed record WrittenComment(CommentId Id, NodeId Node, Uri Url);

/// <summary>What do we say in a pull request?</summary>
public static class Comments
{
    public static Task<WrittenComment> CreateCommentAsync(this GitHubClient github, RepositoryName repository, PullNumber number, string body, CancellationToken ct) =>
        throw new NotImplementedException();

    public static Task<WrittenComment> UpdateCommentAsync(this GitHubClient github, RepositoryName repository, CommentId comment, string body, CancellationToken ct) =>
        throw new NotImplementedException();

    /// <summary>Hides a comment behind "marked as duplicate"; anyone may still unfold it.</summary>
    public static Task FoldCommentAsync(this GitHubClient github, NodeId comment, CancellationToken ct) =>
        throw new NotImplementedException();
}
