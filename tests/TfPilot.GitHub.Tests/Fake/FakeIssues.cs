using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Tests.Fake;

/// <summary>An issue of the fake; its comments are among those of the repository.</summary>
internal sealed class FakeIssue(int number, Account author, string title, string body)
{
    public int Number => number;

    public Account Author => author;

    public string Title { get; set; } = title;

    public string Body { get; set; } = body;

    public bool IsOpen { get; set; } = true;
}

/// <summary>The calls about issues.</summary>
internal static partial class FakeIssues
{
    /// <summary>Null for other calls.</summary>
    public static HttpResponseMessage? Answer(
        FakeRepository repository, Account viewer, string call, JsonNode? body)
    {
        if (call == "POST /issues")
            return Json(repository.AddIssue(viewer, (string)body!["title"]!, (string)body["body"]!), 201);
        if (Route().Match(call) is not { Success: true } route || repository.Issues.Find(
            issue => issue.Number == int.Parse(route.Groups["number"].Value, CultureInfo.InvariantCulture))
                is not { } found) return null;
        found.Title = (string?)body!["title"] ?? found.Title;
        found.Body = (string?)body["body"] ?? found.Body;
        found.IsOpen = (string?)body["state"] is { } state ? state == "open" : found.IsOpen;
        return Json(found, 200);
    }

    public static JsonObject List(FakeGitHub github) => new()
    {
        ["issues"] = new JsonObject
        {
            ["pageInfo"] = new JsonObject { ["hasNextPage"] = false, ["endCursor"] = null },
            ["nodes"] = new JsonArray([.. github.Repository.Issues.Select(issue => (JsonNode)Node(github, issue))]),
        },
    };

    public static JsonObject Node(FakeGitHub github, FakeIssue issue) => new()
    {
        ["number"] = issue.Number,
        ["state"] = issue.IsOpen ? "OPEN" : "CLOSED",
        ["body"] = issue.Body,
        ["author"] = FakeHistory.Actor(issue.Author),
        ["comments"] = new JsonObject
        {
            ["nodes"] = new JsonArray([.. github.Repository.Comments.Where(comment => comment.Pull == issue.Number)
                .Select(comment => (JsonNode)new JsonObject
                {
                    ["body"] = comment.Body, ["viewerDidAuthor"] = comment.Author.Id == github.Viewer.Id,
                })]),
        },
    };

    private static HttpResponseMessage Json(FakeIssue issue, int status) => FakeGitHub.Response(
        status, new JsonObject
        {
            ["number"] = issue.Number, ["title"] = issue.Title, ["body"] = issue.Body,
            ["state"] = issue.IsOpen ? "open" : "closed",
        }.ToJsonString());

    [GeneratedRegex("^PATCH /issues/(?<number>[0-9]+)$")]
    private static partial Regex Route();
}
