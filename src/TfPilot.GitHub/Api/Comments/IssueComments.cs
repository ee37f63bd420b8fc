using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using TfPilot.Core.Approvals;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>
/// The current text of a comment. <paramref name="By"/> is null when the account was deleted.
/// <paramref name="IsTyped"/> is false when an App wrote it, even on behalf of a person.
/// </summary>
public sealed record CommentText(
    CommentId Id, PullNumber Number, Person? By, bool IsTyped, string Body, DateTimeOffset Created, bool IsEdited)
{
    /// <summary>Whether it has reactions; their authors are read separately.</summary>
    public bool HasReactions { get; init; }
}

/// <summary>Reads single comments, and reads and writes their reactions.</summary>
public static class IssueComments
{
    /// <summary>REST shows an edit only by timestamps in seconds, which miss an edit within the same second.</summary>
    internal const string EditDocument = """
        query Edit($comment: ID!) {
          node(id: $comment) { __typename ... on IssueComment { lastEditedAt } }
        }
        """;

    /// <summary>Reads a comment; two calls.</summary>
    public static async Task<CommentText> ReadCommentAsync(
        this GitHubClient github, RepositoryName repository, CommentId comment, CancellationToken ct)
    {
        var request = github.Rest(HttpMethod.Get, $"/repos/{repository}/issues/comments/{comment}",
            $"read comment {comment} in {repository}");
        var read = await github.SendAsync(request, CommentRestJson.Default.RestCommentText, ct);
        var edit = await github.QueryAsync(EditDocument, new() { ["comment"] = read.NodeId }, request.Purpose,
            CommentGraphQlJson.Default.GraphQlDataEditData, ct);
        return new(
            new(read.Id),
            int.TryParse(read.IssueUrl.Segments[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? new(number)
                : throw new GitHubError(GitHubErrorKind.Unavailable, "returned no issue").ToException(request.Purpose),
            read.User is { } user ? new Person(new(user.Id), user.Login) { IsBot = user.Type != "User" } : null,
            IsTyped: read.PerformedViaGithubApp is null or { ValueKind: JsonValueKind.Null },
            read.Body ?? "",
            read.CreatedAt,
            IsEdited: read.UpdatedAt != read.CreatedAt || edit.Node is null or { LastEditedAt: not null })
        {
            HasReactions = read.Reactions is { TotalCount: > 0 },
        };
    }

    /// <summary>The accounts that reacted to the comment; one call per hundred.</summary>
    public static async Task<IReadOnlyList<Person>> ListReactionsAsync(
        this GitHubClient github, RepositoryName repository, CommentId comment, CancellationToken ct)
    {
        var people = new List<Person>();
        await foreach (var (found, _) in github.PagesAsync($"/repos/{repository}/issues/comments/{comment}/reactions",
            $"read who reacted to comment {comment} in {repository}",
            CommentRestJson.Default.IReadOnlyListRestReaction, ct))
            people.AddRange(found.Select(one => one.User).OfType<RestActor>()
                .Select(user => new Person(new(user.Id), user.Login) { IsBot = user.Type == "Bot" }));
        return people;
    }

    /// <param name="content">GitHub's name of the reaction, such as <c>+1</c>. Adding it again has no effect.</param>
    public static async Task ReactAsync(
        this GitHubClient github, RepositoryName repository, CommentId comment, string content, CancellationToken ct)
    {
        var request = github.Rest(HttpMethod.Post, $"/repos/{repository}/issues/comments/{comment}/reactions",
            $"react to comment {comment} in {repository}");
        await github.SendAsync(
            request with { Body = GitHubRequest.Bytes(new JsonObject { ["content"] = content }) }, ct);
    }
}

internal sealed record RestCommentText(
    long Id, string NodeId, Uri IssueUrl, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, RestActor? User = null,
    string? Body = null, JsonElement? PerformedViaGithubApp = null,
    RestReactions? Reactions = null);

internal sealed record RestReactions(int TotalCount = 0);

internal sealed record RestReaction(RestActor? User = null);

internal sealed record EditData(EditedComment? Node);

internal sealed record EditedComment(DateTimeOffset? LastEditedAt = null);
