using System.Globalization;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>A comment of a pull request as lists tell it.</summary>
public sealed record RecentComment(CommentId Id, PullNumber Number, string Body, bool IsEdited);

/// <summary>What was said lately?</summary>
public static class RecentComments
{
    private const int PageSize = 100;

    /// <summary>
    /// In the pull requests of the repository, written or changed since the moment, oldest first; one call for each
    /// hundred.
    /// </summary>
    public static async Task<IReadOnlyList<RecentComment>> ListCommentsAsync(
        this GitHubClient github, RepositoryName repository, DateTimeOffset since, CancellationToken ct)
    {
        var comments = new List<RecentComment>();
        for (var page = 1; ; page++)
        {
            var path = string.Create(CultureInfo.InvariantCulture,
                $"/repos/{repository}/issues/comments?since={since.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}" +
                $"&per_page={PageSize}&page={page}");
            var request = github.Rest(HttpMethod.Get, path, $"list the recent comments of {repository}");
            var answer = await github.SendAsync(request, ct);
            comments.AddRange(GitHubClient.Read(request, answer, RestJson.Default.IReadOnlyListRestListedComment)
                .Select(comment => comment.ToModel()).OfType<RecentComment>());
            if (!answer.HasNextPage) return comments;
        }
    }
}

internal sealed record RestListedComment(
    long Id, Uri HtmlUrl, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, string? Body = null)
{
    /// <summary>Null for one of an issue, which only its page tells.</summary>
    public RecentComment? ToModel() =>
        HtmlUrl.Segments is [.., "pull/", var last]
        && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? new(new(Id), new(number), Body ?? "", UpdatedAt != CreatedAt)
        : null;
}
