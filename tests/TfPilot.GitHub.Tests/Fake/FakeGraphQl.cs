using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TfPilot.GitHub.Tests.Fake;

/// <summary>
/// The GraphQL API of the fake: it recognizes documents by the name of their operation and answers only their fields.
/// </summary>
internal static class FakeGraphQl
{
    private const int PageSize = 100;

    public static HttpResponseMessage Answer(FakeGitHub github, JsonNode question)
    {
        var variables = question["variables"]!;
        var operation = ((string)question["query"]!).Split(['(', ' '])[1];
        if (operation is not ("Edit" or "Fold" or "Team" or "DisableAutoMerge")
            && $"{variables["owner"]}/{variables["name"]}" != github.Repository.Name.ToString())
            return NotFound("Repository");
        return operation switch
        {
            "DefaultBranch" =>
                Data(new() { ["repository"] = new JsonObject { ["defaultBranchRef"] = Branch(github.Repository) } }),
            "SettingsFiles" => SettingsFiles(github.Repository, variables),
            "SourceFolders" => SourceFolders(github.Repository, variables.AsObject()),
            "Conversation" when github.Repository.Pulls.TryGetValue((int)variables["number"]!, out var pull) =>
                Conversation(github, pull, (string?)variables["after"]),
            "PullSnapshot" when github.Repository.Pulls.TryGetValue((int)variables["number"]!, out var pull) =>
                Data(new() { ["repository"] = FakeSnapshot.Of(github.Repository, pull, variables) }),
            "PullHistory" when github.Repository.Pulls.TryGetValue((int)variables["number"]!, out var pull) =>
                Data(new() { ["repository"] = new JsonObject { ["pullRequest"] = FakeHistory.Next(pull, variables) } }),
            "MergeQueue" =>
                Data(new()
                {
                    ["repository"] = new JsonObject
                    {
                        ["mergeQueue"] = new JsonObject
                        {
                            ["entries"] = FakeHistory.Page(
                            github.Repository.Queue, variables["after"], FakeHistory.Queued)
                        }
                    }
                }),
            "Team" => Data(
                new() { ["organization"] = new JsonObject { ["team"] = github.Repository.People.Team(variables) } }),
            "OwnIssues" => Data(new() { ["viewer"] = Viewer(github), ["repository"] = FakeIssues.List(github) }),
            "OwnIssue" when github.Repository.Issues.Find(
                issue => issue.Number == (int)variables["number"]!) is { } issue =>
                Data(new()
                {
                    ["viewer"] = Viewer(github),
                    ["repository"] = new JsonObject { ["issue"] = FakeIssues.Node(github, issue) },
                }),
            "Edit" when github.Repository.Comments.Find(
                comment => comment.NodeId == (string?)variables["comment"]) is { } comment =>
                Data(new()
                {
                    ["node"] = new JsonObject
                    {
                        ["__typename"] = "IssueComment",
                        ["lastEditedAt"] = comment.Edited?.ToString("O")
                    }
                }),
            "CommentStates" when github.Repository.Pulls.ContainsKey((int)variables["number"]!) =>
                CommentStates(github.Repository, (int)variables["number"]!, (string?)variables["before"]),
            "BlobTexts" => BlobTexts(github.Repository, (string)question["query"]!),
            "DisableAutoMerge" when github.Repository.Pulls.Values.FirstOrDefault(
                pull => $"PR_{pull.Number}" == (string?)variables["pull"]) is { } pull => DisableAutoMerge(pull),
            "Fold" when github.Repository.Comments.Find(
                comment => comment.NodeId == (string?)variables["comment"]) is { } comment => Fold(comment),
            _ => NotFound("PullRequest"),
        };
    }

    private static JsonObject Viewer(FakeGitHub github) =>
        new() { ["login"] = github.Viewer.Login, ["databaseId"] = github.Viewer.Id };

