using TfPilot.Core.Basics;
using TfPilot.GitHub.Names;
using TfPilot.GitHub.Sending;

namespace TfPilot.GitHub.Calls;

/// <summary>An open pull request, as lists tell it.</summary>
public sealed record OpenPull(PullNumber Number, CommitSha Head, string HeadBranch, string BaseBranch);

/// <summary>Which pull requests are open?</summary>
public static class OpenPulls
{
    private const int PageSize = 100;

    /// <summary>All of the repository, newest first; one call for each hundred.</summary>
    public static async Task<IReadOnlyList<OpenPull>> ListOpenPullsAsync(this GitHubClient github, RepositoryName repository, CancellationToken ct)
    {
        var pulls = new List<OpenPull>();
        for (var page = 1; ; page++)
        {
            var path = $"/repos/{repository}/pulls?state=open&per_page={PageSize}&page={page}";
            var request = github.Rest(HttpMethod.Get, path, $"list the open pull requests of {repository}");
            var answer = await github.SendAsync(request, ct);
            pulls.AddRange(GitHubClient.Read(request, answer, RestJson.Default.IReadOnlyListRestListedPull).Select(pull => pull.Public()));
            if (!answer.HasNextPage) return pulls;
        }
    }
}

internal sealed record RestListedPull(int Number, RestBranch Head, RestBranch Base)
{
    public OpenPull Public() => new(new PullNumber(Number), Head.Sha, Head.Ref, Base.Ref);
}
