using TfPilot.Core.Reviews;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.Action.Jobs;

/// <summary>The result of writing the comment: its URL, or a sentence with the reason why there is none.</summary>
internal sealed record CommentResult(Uri? Url, string? Reason)
{
    public static CommentResult NotWanted { get; } = new(null, Reason: null);

    /// <summary>GitHub rejected the comment or could not be reached.</summary>
    public bool IsFailure { get; init; }

    public static CommentResult Without(string why) => new(null, why);
}

/// <summary>Updates the sticky comment: reads it, decides, writes, and reads again until no change is left.</summary>
internal sealed class CommentFlow(GitHubClient github, RepositoryName repository, PullNumber pull)
{
    /// <summary>Two concurrent runs need two rounds; more rounds mean that another program keeps writing.</summary>
    private const int MaxRounds = 3;

    public async Task<CommentResult> RunAsync(CommentDraft draft, CancellationToken ct)
    {
        var isNoticePosted = false;
        for (var round = 0; ; round++)
        {
            var (comments, nodes) = await ReadAsync(ct);
            var decision = CommentRules.Decide(comments, draft);
            foreach (var duplicate in decision.Fold) await github.MinimizeCommentAsync(nodes[duplicate.Id], ct);
            switch (decision.Write)
            {
                case CommentWrite.Superseded(var why):
                    return CommentResult.Without($"The comment was not updated: {why}.");
                case CommentWrite.Keep(var comment):
                    return comment is null ? CommentResult.Without("There is nothing to report in a comment.")
                        : new(new Uri(comment.Url), Reason: null);
                case CommentWrite.Edit(var comment, _) when round > 0 && IsOurs(comment, draft):
                    return new(new Uri(comment.Url), Reason: null);
                case CommentWrite.Edit(var comment, var body):
                    await github.UpdateCommentAsync(repository, new(comment.Id), body, ct); break;
                case CommentWrite.Create(var body): await github.CreateCommentAsync(repository, pull, body, ct); break;
            }

            if (decision.Notice is { } notice && !isNoticePosted)
                await github.CreateCommentAsync(repository, pull, notice, ct);
            isNoticePosted |= decision.Notice is not null;
            if (round == MaxRounds)
                return CommentResult.Without("The comment was not updated, because other runs keep updating it.");
        }
    }

    /// <summary>GitHub may change the white space of a stored comment.</summary>
    private static bool IsOurs(PullComment comment, CommentDraft draft) =>
        CommentMarker.Read(comment.Body) is { } marker && marker.Head == draft.Marker.Head
        && marker.Run == draft.Marker.Run;

    /// <returns>The URL of the frozen comment; null if there is none.</returns>
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
                    comment => new PullComment(comment.Id.Value, comment.Author!.Id, comment.Body, comment.IsMinimized,
                        comment.Url.AbsoluteUri))]),
            comments.ToDictionary(comment => comment.Id.Value, comment => comment.Node));
    }
}
