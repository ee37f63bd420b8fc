using TfPilot.Core.Reviews;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.Action.Jobs;

/// <summary>What became of the comment: where it is, or a sentence that says why there is none.</summary>
internal sealed record CommentResult(Uri? Url, string? Why)
{
    public static CommentResult NotWanted { get; } = new(null, Why: null);

    /// <summary>There should be one, and GitHub did not take it.</summary>
    public bool IsTrouble { get; init; }

    public static CommentResult Without(string why) => new(null, why);
}

/// <summary>
/// Brings the one living comment to what it should say: read, decide, write, and read again until nothing is left to
/// do.
/// </summary>
internal sealed class CommentFlow(GitHubClient github, RepositoryName repository, PullNumber pull)
{
    /// <summary>Two runs at once settle in two rounds; more means that somebody else keeps writing.</summary>
    private const int MaxRounds = 3;

    public async Task<CommentResult> RunAsync(CommentDraft draft, CancellationToken ct)
    {
        var told = false;
        for (var round = 0; ; round++)
        {
            var (comments, nodes) = await ReadAsync(ct);
            var decision = CommentRules.Decide(comments, draft);
            foreach (var duplicate in decision.Fold) await github.FoldCommentAsync(nodes[duplicate.Id], ct);
            switch (decision.Write)
            {
                case CommentWrite.Superseded(var why):
                    return CommentResult.Without($"The comment was left as it is: {why}.");
                case CommentWrite.Keep(var comment):
                    return comment is null ? CommentResult.Without("There is nothing to say in a comment.")
                        : new(new Uri(comment.Url), Why: null);
                case CommentWrite.Edit(var comment, _) when round > 0 && IsOurs(comment, draft):
                    return new(new Uri(comment.Url), Why: null);
                case CommentWrite.Edit(var comment, var body):
                    await github.UpdateCommentAsync(repository, new(comment.Id), body, ct); break;
                case CommentWrite.Create(var body): await github.CreateCommentAsync(repository, pull, body, ct); break;
            }

            if (decision.Notice is { } notice && !told) await github.CreateCommentAsync(repository, pull, notice, ct);
            told |= decision.Notice is not null;
            if (round == MaxRounds)
                return CommentResult.Without("The comment was left as it is: other runs keep writing to it.");
        }
    }

    /// <summary>GitHub may store a text with other blanks than it was sent.</summary>
    private static bool IsOurs(PullComment comment, CommentDraft draft) =>
        CommentMarker.Read(comment.Body) is { } marker && marker.Head == draft.Marker.Head
        && marker.Run == draft.Marker.Run;

    /// <returns>Where the frozen comment is; null when there was none to freeze.</returns>
    public async Task<Uri?> FreezeAsync(string key, string runUrl, CancellationToken ct)
    {
        var (comments, _) = await ReadAsync(ct);
        if (CommentFreeze.Decide(comments, key, runUrl) is not (var comment, var body)) return null;
        await github.UpdateCommentAsync(repository, new(comment.Id), body, ct);
        return new Uri(comment.Url);
    }

    private async Task<(PullComments Comments, Dictionary<long, NodeId> Nodes)> ReadAsync(CancellationToken ct)
    {
        var said = await github.ReadConversationAsync(repository, pull, ct);
        var comments = said.Comments.Where(comment => comment.Author is not null).ToList();
        return (
            new(said.Pull.Head, said.Viewer.Id,
                [.. comments.Select(
                    comment => new PullComment(comment.Id.Value, comment.Author!.Id, comment.Body, comment.IsFolded,
                        comment.Url.AbsoluteUri))]),
            comments.ToDictionary(comment => comment.Id.Value, comment => comment.Node));
    }
}
