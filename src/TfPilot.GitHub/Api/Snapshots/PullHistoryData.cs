using System.Text.RegularExpressions;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;

namespace TfPilot.GitHub.Api;

internal sealed record PullHistoryData(HistoryRepository Repository);

internal sealed record HistoryRepository(HistoryPull PullRequest);

internal sealed record HistoryPull(
    CommitSha HeadRefOid, HistoryPage<HistoryReview>? Reviews, HistoryPage<HistoryDismissal>? Dismissals,
    HistoryPage<HistoryCommitNode>? History) : IHistoryPages;

/// <summary>A page of each list; both GraphQL documents request the same fields.</summary>
internal interface IHistoryPages
{
    HistoryPage<HistoryReview>? Reviews { get; }

    HistoryPage<HistoryDismissal>? Dismissals { get; }

    HistoryPage<HistoryCommitNode>? History { get; }
}

internal sealed record HistoryPage<T>(GraphQlPage PageInfo, IReadOnlyList<T?> Nodes, int? TotalCount = null);

internal sealed record HistoryRetarget(DateTimeOffset CreatedAt);

internal sealed record HistoryReview(
    long FullDatabaseId, string State, DateTimeOffset? SubmittedAt, GraphQlActor? Author, HistoryOid? Commit)
{
    public PullReview ToModel(Dismissal? dismissal) =>
        new(FullDatabaseId, Author?.Person() ?? Person.Ghost, Read(State), Commit?.Oid,
            SubmittedAt)
        { Dismissal = dismissal };

    internal static ReviewState Read(string word) => word switch
    {
        "APPROVED" => ReviewState.Approved,
        "CHANGES_REQUESTED" => ReviewState.ChangesRequested,
        "COMMENTED" => ReviewState.Commented,
        "DISMISSED" => ReviewState.Dismissed,
        _ => ReviewState.Pending,
    };
}

internal sealed record HistoryOid(CommitSha Oid);

internal sealed record HistoryDismissal(
    DateTimeOffset CreatedAt, string PreviousReviewState, GraphQlActor? Actor, HistoryReviewId? Review);

internal sealed record HistoryReviewId(long FullDatabaseId);

internal sealed record HistoryCommitNode(HistoryCommit Commit);

internal sealed partial record HistoryCommit(
    CommitSha Oid, GraphQlNodes<HistoryOid?>? Parents, GitActor? Author, GitActor? Committer,
    HistorySignature? Signature, GraphQlNodes<GitActor?>? Authors = null)
{
    /// <param name="server">The host name of the GitHub server.</param>
    public PullCommit ToModel(string server) =>
        new(Oid, [.. (Parents?.Nodes ?? []).Select(parent => parent!.Oid)], Author?.ToModel(IsSigned),
            Committer?.ToModel(IsSigned))
        {
            IsByGitHub = IsByGitHub(server),
            CoAuthors = [.. (Authors?.Nodes ?? []).Skip(1).Select(author => author?.ToModel(IsSigned))
                .OfType<Person>()],
        };

    private bool IsSigned => Signature is { IsValid: true, WasSignedByGitHub: true };

    /// <summary>
    /// GitHub also signs commits that people make in its web interface; then the person is the committer.
    /// </summary>
    private bool IsByGitHub(string server) => IsSigned
        && (Committer?.User is { } user ? user.Login == "web-flow"
            : Committer?.Email is { } email && (email == "noreply@github.com" || email == $"noreply@{server}"));
}

internal sealed partial record GitActor(string? Email, HistoryUser? User)
{
    /// <summary>
    /// GitHub returns no account for bots, so they are recognized by their email address. Anyone can use any address,
    /// so the commit must have GitHub's signature.
    /// </summary>
    public Person? ToModel(bool isSigned) => User is { DatabaseId: { } id } ? new(new UserId(id), User.Login)
        : isSigned && Bot().Match(Email ?? "") is { Success: true } bot
        ? new(new UserId(long.Parse(bot.Groups["id"].Value, null)), bot.Groups["login"].Value) { IsBot = true }
        : null;

    [GeneratedRegex(
        @"\A(?<id>[0-9]{1,18})\+(?<login>[A-Za-z0-9-]+\[bot\])@users\.noreply\.github\.com\z",
        RegexOptions.None,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Bot();
}

internal sealed record HistoryUser(string Login, long? DatabaseId);

internal sealed record HistorySignature(bool IsValid, bool WasSignedByGitHub);
