using System.Text.RegularExpressions;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>Reads the push history of branches.</summary>
public static partial class RepositoryActivity
{
    /// <summary>
    /// The latest moves of a branch, newest first, with the account that made each; null when GitHub does not return
    /// it. One call per hundred, at most <paramref name="maxCalls"/>.
    /// </summary>
    public static Task<BranchUpdates> ListBranchUpdatesAsync(
        this GitHubClient github, RepositoryName repository, string branch, int maxCalls, CancellationToken ct) =>
            github.ListAsync(
        repository, $"ref={Uri.EscapeDataString($"refs/heads/{branch}")}&",
        $"read who pushed to {branch} of {repository}", until: null, maxCalls, ct);

    /// <summary>
    /// The latest moves of all branches, newest first, down to the move with the id <paramref name="until"/>, which is
    /// left out. One call per hundred, at most <paramref name="maxCalls"/>.
    /// </summary>
    public static Task<BranchUpdates> ListAllUpdatesAsync(
        this GitHubClient github, RepositoryName repository, long? until, int maxCalls, CancellationToken ct) =>
        github.ListAsync(repository, "", $"read who pushed to {repository}", until, maxCalls, ct);

    private static async Task<BranchUpdates> ListAsync(
        this GitHubClient github, RepositoryName repository, string filter, string purpose, long? until, int maxCalls,
        CancellationToken ct)
    {
        var moves = new List<BranchUpdate>();
        var after = "";
        for (var call = 1; ; call++)
        {
            var request = github.Rest(
                HttpMethod.Get, $"/repos/{repository}/activity?{filter}per_page=100{after}", purpose);
            var answer = await github.SendAsync(request, ct);
            moves.AddRange(GitHubClient.Read(request, answer, AppRestJson.Default.IReadOnlyListRestActivity)
                .Select(activity => activity.ToModel()));
            var isComplete = !answer.HasNextPage || moves.Exists(move => move.Id == until);
            if (isComplete || call == maxCalls) return new([.. moves.TakeWhile(move => move.Id != until)], isComplete);
            after = Cursor().Match(answer.Header("Link")!) is { Success: true } cursor
                ? $"&after={cursor.Groups["cursor"].Value}"
                : throw new GitHubError(GitHubErrorKind.Unavailable, "returned a page without a cursor").ToException(
                    request.Purpose);
        }
    }

    /// <summary>The commit; null for an id of zeros, which GitHub returns for no commit.</summary>
    internal static CommitSha? Commit(CommitSha sha) => sha.Text.All(digit => digit == '0') ? null : sha;

    [GeneratedRegex(
        @"<[^>]*[?&]after=(?<cursor>[^&>]+)[^>]*>;\s*rel=""next""",
        RegexOptions.None,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Cursor();
}

/// <summary>Moves of branches, newest first. When incomplete, older moves exist that were not read.</summary>
public sealed record BranchUpdates(IReadOnlyList<BranchUpdate> Updates, bool IsComplete);

/// <summary>
/// A branch moved from <paramref name="Before"/> (null when it was created) to <paramref name="After"/> (null when it
/// was deleted). <paramref name="By"/> is null when GitHub does not return the account.
/// </summary>
public sealed record BranchUpdate(Person? By, CommitSha? Before, CommitSha? After)
{
    public long Id { get; init; }

    /// <summary>Null when another kind of ref moved, such as a tag.</summary>
    public string? Branch { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Whether the move may have dropped commits (force push).</summary>
    public bool IsForced { get; init; }

    /// <summary>
    /// The earliest time at which the new commit can exist when GitHub created it as a merge of a pull request; null
    /// when a person pushed it.
    /// </summary>
    public DateTimeOffset? CreatedAfter { get; init; }
}

internal sealed record RestActivity(
    long Id, CommitSha Before, CommitSha After, DateTimeOffset Timestamp, string ActivityType, string Ref = "",
    RestActor? Actor = null)
{
    private const string Heads = "refs/heads/";

    /// <summary>A merge queue creates the commit before its checks run, which may take up to six hours.</summary>
    private static readonly TimeSpan MaxQueueTime = TimeSpan.FromDays(1);

    public BranchUpdate ToModel() => new(
        Actor is null ? null : new Person(new UserId(Actor.Id), Actor.Login) { IsBot = Actor.Type == "Bot" },
        RepositoryActivity.Commit(Before), RepositoryActivity.Commit(After))
    {
        Id = Id,
        Branch = Ref.StartsWith(Heads, StringComparison.Ordinal) ? Ref[Heads.Length..] : null,
        At = Timestamp,
        IsForced = ActivityType == "force_push",
        CreatedAfter = ActivityType switch
        {
            "pr_merge" => Timestamp,
            "merge_queue_merge" => Timestamp - MaxQueueTime,
            _ => null,
        },
    };
}
