namespace TfPilot.Core.Reviews;

/// <summary>
/// Settings of the sticky comment. Reviews with the same <paramref name="Key"/> share one comment; with <paramref
/// name="NotifyOnRise"/> a higher risk creates a new comment, because GitHub does not notify about edits.
/// </summary>
public sealed record CommentSettings(string Key, bool NotifyOnRise)
{
    public static readonly CommentSettings Default = new("default", true);
}
