namespace TfPilot.Core.Reviews;

/// <summary>
/// Maintains one sticky comment per key. Only comments written by our own account and starting with our marker are
/// edited. Idempotent.
/// </summary>
public static class CommentRules
{
    public static CommentDecision Decide(PullComments pull, CommentDraft draft)
    {
        var ours = StickyComments(pull, draft.Marker.Key);
        if (ours.Count == 0) return new(First(pull, draft), [], Notice: null);
        var (shown, marker) = ours[0];
        IReadOnlyList<PullComment> duplicates = [.. ours.Skip(1).Select(one => one.Comment)
            .Where(comment => !comment.IsMinimized)];
        if (NewerThan(draft.Marker, pull, marker) is { } why)
            return new(new CommentWrite.Superseded(why), duplicates, Notice: null);
        if (IsSame(shown.Body, draft.Body)) return new(new CommentWrite.Keep(shown), duplicates, Notice: null);
        return new(new CommentWrite.Edit(shown, draft.Body), duplicates,
            draft.NotifiesOnRise ? EscalationNotice.Of(marker, draft.Marker, shown.Url) : null);
    }

    /// <summary>The comments that contain our review, best first: those of the current head, then later runs.</summary>
    internal static IReadOnlyList<(PullComment Comment, CommentMarker Marker)> StickyComments(
        PullComments pull, string key) =>
    [
        .. pull.Comments
            .Where(comment => comment.Author == pull.Self)
            .Select(comment => (Comment: comment, Marker: CommentMarker.Read(comment.Body)!))
            .Where(one => one.Marker is { IsApplied: false } && one.Marker.Key == key)
            .OrderBy(one => one.Comment.IsMinimized)
            .ThenByDescending(one => one.Marker.Head == pull.Head)
            .ThenByDescending(one => one.Marker.Run.Run)
            .ThenByDescending(one => one.Marker.Run.Attempt)
            .ThenBy(one => one.Comment.Id),
    ];

    private static CommentWrite First(PullComments pull, CommentDraft draft) =>
        draft.Marker.Head != pull.Head ? new CommentWrite.Superseded(Outrun(draft.Marker, pull))
        : draft.IsWorthANewOne ? new CommentWrite.Create(draft.Body)
        : new CommentWrite.Keep(Comment: null);

    private static string? NewerThan(CommentMarker draft, PullComments pull, CommentMarker shown) =>
        draft.Head != pull.Head ? Outrun(draft, pull)
        : shown.Head == draft.Head && shown.Run.IsLaterThan(draft.Run) ? $"the comment already shows {shown.Run}"
        : null;

    private static string Outrun(CommentMarker draft, PullComments pull) =>
        $"{draft.Head.Short} is no longer the head of the pull request: {pull.Head.Short} is";

    /// <summary>GitHub may normalize line endings.</summary>
    private static bool IsSame(string shown, string wanted) =>
        shown.ReplaceLineEndings("\n").TrimEnd() == wanted.ReplaceLineEndings("\n").TrimEnd();
}
