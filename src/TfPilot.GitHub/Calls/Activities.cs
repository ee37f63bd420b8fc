using System.Text.RegularExpressions;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Names;
using TfPilot.GitHub.Sending;

namespace TfPilot.GitHub.Calls;

/// <summary>Who pushed?</summary>
public static partial class Activities
{
    /// <summary>
    /// All moves of a branch that GitHub remembers, newest first, by the accounts that it authenticated; one call for each hundred. By whom is null
    /// where GitHub does not say.
    /// </summary>
    public static async Task<IReadOnlyList<BranchMove>> ListMovesAsync(this GitHubClient github, RepositoryName repository, string branch, CancellationToken ct)
    {
        var moves = new List<BranchMove>();
        for (var after = ""; ;)
        {
            var path = $"/repos/{repository}/activity?ref={Uri.EscapeDataString($"refs/heads/{branch}")}&per_page=100{after}";
            var request = github.Rest(HttpMethod.Get, path, $"read who pushed to {branch} of {repository}");
            var answer = await github.SendAsync(request, ct);
            moves.AddRange(GitHubClient.Read(request, answer, RestJson.Default.IReadOnlyListRestActivity).Select(activity => activity.Public()));
            if (!answer.HasNextPage) return moves;
            after = Cursor().Match(answer.Header("Link")!) is { Success: true } cursor ? $"&after={cursor.Groups["cursor"].Value}"
                : throw new Refusal(RefusalKind.Unavailable, "names a next page without its place").ToException(request.Purpose);
        }
    }

    /// <summary>Zeros stand for none.</summary>
    internal static CommitSha? Commit(CommitSha sha) => sha.Text.All(digit => digit == '0') ? null : sha;

    [GeneratedRegex(@"<[^>]*[?&]after=(?<cursor>[^&>]+)[^>]*>;\s*rel=""next""")]
    private static partial Regex Cursor();
}

/// <summary>A branch came from <paramref name="Before"/>, null where it was made, to <paramref name="After"/>, null where it was deleted.</summary>
public sealed record BranchMove(Person? By, CommitSha? Before, CommitSha? After)
{
    /// <summary>Whether commits may have been left behind.</summary>
    public bool IsForced { get; init; }
}

internal sealed record RestActivity(CommitSha Before, CommitSha After, string ActivityType, RestActor? Actor = null)
{
    public BranchMove Public() => new(
        Actor is null ? null : new Person(new UserId(Actor.Id), Actor.Login) { IsBot = Actor.Type == "Bot" }, Activities.Commit(Before), Activities.Commit(After))
    {
        IsForced = ActivityType == "force_push",
    };
}

internal sealed record RestActor(long Id, string Login, string Type);
