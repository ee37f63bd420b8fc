using System.Text.Json.Nodes;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>
/// Everything about a pull request that a decision starts from, read at one moment. <paramref name="Author"/> is null
/// when the account is gone,
/// <paramref name="BaseHead"/>, where the base branch points now, when that branch is. <paramref name="SameHead"/> are
/// the other open ones with this head, which share its checks; <paramref name="Checks"/> are the asking App's on the
/// head, the latest of each name.
/// <paramref name="Settings"/> and <paramref name="Templates"/> are the default branch's. <paramref name="Files"/> is
/// null when one call cannot tell them all: more than a hundred, or renamed ones, whose old names GraphQL keeps to
/// itself. <paramref name="HeadRepository"/> is null when it is gone or hidden.
/// </summary>
public sealed record PullSnapshot(
    PullRequest Pull,
    Person? Author,
    RepositoryName? HeadRepository,
    CommitSha? BaseHead,
    bool IsQueued,
    DefaultBranch DefaultBranch,
    IReadOnlyList<OpenPull> SameHead,
    IReadOnlyList<OwnCheckRun> Checks,
    SettingsTexts Settings,
    IReadOnlyDictionary<string, string> Templates,
    ChangedFileList? Files,
    PullHistory History)
{
    /// <summary>Whether only some people can read the repository.</summary>
    public bool IsPrivate { get; init; }
}

/// <summary>Where does a pull request stand?</summary>
public static class PullSnapshots
{
    internal const string Document = $$"""
        query PullSnapshot($owner: String!, $name: String!, $number: Int!, $app: Int!, $settings: String!, $waivers: String!, $templates: String!) {
          repository(owner: $owner, name: $name) {
            nameWithOwner isPrivate
            defaultBranchRef { name target { oid } }
            root: object(expression: "HEAD:") { __typename }
            settings: object(expression: $settings) { __typename ... on Blob { text isTruncated } }
            waivers: object(expression: $waivers) { __typename ... on Blob { text isTruncated } }
            templates: object(expression: $templates) { __typename ... on Tree { entries { name object { __typename ... on Blob { text isTruncated } } } } }
            pullRequest(number: $number) {
              number headRefOid headRefName baseRefOid baseRefName isCrossRepository state isDraft changedFiles
              author { {{GraphQlActor.Fields}} }
              headRepository { nameWithOwner }
              baseRef { target { oid } }
              mergeQueueEntry { position }
              files(first: 100) { pageInfo { hasNextPage endCursor } nodes { path changeType } }
              {{PullHistoryPages.First}}
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

    /// <summary>One call, and one more for each further hundred of reviews, dismissals or commits.</summary>
    public static async Task<PullSnapshot> ReadPullSnapshotAsync(
        this GitHubClient github, RepositoryName repository, PullNumber number, long app, SettingsPaths paths,
        CancellationToken ct)
    {
        var variables = new JsonObject
        {
            ["owner"] = repository.Owner,
            ["name"] = repository.Name,
            ["number"] = number.Value,
            ["app"] = app,
            ["settings"] = $"HEAD:{paths.Settings}",
            ["waivers"] = $"HEAD:{paths.Waivers}",
            ["templates"] = $"HEAD:{paths.Templates}",
        };
        var purpose = $"read pull request {repository}#{number}";
        var data = await github.QueryAsync(
            Document, variables, purpose, GraphQlJson.Default.GraphQlDataPullSnapshotData, ct);
        var history = await github.ReadRestAsync(repository, number, data.Repository.PullRequest, ct);
        return data.Repository.ToModel(paths, purpose, history);
    }
}
