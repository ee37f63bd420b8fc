using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Tests.Fake;

/// <summary>
/// The REST calls of the fake. Answers contain only the fields that the client reads, with GitHub's names.
/// </summary>
internal static partial class FakeRest
{
    public static HttpResponseMessage Answer(
        FakeRepository repository, Account viewer, HttpRequestMessage request, JsonNode? body)
    {
        var path = Uri.UnescapeDataString(request.RequestUri!.AbsolutePath);
        var start = $"/api/repos/{repository.Name}";
        if (path.StartsWith(start, StringComparison.Ordinal) && repository.Git?.Answer(
            $"{request.Method} {path[start.Length..]}", request.RequestUri.Query, body) is { } ofGit) return ofGit;
        if (repository.People.Answer($"{request.Method} {path}", request.RequestUri.Query) is { } answer)
            return FakeGitHub.Response(200, answer.ToJsonString(),
                repository.People.HasOlderMoves(path, request.RequestUri.Query)
                    ? [("Link", "<https://elsewhere.test/?after=older>; rel=\"next\"")] : []);
        if (!path.StartsWith(start, StringComparison.Ordinal)) return NotFound();
        var call = $"{request.Method} {path[start.Length..]}";
        if (FakeRuns.Answer(repository.Runs, call, body) is { } ofRun) return ofRun;
        if (FakeIssues.Answer(repository, viewer, call, body) is { } ofIssue) return ofIssue;
        var route = Route().Match(call);
        var number = int.TryParse(route.Groups["number"].Value, CultureInfo.InvariantCulture, out var parsed) ? parsed
            : 0;
        var query = request.RequestUri.Query;
        return route switch
        {
            _ when route.Groups["pull"].Success && repository.Pulls.TryGetValue(number, out var pull) =>
                Json(Pull(pull)),
            _ when route.Groups["files"].Success && repository.Pulls.TryGetValue(number, out var pull) =>
                Files(pull, query),
            _ when route.Groups["write"].Success && (repository.Pulls.ContainsKey(number)
                || repository.Issues.Exists(issue => issue.Number == number)) =>
                Json(Comment(repository.AddComment(number, viewer, (string)body!["body"]!)), 201),
            _ when route.Groups["edit"].Success
                && repository.Comments.Find(comment => comment.Id == number) is { } comment => Edit(comment, body!),
            _ when route.Groups["talk"].Success =>
                FakeGitHub.Response(200,
                    new JsonArray(
                        [.. repository.Comments.Select(
                            comment => (JsonNode)CommentJson(repository, comment))]).ToJsonString()),
            _ when route.Groups["said"].Success
                && repository.Comments.Find(comment => comment.Id == number) is { } comment =>
                Json(CommentJson(repository, comment)),
            _ when route.Groups["reacted"].Success
                && repository.Comments.Find(comment => comment.Id == number) is { } comment => Reacted(comment),
            _ when route.Groups["react"].Success
                && repository.Comments.Find(comment => comment.Id == number) is { } comment =>
                React(comment, viewer, (string)body!["content"]!),
            _ when route.Groups["file"].Success
                && repository.Files.TryGetValue(route.Groups["path"].Value, out var text)
                && query == $"?ref={repository.DefaultHead}" =>
                FakeGitHub.Response(200, text),
            _ when route.Groups["merged"].Success =>
                FakeGitHub.Response(200,
                    new JsonArray(
                        [.. repository.Pulls.Values.Where(pull => pull.MergedAs is { } merged
                            && route.Groups["sha"].Value is var sha && (merged.Text == sha || pull.Head.Text == sha))
                            .Select(Merged)]).ToJsonString()),
            _ when route.Groups["check"].Success => Json(Check(repository.AddCheck(body!)), 201),
            _ when route.Groups["recheck"].Success
                && repository.Checks.FindIndex(check => check.Id == number) is var at and >= 0 =>
                Json(Check(repository.Checks[at] = new(number, Merge(repository.Checks[at].Body, body!)))),
            _ when route.Groups["open"].Success => Open(repository, query),
            _ when route.Groups["commit"].Success
                && !repository.Lost.Contains(CommitSha.Parse(route.Groups["sha"].Value)) =>
                Json(new()
                {
                    ["sha"] = route.Groups["sha"].Value,
                    ["tree"] = new JsonObject { ["sha"] = TreeOf(repository, route.Groups["sha"].Value) },
                    ["parents"] = Parents(repository, CommitSha.Parse(route.Groups["sha"].Value)),
                }),
            _ when route.Groups["tree"].Success && CommitSha.TryParse(route.Groups["sha"].Value) is { } sha =>
                Json(Tree(sha, repository.Trees.GetValueOrDefault(sha, repository.Files))),
            _ when route.Groups["repository"].Success =>
                Json(new()
                {
                    ["id"] = FakeApp.Repository,
                    ["permissions"] = new JsonObject { ["push"] = repository.ViewerMayWrite, ["pull"] = true }
                }),
            _ when route.Groups["tags"].Success => Named(repository.Tags),
            _ when route.Groups["branches"].Success =>
                Named(new() { [repository.DefaultBranch] = repository.DefaultHead }),
            _ when route.Groups["release"].Success && repository.Tags.ContainsKey(route.Groups["tag"].Value) =>
                Json(new() { ["immutable"] = repository.ImmutableReleases.Contains(route.Groups["tag"].Value) }),
            _ when route.Groups["environments"].Success => FakeEnvironments.List(repository),
            _ when route.Groups["rules"].Success
                && repository.Environments.Find(one => one.Name == route.Groups["name"].Value) is { } environment =>
                FakeEnvironments.Rules(environment),
            _ when route.Groups["labels"].Success => FakeGitHub.Response(200, """[{"id":1,"name":"hotfix"}]"""),
            _ when route.Groups["branch"].Success => FakeEnvironments.BranchRules(repository),
            _ => NotFound(),
        };
    }

