using System.Text.Json.Nodes;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>
/// The facts about a pull request, read in one snapshot. <paramref name="Author"/> is null when the account was
/// deleted; <paramref name="BaseHead"/>, the current commit of the base branch, is null when that branch was deleted.
/// <paramref name="SameHead"/> are the other open pull requests with this head, which share its checks;
/// <paramref name="Checks"/> are the calling App's checks on the head, the latest of each name.
/// <paramref name="Settings"/> and <paramref name="Templates"/> are read from the default branch.
/// <paramref name="Files"/> is null when one call cannot list all of them: more than a hundred, or renamed files, whose
/// old names GraphQL does not return. <paramref name="HeadRepository"/> is null when it was deleted or is not visible.
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
    PullFileList? Files,
    PullHistory History)
{
    /// <summary>The GraphQL node id of the pull request.</summary>
    public required NodeId Node { get; init; }

    /// <summary>The account that turned on auto-merge; null when it is off, or the account was deleted.</summary>
    public Person? AutoMergeBy { get; init; }

    /// <summary>Whether the repository is private or internal.</summary>
    public bool IsPrivate { get; init; }
}

/// <summary>Reads the snapshot of a pull request.</summary>
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
              id number headRefOid headRefName baseRefOid baseRefName isCrossRepository state isDraft changedFiles
              autoMergeRequest { enabledBy { {{GraphQlActor.Fields}} } }
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

    /// <summary>
    /// Reads the snapshot. One call, and one more per further hundred reviews, dismissals or commits.
    /// </summary>
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
            Document, variables, purpose, SnapshotGraphQlJson.Default.GraphQlDataPullSnapshotData, ct);
        var history = await github.ReadRestAsync(repository, number, data.Repository.PullRequest, ct);
        return data.Repository.ToModel(paths, purpose, history);
    }
}
