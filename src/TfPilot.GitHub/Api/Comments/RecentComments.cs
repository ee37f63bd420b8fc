using System.Globalization;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>A comment of a pull request as returned by lists.</summary>
public sealed record RecentComment(CommentId Id, PullNumber Number, string Body, bool IsEdited);

/// <summary>Lists recent comments.</summary>
public static class RecentComments
{
    /// <summary>
    /// The comments on the repository's pull requests that were created or edited since the given time, oldest first;
    /// one call per hundred.
    /// </summary>
    public static async Task<IReadOnlyList<RecentComment>> ListCommentsAsync(
        this GitHubClient github, RepositoryName repository, DateTimeOffset since, CancellationToken ct)
    {
        var comments = new List<RecentComment>();
        var path = string.Create(CultureInfo.InvariantCulture,
            $"/repos/{repository}/issues/comments?since={since.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}");
        await foreach (var (found, _) in github.PagesAsync(
            path, $"list the recent comments of {repository}",
            CommentRestJson.Default.IReadOnlyListRestListedComment, ct))
            comments.AddRange(found.Select(comment => comment.ToModel()).OfType<RecentComment>());
        return comments;
    }
}

internal sealed record RestListedComment(
    long Id, Uri HtmlUrl, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, string? Body = null)
{
    /// <summary>
    /// Null for a comment on an issue; only the URL distinguishes it from a comment on a pull request.
    /// </summary>
    public RecentComment? ToModel() =>
        HtmlUrl.Segments is [.., "pull/", var last]
        && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? new(new(Id), new(number), Body ?? "", UpdatedAt != CreatedAt)
        : null;
}
