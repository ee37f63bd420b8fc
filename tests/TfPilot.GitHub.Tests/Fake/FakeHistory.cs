using System.Globalization;
using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Tests.Fake;

internal sealed class FakeReview(long id, Account by, string state, CommitSha? commit, DateTimeOffset at)
{
    public long Id => id;

    public Account By => by;

    public string State { get; set; } = state;

    public CommitSha? Commit { get; set; } = commit;

    public DateTimeOffset At => at;
}

internal sealed record FakeDismissal(FakeReview Review, Account By, string Was, DateTimeOffset At);

/// <summary>A commit of a pull request; author and committer are null if their address belongs to no account.</summary>
internal sealed record FakeCommit(CommitSha Sha, IReadOnlyList<CommitSha> Parents, Account? Author, Account? Committer)
{
    public string Email { get; init; } = "somebody@acme.test";

    public bool IsByGitHub { get; init; }

    public IReadOnlyList<Account> CoAuthors { get; init; } = [];
}

/// <summary>The GraphQL history of a pull request (comments, reviews and events), a hundred items per page.</summary>
internal static class FakeHistory
{
    private const int PageSize = 100;

    /// <summary>In the order of the documents.</summary>
    public static IEnumerable<KeyValuePair<string, JsonNode?>> First(FakePull pull) =>
    [
        new("reviews", Page(pull.Reviews, null, Review)),
        new("dismissals", Page(pull.Dismissals, null, Dismissal)),
        new("retargets",
            new JsonObject { ["nodes"] = new JsonArray(pull.RetargetedAt is { } at
                ? [new JsonObject { ["__typename"] = "BaseRefChangedEvent", ["createdAt"] = at }] : []) }),
        new("history", Commits(pull, null)),
    ];

    public static JsonObject Next(FakePull pull, JsonNode variables) => new()
    {
        ["headRefOid"] = pull.Head.Text,
        ["reviews"] = Page(pull.Reviews, variables["reviews"], Review),
        ["dismissals"] = Page(pull.Dismissals, variables["dismissals"], Dismissal),
        ["history"] = Commits(pull, variables["commits"]),
    };

    public static JsonObject Actor(Account account) => new()
    {
        ["__typename"] = account.Login.EndsWith("[bot]", StringComparison.Ordinal) ? "Bot" : "User",
        ["login"] = account.Login.Replace("[bot]", "", StringComparison.Ordinal),
        ["databaseId"] = account.Id,
    };

    public static JsonObject Page<T>(IReadOnlyList<T> all, JsonNode? after, Func<T, JsonNode> node)
    {
        var skipped = after is null ? 0 : int.Parse((string)after!, CultureInfo.InvariantCulture);
        var shown = all.Skip(skipped).Take(PageSize).ToList();
        return new()
        {
            ["pageInfo"] = new JsonObject
            {
                ["hasNextPage"] = all.Count > skipped + PageSize,
                ["endCursor"] = shown.Count == 0 ? null
                    : (skipped + shown.Count).ToString(CultureInfo.InvariantCulture),
            },
            ["nodes"] = new JsonArray([.. shown.Select(node)]),
        };
    }

    private static JsonObject Commits(FakePull pull, JsonNode? after)
    {
        var page = Page(pull.Commits, after, Commit);
        page["totalCount"] = pull.Commits.Count;
        return page;
    }

    public static JsonObject Queued(QueuedPull pull) => new()
    {
        ["headCommit"] = pull.Group is { } head ? new JsonObject { ["oid"] = head.Text } : null,
        ["baseCommit"] = pull.Parent is { } on ? new JsonObject { ["oid"] = on.Text } : null,
        ["pullRequest"] = new JsonObject { ["number"] = pull.Number.Value },
    };

    private static JsonObject Review(FakeReview review) => new()
    {
        ["fullDatabaseId"] = review.Id.ToString(CultureInfo.InvariantCulture),
        ["state"] = review.State,
        ["submittedAt"] = review.At,
        ["author"] = Actor(review.By),
        ["commit"] = review.Commit is { } commit ? new JsonObject { ["oid"] = commit.Text } : null,
    };

    private static JsonObject Dismissal(FakeDismissal dismissal) => new()
    {
        ["__typename"] = "ReviewDismissedEvent",
        ["createdAt"] = dismissal.At,
        ["previousReviewState"] = dismissal.Was,
        ["actor"] = Actor(dismissal.By),
        ["review"] = new JsonObject { ["fullDatabaseId"] = dismissal.Review.Id.ToString(CultureInfo.InvariantCulture) },
    };

    private static JsonObject Commit(FakeCommit commit) => new()
    {
        ["commit"] = new JsonObject
        {
            ["oid"] = commit.Sha.Text,
            ["parents"] = new JsonObject
            {
                ["nodes"] = new JsonArray(
                [.. commit.Parents.Select(parent => (JsonNode)new JsonObject { ["oid"] = parent.Text })])
            },
            ["author"] = Hand(commit.Author, commit.Email),
            ["committer"] = Hand(commit.Committer, commit.Email),
            ["authors"] = new JsonObject
            {
                ["nodes"] = new JsonArray(
                [Hand(commit.Author, commit.Email),
                    .. commit.CoAuthors.Select(account => Hand(account, "somebody@acme.test"))])
            },
            ["signature"] = commit.IsByGitHub ? new JsonObject { ["isValid"] = true, ["wasSignedByGitHub"] = true }
                : null,
        },
    };

    private static JsonObject Hand(Account? account, string email) => new()
    {
        ["email"] = email,
        ["user"] = account is null ? null : new JsonObject { ["login"] = account.Login, ["databaseId"] = account.Id },
    };
}
