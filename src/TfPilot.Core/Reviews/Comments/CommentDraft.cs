namespace TfPilot.Core.Reviews;

/// <summary>The comment to publish: the review as Markdown between its marker and its footer.</summary>
public sealed record CommentDraft(CommentMarker Marker, string Review, string Footer)
{
    public string Body => $"{Marker.Write()}\n{Review.TrimEnd('\n')}\n\n{Footer}\n";

    /// <summary>
    /// Whether to create a comment when there is none. A review without changes only updates an existing comment.
    /// </summary>
    public bool IsWorthANewOne { get; init; } = true;

    /// <summary>
    /// Whether to write a short new comment when the risk rises or a new finding blocks, because GitHub does not notify
    /// about edits.
    /// </summary>
    public bool NotifiesOnRise { get; init; } = true;
}
