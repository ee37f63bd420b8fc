using System.Text.Json.Nodes;
using TfPilot.Core.Approvals;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>
/// The reviews, dismissals and commits of a pull request. <paramref name="Commits"/> is null when GitHub does not list
/// all of them; <see cref="PullCommit.PreservesDiff"/> of each commit is not set here. <paramref name="RetargetedAt"/>
/// is the last change of the base branch.
/// </summary>
public sealed record PullHistory(
    IReadOnlyList<PullReview> Reviews, IReadOnlyList<PullCommit>? Commits, DateTimeOffset? RetargetedAt);

/// <summary>
/// Reads further pages of a pull request's history; the first page of each list is part of the snapshot.
/// </summary>
internal static class PullHistoryPages
{
    public const string First = $$"""
        reviews(first: 100) { {{Reviews}} }
        dismissals: timelineItems(first: 100, itemTypes: [REVIEW_DISMISSED_EVENT]) { {{Dismissals}} }
        retargets: timelineItems(last: 1, itemTypes: [BASE_REF_CHANGED_EVENT]) { nodes { __typename ... on BaseRefChangedEvent { createdAt } } }
        history: commits(first: 100) { {{Commits}} }
        """;

    public const string Document = $$"""
        query PullHistory($owner: String!, $name: String!, $number: Int!, $reviews: String, $dismissals: String, $commits: String) {
          repository(owner: $owner, name: $name) {
            pullRequest(number: $number) {
              headRefOid
              reviews(first: 100, after: $reviews) { {{Reviews}} }
              dismissals: timelineItems(first: 100, after: $dismissals, itemTypes: [REVIEW_DISMISSED_EVENT]) { {{Dismissals}} }
              history: commits(first: 100, after: $commits) { {{Commits}} }
            }
          }
        }
        """;

    private const string Page = "pageInfo { hasNextPage endCursor }";
    private const string Reviews =
        $$"""{{Page}} nodes { fullDatabaseId state submittedAt author { {{GraphQlActor.Fields}} } commit { oid } }""";
    private const string Dismissals = $$"""
        {{Page}} nodes {
          __typename
          ... on ReviewDismissedEvent {
            createdAt
            previousReviewState
            actor { {{GraphQlActor.Fields}} }
            review { fullDatabaseId }
          }
        }
        """;
    private const string Commits = $$"""
        {{Page}} nodes {
          commit {
            oid
            parents(first: 100) { nodes { oid } }
            author { email user { login databaseId } }
            committer { email user { login databaseId } }
            authors(first: 10) { nodes { email user { login databaseId } } }
            signature { isValid wasSignedByGitHub }
          }
        } totalCount
        """;

    /// <summary>
    /// Reads the pages after <paramref name="first"/> and combines all pages. Throws when a page cannot be read,
    /// because its content may change the decision.
    /// </summary>
    public static async Task<PullHistory> ReadRestAsync(
        this GitHubClient github, RepositoryName repository, PullNumber number, SnapshotPull first,
        CancellationToken ct)
    {
        var pages = new List<IHistoryPages> { first };
        for (IHistoryPages last = first; last.HasNextPage();)
        {
            var variables = new JsonObject
            {
                ["owner"] = repository.Owner, ["name"] = repository.Name,
                ["number"] = number.Value
            };
            variables["reviews"] = pages.Cursor(page => page.Reviews?.PageInfo);
            variables["dismissals"] = pages.Cursor(page => page.Dismissals?.PageInfo);
            variables["commits"] = pages.Cursor(page => page.History?.PageInfo);
            var purpose = $"read the history of pull request {repository}#{number}";
            var next = (await github.QueryAsync(Document, variables, purpose,
                SnapshotGraphQlJson.Default.GraphQlDataPullHistoryData, ct)).Repository.PullRequest;
            if (next.HeadRefOid != first.HeadRefOid)
                throw new GitHubError(GitHubErrorKind.Unavailable, "returned a new head during the request")
                    .ToException(purpose);
            pages.Add(last = next);
        }

        return pages.ToModel(
            first.Retargets?.Nodes is [{ CreatedAt: var at }] ? at : null, github.Endpoints.Server.Host);
    }
}
