using TfPilot.Core.Basics;

namespace TfPilot.Core.Reviews;

/// <summary>
/// Freezes the comment after an apply: it is not edited any more, and the next plan gets a new comment.
/// </summary>
public static class CommentFreeze
{
    /// <returns>The edit; null when there is no sticky comment with this key.</returns>
    public static CommentWrite.Edit? Decide(PullComments pull, string key, string runUrl)
    {
        if (CommentRules.StickyComments(pull, key) is not [var (comment, marker), ..]) return null;
        var rest = comment.Body[(comment.Body.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        var note = $"> [!NOTE]\n> **Applied** by {MarkdownText.Link("this run", runUrl) ?? "a run"}. The review " +
            "below is no longer updated.\n";
        return new(comment, $"{(marker with { IsApplied = true }).Write()}\n{note}\n{rest}");
    }
}
