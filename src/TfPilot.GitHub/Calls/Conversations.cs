using TfPilot.GitHub.Names;

namespace TfPilot.GitHub.Calls;

/// <summary>A comment of a pull request. <paramref name="Author"/> is null when the account is gone; <paramref name="IsOwn"/>: the asking identity wrote it.</summary>
public sealed record IssueComment(
    CommentId Id,
    NodeId Node,
    Account? Author,
    string Body,
    bool IsFolded,
    bool IsOwn,
    Uri Url,
    DateTimeOffset Created,
    DateTimeOffset Updated);

/// <summary>A pull request with all its comments, oldest first, read as <paramref name="Viewer"/>, the identity behind the token.</summary>
public sealed record Conversation(Account Viewer, PullRequest Pull, DefaultBranch DefaultBranch, IReadOnlyList<IssueComment> Comments);

/// <summary>Who am I, and what was said?</summary>
public static class Conversations
{
    /// <summary>One call for each hundred comments.</summary>
    public static Task<Conversation> ReadConversationAsync(this GitHubClient github, RepositoryName repository, PullNumber number, CancellationToken ct) =>
        throw new NotImplementedException();
}