    private static HttpResponseMessage Conversation(FakeGitHub github, FakePull pull, string? after)
    {
        var repository = github.Repository;
        var skipped = after is null ? 0 : int.Parse(after, CultureInfo.InvariantCulture);
        var comments = repository.Comments.Where(comment => comment.Pull == pull.Number).ToList();
        var shown = comments.Skip(skipped).Take(PageSize).Select(comment => (JsonNode)Comment(github, comment));
        return Data(new()
        {
            ["viewer"] = Viewer(github),
            ["repository"] = new JsonObject
            {
                ["defaultBranchRef"] = Branch(repository),
                ["pullRequest"] = new JsonObject
                {
                    ["number"] = pull.Number,
                    ["headRefOid"] = pull.Head.Text,
                    ["headRefName"] = pull.HeadBranch,
                    ["baseRefOid"] = repository.DefaultHead.Text,
                    ["baseRefName"] = repository.DefaultBranch,
                    ["isCrossRepository"] = pull.IsFromFork,
                    ["state"] = pull.State.ToUpperInvariant(),
                    ["isDraft"] = false,
                    ["changedFiles"] = pull.Files.Count,
                    ["comments"] = new JsonObject
                    {
                        ["pageInfo"] = new JsonObject
                        {
                            ["hasNextPage"] = comments.Count > skipped + PageSize,
                            ["endCursor"] = (skipped + PageSize).ToString(CultureInfo.InvariantCulture),
                        },
                        ["nodes"] = new JsonArray([.. shown]),
                    },
                },
            },
        });
    }

    /// <summary>Returns blobs under the aliases of the document.</summary>
    private static HttpResponseMessage BlobTexts(FakeRepository repository, string document)
    {
        var texts = repository.Trees.Values.Append(repository.Files).SelectMany(files => files.Values).Distinct()
            .ToDictionary(text => FakeRepository.Sha(text).Text);
        var asked = Regex.Matches(document, """(\w+): object\(oid: "(\w+)"\)""")
            .Select(match => (Alias: match.Groups[1].Value, Id: match.Groups[2].Value));
        return Data(
            new()
            {
                ["repository"] = new JsonObject(
                asked.Select(blob => KeyValuePair.Create(
                    blob.Alias, texts.TryGetValue(blob.Id, out var text) ? (JsonNode?)Blob(text) : null)))
            });
    }

    /// <summary>Pages go backwards: the last comments come first.</summary>
    private static HttpResponseMessage CommentStates(FakeRepository repository, int pull, string? before)
    {
        var comments = repository.Comments.Where(comment => comment.Pull == pull).ToList();
        var end = before is null ? comments.Count : int.Parse(before, CultureInfo.InvariantCulture);
        var begin = Math.Max(0, end - PageSize);
        return Data(new()
        {
            ["repository"] = new JsonObject
            {
                ["pullRequest"] = new JsonObject
                {
                    ["comments"] = new JsonObject
                    {
                        ["pageInfo"] = new JsonObject
                        {
                            ["hasPreviousPage"] = begin > 0,
                            ["startCursor"] = begin.ToString(CultureInfo.InvariantCulture)
                        },
                        ["nodes"] = new JsonArray([.. comments[begin..end].Select(comment => (JsonNode)new JsonObject
                        {
                            ["fullDatabaseId"] = comment.Id.ToString(CultureInfo.InvariantCulture),
                            ["lastEditedAt"] = comment.Edited?.ToString("O"),
                        })]),
                    },
                },
            },
        });
    }

    private static HttpResponseMessage SettingsFiles(FakeRepository repository, JsonNode variables) => Data(new()
    {
        ["repository"] = new JsonObject
        {
            ["defaultBranchRef"] = Branch(repository),
            ["root"] = repository.IsReadable ? new JsonObject { ["__typename"] = "Tree" } : null,
            ["settings"] = Object(repository, (string)variables["settings"]!),
            ["waivers"] = Object(repository, (string)variables["waivers"]!),
            ["templates"] = Object(repository, (string)variables["templates"]!),
            ["newSettings"] = Object(repository, (string)variables["newSettings"]!),
            ["newWaivers"] = Object(repository, (string)variables["newWaivers"]!),
            ["newTemplates"] = Object(repository, (string)variables["newTemplates"]!),
        },
    });

