namespace TfPilot.Core.Reviews;

/// <summary>What a run wants to say: the review as Markdown, under its marker and over its footer.</summary>
public sealed record CommentDraft(CommentMarker Marker, string Review, string Footer)
{
    public string Body => $"{Marker.Write()}\n{Review.TrimEnd('\n')}\n\n{Footer}\n";

    /// <summary>Whether to write at all when there is no comment yet; a review of nothing only corrects what was said before.</summary>
    public bool IsWorthANewOne { get; init; } = true;

    /// <summary>A short new comment when the risk rises or something new blocks, because edits notify nobody.</summary>
    public bool NotifiesOnRise { get; init; } = true;
}
