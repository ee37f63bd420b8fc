using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Names;
using TfPilot.GitHub.Sending;

namespace TfPilot.GitHub.Calls;

/// <summary>
/// Everything about a pull request that a decision starts from, read at one moment. <paramref name="Author"/> is null when the account is gone,
/// <paramref name="BaseHead"/>, where the base branch points now, when that branch is. <paramref name="SameHead"/> are the other open ones with
/// this head, which share its checks; <paramref name="Checks"/> are the asking App's on the head, the latest of each name.
/// </summary>
public sealed record PullSnapshot(
    PullRequest Pull,
    Account? Author,
    CommitSha? BaseHead,
    bool IsQueued,
    DefaultBranch DefaultBranch,
    IReadOnlyList<OpenPull> SameHead,
    IReadOnlyList<OwnCheckRun> Checks);

/// <summary>Where does a pull request stand?</summary>
public static class PullSnapshots
{
    internal const string Document = """
        query PullSnapshot($owner: String!, $name: String!, $number: Int!, $app: Int!) {
          repository(owner: $owner, name: $name) {
            nameWithOwner
            defaultBranchRef { name target { oid } }
            pullRequest(number: $number) {
              number headRefOid headRefName baseRefOid baseRefName isCrossRepository state isDraft changedFiles
              author { __typename login ... on User { databaseId } ... on Bot { databaseId } ... on Mannequin { databaseId } }
              baseRef { target { oid } }
              mergeQueueEntry { position }
              commits(last: 1) {
                nodes {
                  commit {
                    oid
                    associatedPullRequests(first: 100) { nodes { number state headRefOid headRefName baseRefName baseRepository { nameWithOwner } } }
                    checkSuites(first: 10, filterBy: {appId: $app}) {
                      nodes { checkRuns(first: 100, filterBy: {checkType: LATEST}) { nodes { databaseId name externalId conclusion } } }
                    }
                  }
                }
              }
            }
          }
        }
        """;

    /// <summary>One call.</summary>
    public static async Task<PullSnapshot> ReadPullSnapshotAsync(this GitHubClient github, RepositoryName repository, PullNumber number, long app, CancellationToken ct)
    {
        var variables = new JsonObject { ["owner"] = repository.Owner, ["name"] = repository.Name, ["number"] = number.Value, ["app"] = app };
        var data = await github.QueryAsync(Document, variables, $"read pull request {repository}#{number}", GraphQlJson.Default.GraphQlDataPullSnapshotData, ct);
        return data.Repository.Public();
    }
}