    private static HttpResponseMessage SourceFolders(FakeRepository repository, JsonObject variables) => Data(new()
    {
        ["repository"] = new JsonObject(
            variables.Where(variable => variable.Key.StartsWith("folder", StringComparison.Ordinal))
            .Select(folder => KeyValuePair.Create(folder.Key, (JsonNode?)Object(repository, (string)folder.Value!)))),
    });

    /// <summary>The object that git resolves for <c>commit:path</c>.</summary>
    public static JsonObject? Object(FakeRepository repository, string expression)
    {
        var (commit, path) = (expression.Split(':')[0], expression.Split(':')[1]);
        var edited = repository.Pulls.Values.SingleOrDefault(pull => pull.Head.Text == commit)?.Edited ?? [];
        var files = repository.Files.Where(file => !edited.ContainsKey(file.Key)).Concat(edited).ToDictionary();
        if (files.TryGetValue(path, out var text)) return Blob(text);
        var lead = path.Length == 0 ? "" : $"{path}/";
        var inside = files.Where(file => file.Key.StartsWith(lead, StringComparison.Ordinal)
            && !file.Key[lead.Length..].Contains('/', StringComparison.Ordinal)).ToList();
        return inside.Count == 0 ? null : new()
        {
            ["__typename"] = "Tree",
            ["entries"] = new JsonArray(
                [.. inside.Select(file => (JsonNode)new JsonObject { ["name"] = file.Key[lead.Length..],
                    ["object"] = Blob(file.Value) })]),
        };
    }

    private static JsonObject Blob(string text) =>
        new() { ["__typename"] = "Blob", ["text"] = text.Contains('\0') ? null : text, ["isTruncated"] = false };

    private static JsonObject Comment(FakeGitHub github, FakeComment comment) => new()
    {
        ["id"] = comment.NodeId,
        ["fullDatabaseId"] = comment.Id.ToString(CultureInfo.InvariantCulture),
        ["body"] = comment.Body,
        ["isMinimized"] = comment.IsMinimized,
        ["viewerDidAuthor"] = comment.Author.Id == github.Viewer.Id,
        ["url"] = comment.Url,
        ["createdAt"] = comment.At,
        ["updatedAt"] = comment.At,
        ["author"] = FakeHistory.Actor(comment.Author),
    };

    public static JsonObject Branch(FakeRepository repository) =>
        new()
        {
            ["name"] = repository.DefaultBranch,
            ["target"] = new JsonObject { ["oid"] = repository.DefaultHead.Text }
        };

    private static HttpResponseMessage DisableAutoMerge(FakePull pull)
    {
        pull.AutoMergeBy = null;
        return Data(new()
        {
            ["disablePullRequestAutoMerge"] = new JsonObject
            {
                ["pullRequest"] = new JsonObject { ["number"] = pull.Number },
            },
        });
    }

    private static HttpResponseMessage Fold(FakeComment comment)
    {
        comment.IsMinimized = true;
        return Data(
            new()
            {
                ["minimizeComment"] = new JsonObject
                { ["minimizedComment"] = new JsonObject { ["isMinimized"] = true } }
            });
    }

    private static HttpResponseMessage Data(JsonObject data) =>
        FakeGitHub.Response(200, new JsonObject { ["data"] = data }.ToJsonString());

    private static HttpResponseMessage NotFound(string what) => FakeGitHub.Response(200, $$"""
        {"data":null,"errors":[{"type":"NOT_FOUND","path":["repository"],"message":"Could not resolve to a {{what}}."}]}
        """);
}
