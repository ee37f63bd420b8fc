using System.Text.RegularExpressions;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>Who pushed?</summary>
public static partial class RepositoryActivity
{
    /// <summary>
    /// The newest moves of a branch that GitHub remembers, newest first, by the accounts that it authenticated; one
    /// call for each hundred, and as many calls as are allowed. By whom is null where GitHub does not say.
    /// </summary>
    public static Task<BranchMoves> ListMovesAsync(
        this GitHubClient github, RepositoryName repository, string branch, int mostCalls, CancellationToken ct) =>
            github.ListAsync(
        repository, $"ref={Uri.EscapeDataString($"refs/heads/{branch}")}&",
        $"read who pushed to {branch} of {repository}", until: null, mostCalls, ct);

    /// <summary>
    /// The newest moves of all branches, newest first, up to one that is known; one call for each hundred, and as many
    /// calls as are allowed.
    /// </summary>
    public static Task<BranchMoves> ListAllMovesAsync(
        this GitHubClient github, RepositoryName repository, long? until, int mostCalls, CancellationToken ct) =>
        github.ListAsync(repository, "", $"read who pushed to {repository}", until, mostCalls, ct);

    private static async Task<BranchMoves> ListAsync(
        this GitHubClient github, RepositoryName repository, string filter, string purpose, long? until, int mostCalls,
        CancellationToken ct)
    {
        var moves = new List<BranchUpdate>();
        var after = "";
        for (var call = 1; ; call++)
        {
            var request = github.Rest(
                HttpMethod.Get, $"/repos/{repository}/activity?{filter}per_page=100{after}", purpose);
            var answer = await github.SendAsync(request, ct);
            moves.AddRange(GitHubClient.Read(request, answer, RestJson.Default.IReadOnlyListRestActivity)
                .Select(activity => activity.ToModel()));
            var isComplete = !answer.HasNextPage || moves.Exists(move => move.Id == until);
            if (isComplete || call == mostCalls) return new([.. moves.TakeWhile(move => move.Id != until)], isComplete);
            after = Cursor().Match(answer.Header("Link")!) is { Success: true } cursor
                ? $"&after={cursor.Groups["cursor"].Value}"
                : throw new GitHubError(GitHubErrorKind.Unavailable, "names a next page without its place").ToException(
                    request.Purpose);
        }
    }

    /// <summary>Zeros stand for none.</summary>
    internal static CommitSha? Commit(CommitSha sha) => sha.Text.All(digit => digit == '0') ? null : sha;

    [GeneratedRegex(
        @"<[^>]*[?&]after=(?<cursor>[^&>]+)[^>]*>;\s*rel=""next""",
        RegexOptions.None,
        RegexLimits.Milliseconds)]
    private static partial Regex Cursor();
}

/// <summary>
/// Moves of branches, newest first. Where they are not complete, there were older ones that were not asked for.
/// </summary>
public sealed record BranchMoves(IReadOnlyList<BranchUpdate> Moves, bool IsComplete);

/// <summary>
/// A branch came from <paramref name="Before"/>, null where it was made, to <paramref name="After"/>, null where it was
/// deleted.
/// </summary>
public sealed record BranchUpdate(Person? By, CommitSha? Before, CommitSha? After)
{
    public long Id { get; init; }

    /// <summary>Null where the move was of no branch, as of a tag.</summary>
    public string? Branch { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Whether commits may have been left behind.</summary>
    public bool IsForced { get; init; }

    /// <summary>
    /// Since when the commit that it came to may exist, where GitHub made it to merge a pull request; null where
    /// somebody brought it.
    /// </summary>
    public DateTimeOffset? MadeSince { get; init; }
}

internal sealed record RestActivity(
    long Id, CommitSha Before, CommitSha After, DateTimeOffset Timestamp, string ActivityType, string Ref = "",
    RestActor? Actor = null)
{
    private const string Heads = "refs/heads/";

    /// <summary>A merge queue makes the commit before its checks run, which it lets take six hours at most.</summary>
    private static readonly TimeSpan LongestQueue = TimeSpan.FromDays(1);

    public BranchUpdate ToModel() => new(
        Actor is null ? null : new Person(new UserId(Actor.Id), Actor.Login) { IsBot = Actor.Type == "Bot" },
        RepositoryActivity.Commit(Before), RepositoryActivity.Commit(After))
    {
        Id = Id,
        Branch = Ref.StartsWith(Heads, StringComparison.Ordinal) ? Ref[Heads.Length..] : null,
        At = Timestamp,
        IsForced = ActivityType == "force_push",
        MadeSince = ActivityType switch
        {
            "pr_merge" => Timestamp,
            "merge_queue_merge" => Timestamp - LongestQueue,
            _ => null,
        },
    };
}

internal sealed record RestActor(long Id, string Login, string Type);
