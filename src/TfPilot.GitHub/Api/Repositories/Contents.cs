using TfPilot.Core.Basics;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>Reads files of the repository.</summary>
public static class Contents
{
    /// <summary>
    /// The bytes of a file at a commit; null when the file does not exist or the token cannot read it. For a folder,
    /// the bytes are GitHub's listing.
    /// </summary>
    public static async Task<byte[]?> ReadFileAsync(
        this GitHubClient github, RepositoryName repository, string path, CommitSha at, CancellationToken ct)
    {
        var steps = path.Split('/');
        if (steps.Any(step => step is "" or "." or "..")) return null;
        var address = $"/repos/{repository}/contents/{string.Join('/', steps.Select(Uri.EscapeDataString))}?ref={at}";
        try
        {
            var request = github.Rest(HttpMethod.Get, address,
                $"read {path} of {repository} at {at.Short}") with
            { Accept = GitHubRequest.Raw };
            return (await github.SendAsync(request, ct)).Body;
        }
        catch (GitHubException refused) when (refused.Kind == GitHubErrorKind.NotFound)
        {
            return null;
        }
    }
}
