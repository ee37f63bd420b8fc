namespace TfPilot.Core.Reviews;

/// <summary>
/// One living comment for each key. Ours are those that our own account wrote and that begin with our marker; nobody else's is ever touched.
/// Deciding again after writing finds nothing left to do.
/// </summary>
public static class CommentRules
{
    public static CommentDecision Decide(PullComments pull, CommentDraft draft)
    {
        var ours = Living(pull, draft.Marker.Key);
        if (ours.Count == 0) return new(First(pull, draft), [], Notice: null);
        var (shown, marker) = ours[0];
        IReadOnlyList<PullComment> duplicates = [.. ours.Skip(1).Select(one => one.Comment).Where(comment => !comment.IsFolded)];
        if (NewerThan(draft.Marker, pull, marker) is { } why) return new(new CommentWrite.Superseded(why), duplicates, Notice: null);
        if (IsSame(shown.Body, draft.Body)) return new(new CommentWrite.Keep(shown), duplicates, Notice: null);
        return new(new CommentWrite.Edit(shown, draft.Body), duplicates, draft.NotifiesOnRise ? EscalationNotice.Of(marker, draft.Marker, shown.Url) : null);
    }

    /// <summary>The comment with our review as it stands, best first: of the present head before others, the later run before the earlier.</summary>
    internal static IReadOnlyList<(PullComment Comment, CommentMarker Marker)> Living(PullComments pull, string key) =>
    [
        .. pull.Comments
            .Where(comment => comment.Author == pull.Self)
            .Select(comment => (Comment: comment, Marker: CommentMarker.Read(comment.Body)!))
            .Where(one => one.Marker is { IsApplied: false } && one.Marker.Key == key)
            .OrderBy(one => one.Comment.IsFolded)
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

    /// <summary>GitHub may hand line ends back as it likes.</summary>
    private static bool IsSame(string shown, string wanted) => shown.ReplaceLineEndings("\n").TrimEnd() == wanted.ReplaceLineEndings("\n").TrimEnd();
}