    private static HttpResponseMessage Named(Dictionary<string, CommitSha> commits) => FakeGitHub.Response(200,
        new JsonArray([.. commits.Select(one => (JsonNode)new JsonObject
        {
            ["name"] = one.Key,
            ["commit"] = new JsonObject { ["sha"] = one.Value.Text },
        })]).ToJsonString());

    private static JsonArray Parents(FakeRepository repository, CommitSha commit)
    {
        var parents = repository.Parents.GetValueOrDefault(
            commit, [repository.DefaultHead, FakeRepository.Sha("head of 7")]);
        return new([.. parents.Select(parent => (JsonNode)new JsonObject { ["sha"] = parent.Text })]);
    }

    private static JsonObject Pull(FakePull pull) => new()
    {
        ["number"] = pull.Number,
        ["state"] = pull.State == "open" ? "open" : "closed",
        ["merged"] = pull.State == "merged",
        ["merge_commit_sha"] = (pull.State == "open" ? pull.TestMerge : pull.MergedAs)?.Text,
        ["draft"] = pull.IsDraft,
        ["user"] = new JsonObject { ["login"] = pull.Author.Login },
        ["created_at"] = "2026-11-01T08:00:00Z",
        ["closed_at"] = pull.State == "open" ? null : "2026-11-02T08:00:00Z",
        ["merged_at"] = pull.State == "merged" ? MergedAt(pull) : null,
        ["merged_by"] = pull.State == "merged"
            ? new JsonObject { ["login"] = (pull.MergedBy ?? FakePeople.Dee).Login } : null,
        ["changed_files"] = pull.Files.Count,
        ["head"] = new JsonObject
        {
            ["ref"] = pull.HeadBranch, ["sha"] = pull.Head.Text,
            ["repo"] = new JsonObject { ["id"] = pull.IsFromFork ? 2 : 1 }
        },
        ["base"] = new JsonObject
        {
            ["ref"] = pull.BaseBranch, ["sha"] = (pull.Base ?? FakeRepository.Sha("main")).Text,
            ["repo"] = new JsonObject { ["id"] = 1 }
        },
    };

