using TfPilot.GitHub.Names;

namespace TfPilot.GitHub.Calls;

/// <summary>What is in a file of the repository?</summary>
public static class Contents
{
    /// <summary>The bytes of a file at a commit; null when there is no file of that name.</summary>
    public static Task<byte[]?> ReadFileAsync(this GitHubClient github, RepositoryName repository, string path, CommitSha at, CancellationToken ct) =>
        throw new NotImplementedException();
}
