using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>The default branch, whose settings apply, and its commit at the time of the call.</summary>
public sealed record DefaultBranch(string Name, CommitSha Head);

/// <summary>Reads the default branch.</summary>
public static class DefaultBranches
{
    internal const string Document = """
        query DefaultBranch($owner: String!, $name: String!) {
          repository(owner: $owner, name: $name) { defaultBranchRef { name target { oid } } }
        }
        """;

    /// <summary>
    /// The default branch. Throws <see cref="GitHubErrorKind.NotFound"/> when the repository has no commit.
    /// </summary>
    public static async Task<DefaultBranch> ReadDefaultBranchAsync(
        this GitHubClient github, RepositoryName repository, CancellationToken ct)
    {
        var variables = new JsonObject { ["owner"] = repository.Owner, ["name"] = repository.Name };
        var data = await github.QueryAsync(Document, variables, $"read the default branch of {repository}",
            RepositoryGraphQlJson.Default.GraphQlDataDefaultBranchData, ct);
        return data.Repository.DefaultBranchRef?.ToModel()
            ?? throw new GitHubError(GitHubErrorKind.NotFound, $"has no commit in {repository}").ToException(
                $"read the default branch of {repository}");
    }
}

internal sealed record DefaultBranchData(DefaultBranchRepository Repository);

internal sealed record DefaultBranchRepository(GraphQlBranch? DefaultBranchRef);

internal sealed record GraphQlBranch(string Name, GraphQlTarget Target)
{
    public DefaultBranch ToModel() => new(Name, Target.Oid);
}

internal sealed record GraphQlTarget(CommitSha Oid);
