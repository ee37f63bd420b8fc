using TfPilot.Core.Basics;

namespace TfPilot.Core.Reviews;

/// <summary>The short comment that notifies people when the review becomes more serious.</summary>
internal static class EscalationNotice
{
    /// <returns>Null when the risk level did not rise and nothing new blocks.</returns>
    public static string? Of(CommentMarker before, CommentMarker now, string url)
    {
        var rises = now.Risk > before.Risk;
        var blocks = BlockingFindings.HasNew(now.Blocks, before.Blocks);
        if (!rises && !blocks) return null;
        var risk = rises ? $"The risk rises from {Named(before)} to {Named(now)}" : "";
        var policy = blocks ? $"{(rises ? ", and the policy" : "The policy")} has new blocking findings" : "";
        return $"{Headline.Icon(now.Risk)} {risk}{policy} (head {now.Head.Short}). " +
            $"{MarkdownText.Link("The review has the details", url) ?? "The review has the details"}.\n";
    }

    private static string Named(CommentMarker marker) =>
        marker.Risk == Risks.RiskLevel.None ? "no changes" : $"**{marker.Risk.Word()}**";
}
