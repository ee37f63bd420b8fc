using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>An issue that the calling account opened.</summary>
/// <param name="OwnComments">The calling account's own comments among the last ones, oldest first.</param>
public sealed record OwnIssue(int Number, bool IsOpen, string Body, IReadOnlyList<string> OwnComments);

/// <summary>Reads the issues that the calling account opened; those of others are never returned.</summary>
public static class OwnIssues
{
    private const string Fields =
        $"number state body author {{ {GraphQlActor.Fields} }} " +
        "comments(last: 50) { nodes { body viewerDidAuthor } }";

    internal const string ListDocument = $$"""
        query OwnIssues($owner: String!, $name: String!, $since: DateTime!, $after: String) {
          viewer { login databaseId }
          repository(owner: $owner, name: $name) {
            issues(first: 50, after: $after, filterBy: {since: $since}, orderBy: {field: CREATED_AT, direction: DESC}) {
              pageInfo { hasNextPage endCursor }
              nodes { {{Fields}} }
            }
          }
        }
        """;

    internal const string Document = $$"""
        query OwnIssue($owner: String!, $name: String!, $number: Int!) {
          viewer { login databaseId }
          repository(owner: $owner, name: $name) { issue(number: $number) { {{Fields}} } }
        }
        """;

    /// <summary>The issues that changed since the given time, newest first; one call per fifty.</summary>
    public static async Task<IReadOnlyList<OwnIssue>> ListOwnIssuesAsync(
        this GitHubClient github, RepositoryName repository, DateTimeOffset since, CancellationToken ct)
    {
        var own = new List<OwnIssue>();
        for (string? after = null; ;)
        {
            var variables = new JsonObject
            {
                ["owner"] = repository.Owner, ["name"] = repository.Name, ["after"] = after,
                ["since"] = since.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            };
            var data = await github.QueryAsync(
                ListDocument, variables, $"list the App's issues of {repository}",
                IssueGraphQlJson.Default.GraphQlDataOwnIssuesData, ct);
            var page = data.Repository.Issues;
            own.AddRange((page.Nodes ?? []).OfType<GraphQlIssue>()
                .Select(issue => ToModel(issue, data.Viewer)).OfType<OwnIssue>());
            after = page.PageInfo.EndCursor;
            if (!page.PageInfo.HasNextPage) return own;
        }
    }

    /// <summary>Null when it was deleted, or when another account opened it.</summary>
    public static async Task<OwnIssue?> FindOwnIssueAsync(
        this GitHubClient github, RepositoryName repository, int number, CancellationToken ct)
    {
        var variables = new JsonObject
        {
            ["owner"] = repository.Owner, ["name"] = repository.Name, ["number"] = number
        };
        try
        {
            var data = await github.QueryAsync(
                Document, variables, $"read issue {repository}#{number}",
                IssueGraphQlJson.Default.GraphQlDataOwnIssueData, ct);
            return data.Repository.Issue is { } issue ? ToModel(issue, data.Viewer) : null;
        }
        catch (GitHubException deleted) when (deleted.Kind == GitHubErrorKind.NotFound)
        {
            return null;
        }
    }

    private static OwnIssue? ToModel(GraphQlIssue issue, GraphQlViewer viewer) =>
        issue.Author?.DatabaseId != viewer.DatabaseId ? null
        : new(issue.Number, issue.State == "OPEN", issue.Body,
            [.. (issue.Comments.Nodes ?? []).OfType<GraphQlIssueReply>().Where(reply => reply.ViewerDidAuthor)
                .Select(reply => reply.Body)]);
}

internal sealed record OwnIssuesData(GraphQlViewer Viewer, OwnIssuesRepository Repository);

internal sealed record OwnIssuesRepository(GraphQlIssues Issues);

internal sealed record OwnIssueData(GraphQlViewer Viewer, OwnIssueRepository Repository);

internal sealed record OwnIssueRepository(GraphQlIssue? Issue = null);

internal sealed record GraphQlIssues(GraphQlPage PageInfo, IReadOnlyList<GraphQlIssue?>? Nodes);

internal sealed record GraphQlIssue(
    int Number, string State, string Body, GraphQlActor? Author, GraphQlIssueReplies Comments);

internal sealed record GraphQlIssueReplies(IReadOnlyList<GraphQlIssueReply?>? Nodes);

internal sealed record GraphQlIssueReply(string Body, bool ViewerDidAuthor);

/// <summary>Parses GraphQL responses, with the same strictness as REST.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    Converters = [typeof(CommitShaConverter)],
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(GraphQlData<OwnIssuesData>))]
[JsonSerializable(typeof(GraphQlData<OwnIssueData>))]
internal sealed partial class IssueGraphQlJson : JsonSerializerContext;