    private static string MergedAt(FakePull pull) => pull.MergedAt?.ToString("O") ?? "2026-11-02T08:00:00Z";

    private static HttpResponseMessage Files(FakePull pull, string query)
    {
        var page = int.Parse(Page().Match(query).Groups["page"].Value, CultureInfo.InvariantCulture);
        var files = pull.Files.Skip((page - 1) * 100).Take(100).Select(file => (JsonNode)new JsonObject
        {
            ["filename"] = file.Path,
            ["status"] = file.Change.ToString().ToLowerInvariant(),
            ["previous_filename"] = file.PreviousPath ?? file.Path,
        });
        var hasNext = pull.Files.Count > page * 100;
        return FakeGitHub.Response(200, new JsonArray([.. files]).ToJsonString(),
            hasNext ? [("Link", $"<https://elsewhere.test/?page={page + 1}>; rel=\"next\"")] : []);
    }

    private static HttpResponseMessage Edit(FakeComment comment, JsonNode body)
    {
        comment.Body = (string)body["body"]!;
        return Json(Comment(comment));
    }

    private static JsonObject Comment(FakeComment comment) =>
        new()
        {
            ["id"] = comment.Id, ["node_id"] = comment.NodeId, ["html_url"] = comment.Url,
            ["body"] = comment.Body
        };

    private static JsonObject CommentJson(FakeRepository repository, FakeComment comment) => new()
    {
        ["id"] = comment.Id,
        ["node_id"] = comment.NodeId,
        ["html_url"] = comment.Url,
        ["issue_url"] = $"https://api.github.com/repos/{repository.Name}/issues/{comment.Pull}",
        ["user"] = new JsonObject
        {
            ["id"] = comment.Author.Id, ["login"] = comment.Author.Login,
            ["type"] = comment.Author.Login.EndsWith("[bot]", StringComparison.Ordinal) ? "Bot" : "User"
        },
        ["created_at"] = comment.At.ToString("O"),
        ["updated_at"] = comment.At.ToString("O"), // As after an edit within the same second.
        ["body"] = comment.Body,
        ["reactions"] = Reactions(comment),
        ["performed_via_github_app"] = null,
    };

    private static JsonObject Reactions(FakeComment comment) => new(
        new[] { "+1", "-1", "laugh", "confused", "heart", "hooray", "eyes", "rocket" }
            .Select(content => KeyValuePair.Create(content,
                (JsonNode?)(comment.Reactions.Contains(content) || comment.ReactionsOfOthers.Contains(content) ? 1
                    : 0)))
            .Append(new("url", $"https://api.github.com/reactions/{comment.Id}"))
            .Append(new("total_count", comment.Reactions.Count + comment.ReactionsOfOthers.Count)));

    private static HttpResponseMessage React(FakeComment comment, Account viewer, string content)
    {
        comment.Reactions.Add(content);
        return Json(
            new() { ["id"] = 1, ["content"] = content, ["user"] = new JsonObject { ["login"] = viewer.Login } }, 201);
    }

    private static HttpResponseMessage Reacted(FakeComment comment) => FakeGitHub.Response(200, new JsonArray(
    [
        .. comment.Reactions.Select(content => (JsonNode)Reaction(content, 501, "tfpilot[bot]", "Bot")),
        .. comment.ReactionsOfOthers.Select(content => (JsonNode)Reaction(content, 2003, "cy", "User")),
        .. comment.ReactionsOfOthers.Select(content => (JsonNode)Reaction(content, 502, "other[bot]", "Bot")),
    ]).ToJsonString());

    private static JsonObject Reaction(string content, long id, string login, string type) =>
        new()
        {
            ["id"] = 1, ["content"] = content,
            ["user"] = new JsonObject { ["id"] = id, ["login"] = login, ["type"] = type }
        };

    private static JsonNode Merged(FakePull pull) =>
        new JsonObject
        {
            ["number"] = pull.Number, ["merged_at"] = pull.MergedAt?.ToString("O") ?? "2030-01-02T03:04:05Z",
            ["merge_commit_sha"] = pull.MergedAs?.Text,
        };

