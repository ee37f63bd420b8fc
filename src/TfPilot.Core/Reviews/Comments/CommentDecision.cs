namespace TfPilot.Core.Reviews;

/// <summary>What to do with the sticky comment.</summary>
public abstract record CommentWrite
{
    private CommentWrite() { }

    public sealed record Create(string Body) : CommentWrite;

    public sealed record Edit(PullComment Comment, string Body) : CommentWrite;

    /// <summary>The comment is already up to date; null when there is no comment and none is needed.</summary>
    public sealed record Keep(PullComment? Comment) : CommentWrite;

    /// <summary>A newer review is, or will be, in the comment; <paramref name="Reason"/> is for the log.</summary>
    public sealed record Superseded(string Reason) : CommentWrite;
}

/// <summary>
/// The write, the duplicate comments to collapse, and the escalation notice (null when the risk did not rise).
/// </summary>
public sealed record CommentDecision(CommentWrite Write, IReadOnlyList<PullComment> Fold, string? Notice);
