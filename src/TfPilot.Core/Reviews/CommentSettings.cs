namespace TfPilot.Core.Reviews;

/// <summary>
/// The one living comment: reviews with the same <paramref name="Key"/> share it, and <paramref name="NotifyOnRise"/> writes a new one
/// instead of editing when the risk rises, because edits notify nobody.
/// </summary>
public sealed record CommentSettings(string Key, bool NotifyOnRise)
{
    public static readonly CommentSettings Default = new("default", true);
}
