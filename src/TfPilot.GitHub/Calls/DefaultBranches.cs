using TfPilot.GitHub.Names;

namespace TfPilot.GitHub.Calls;

/// <summary>The branch whose settings hold, and the commit it pointed to when it was asked for.</summary>
public sealed record DefaultBranch(string Name, CommitSha Head);

/// <summary>Whose settings hold?</summary>
public static class DefaultBranches
{
    public static Task<DefaultBranch> ReadDefaultBranchAsync(this GitHubClient github, RepositoryName repository, CancellationToken ct) =>
        throw new NotImplementedException();
}