    private static JsonObject Check(FakeCheck check) => new() { ["id"] = check.Id, ["name"] = check.Text("name") };

    private static JsonNode Merge(JsonNode old, JsonNode changes)
    {
        var merged = old.DeepClone();
        foreach (var (name, value) in changes.AsObject()) merged[name] = value?.DeepClone();
        return merged;
    }

    private static HttpResponseMessage Open(FakeRepository repository, string query)
    {
        var asked = Page().Match(query);
        var page = asked.Success ? int.Parse(asked.Groups["page"].Value, CultureInfo.InvariantCulture) : 1;
        var open = repository.Pulls.Values.Where(pull => pull.State == "open").ToList();
        var shown = open.Skip((page - 1) * 100).Take(100).Select(pull => (JsonNode)new JsonObject
        {
            ["number"] = pull.Number,
            ["head"] = new JsonObject { ["ref"] = pull.HeadBranch, ["sha"] = pull.Head.Text },
            ["base"] = new JsonObject { ["ref"] = pull.BaseBranch, ["sha"] = repository.DefaultHead.Text },
        });
        var next = $"https://github.test/api/repos/{repository.Name}/pulls?state=open&per_page=100&page={page + 1}";
        var text = new JsonArray([.. shown]).ToJsonString();
        return FakeGitHub.Response(200, text, open.Count > page * 100 ? [("Link", $"<{next}>; rel=\"next\"")] : []);
    }

    private static string TreeOf(FakeRepository repository, string commit) =>
        repository.TreeIds.GetValueOrDefault(CommitSha.Parse(commit), FakeRepository.Sha($"tree of {commit}")).Text;

    private static JsonObject Tree(CommitSha at, Dictionary<string, string> files) => new()
    {
        ["sha"] = at.Text,
        ["truncated"] = false,
        ["tree"] = new JsonArray([.. files.Select(file => (JsonNode)new JsonObject
        {
            ["path"] = file.Key,
            ["mode"] = "100644",
            ["type"] = "blob",
            ["sha"] = FakeRepository.Sha(file.Value).Text,
        })]),
    };

    private static HttpResponseMessage Json(JsonObject json, int status = 200) =>
        FakeGitHub.Response(status, json.ToJsonString());

    private static HttpResponseMessage NotFound() =>
        FakeGitHub.Response(404, """{"message":"Not Found","status":"404"}""");

    [GeneratedRegex("""
        ^(?:
          (?<pull>GET\ /pulls/(?<number>\d+))
        | (?<files>GET\ /pulls/(?<number>\d+)/files)
        | (?<write>POST\ /issues/(?<number>\d+)/comments)
        | (?<edit>PATCH\ /issues/comments/(?<number>\d+))
        | (?<talk>GET\ /issues/comments)
        | (?<said>GET\ /issues/comments/(?<number>\d+))
        | (?<react>POST\ /issues/comments/(?<number>\d+)/reactions)
        | (?<reacted>GET\ /issues/comments/(?<number>\d+)/reactions)
        | (?<file>GET\ /contents/(?<path>.+))
        | (?<environments>GET\ /environments)
        | (?<rules>GET\ /environments/(?<name>.+)/deployment_protection_rules)
        | (?<labels>GET\ /issues/(?<number>\d+)/labels)
        | (?<branch>GET\ /rules/branches/.+)
        | (?<merged>GET\ /commits/(?<sha>\w+)/pulls)
        | (?<check>POST\ /check-runs)
        | (?<recheck>PATCH\ /check-runs/(?<number>\d+))
        | (?<open>GET\ /pulls)
        | (?<commit>GET\ /git/commits/(?<sha>\w+))
        | (?<repository>GET\ )
        | (?<tags>GET\ /tags)
        | (?<branches>GET\ /branches)
        | (?<release>GET\ /releases/tags/(?<tag>.+))
        | (?<tree>GET\ /git/trees/(?<sha>\w+))
        )$
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Route();

    [GeneratedRegex(@"[?&]page=(?<page>\d+)")]
    private static partial Regex Page();
}
