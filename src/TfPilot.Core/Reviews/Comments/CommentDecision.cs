namespace TfPilot.Core.Reviews;

/// <summary>What becomes of the living comment.</summary>
public abstract record CommentWrite
{
    private CommentWrite() { }

    public sealed record Create(string Body) : CommentWrite;

    public sealed record Edit(PullComment Comment, string Body) : CommentWrite;

    /// <summary>It already says this, word for word; null when there is none and none is needed.</summary>
    public sealed record Keep(PullComment? Comment) : CommentWrite;

    /// <summary>A newer review stands there, or belongs there; <paramref name="Why"/> is for the log.</summary>
    public sealed record Superseded(string Why) : CommentWrite;
}

/// <summary>The one thing to write, the duplicates to fold, and the sentence that tells of a rise; null when nothing rose.</summary>
public sealed record CommentDecision(CommentWrite Write, IReadOnlyList<PullComment> Fold, string? Notice);
