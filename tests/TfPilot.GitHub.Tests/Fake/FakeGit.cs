using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.GitHub.Tests.Fake;

/// <summary>A real git repository behind the fake's calls about commits and branches.</summary>
internal sealed partial class FakeGit : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tfpilot-git-").FullName;

    public FakeGit()
    {
        Run("init", "-q", "-b", "main");
        Run("config", "user.name", "tfpilot[bot]");
        Run("config", "user.email", "tfpilot@example.com");
    }

    /// <summary>The pull request that introduced a commit, as GitHub associates it.</summary>
    public Dictionary<CommitSha, int> Introduced { get; } = [];

    public List<(int Number, string Branch, string Title, string Body)> Opened { get; } = [];

    public int NextPull { get; set; } = 100;

    public CommitSha Tip => CommitSha.Parse(Run("rev-parse", "main"));

    public IReadOnlyList<string> Branches =>
        Run("for-each-ref", "--format=%(refname:short)", "refs/heads")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Writes the files (null deletes one) and commits them on the current branch.</summary>
    public CommitSha Commit(string subject, params (string Path, string? Text)[] files)
    {
        foreach (var (path, text) in files)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            if (text is null) File.Delete(file);
            else File.WriteAllText(file, text);
        }

        // Reads every file again: an edit within the clock's resolution may leave size and time unchanged.
        Run("rm", "-r", "-q", "--cached", "--ignore-unmatch", ".");
        Run("add", "-A");
        Run("commit", "-q", "--allow-empty", "-m", subject);
        return CommitSha.Parse(Run("rev-parse", "HEAD"));
    }

    /// <summary>The output of git; a nonzero exit code fails the test.</summary>
    public string Run(params string[] arguments)
    {
        var (code, output) = Try(null, arguments);
        code.Should().Be(0, "git {0} says {1}", string.Join(' ', arguments), output);
        return output;
    }

    /// <summary>The files and texts of a branch.</summary>
    public IReadOnlyDictionary<string, string> Files(string branch) =>
        Run("ls-tree", "-r", "--name-only", branch).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ToDictionary(path => path, path => Run("show", $"{branch}:{path}"));

    /// <summary>Null for other calls.</summary>
    public HttpResponseMessage? Answer(string call, string query, JsonNode? body)
    {
        if (call == "POST /git/commits") return Created(Commit(body!));
        if (call == "POST /git/trees") return Tree(body!);
        if (call == "POST /merges") return Merge((string)body!["base"]!, (string)body["head"]!);
        if (call == "POST /git/refs") return CreateBranch((string)body!["ref"]!, (string)body["sha"]!);
        if (call == "POST /pulls") return Open(body!);
        if (call == "GET /pulls" && query.Contains("head=", StringComparison.Ordinal))
            return Listed(Uri.UnescapeDataString(query.Split("head=")[1].Split('&')[0]).Split(':', 2)[1]);
        var route = Route().Match(call);
        var name = route.Groups["name"].Value;
        if (!route.Success) return null;
        return route.Groups["call"].Value switch
        {
            "GET /git/ref/heads/" => Find(name) is { } sha ? Json(Ref(name, sha)) : NotFound(),
            "DELETE /git/refs/heads/" => Delete(name),
            "PATCH /git/refs/heads/" => Advance(name, (string)body!["sha"]!),
            "GET /git/commits/" => Commit(name),
            "GET /git/trees/" => List(name),
            "GET /compare/" => Compare(name.Split("...")),
            "GET /commits/" => Associated(name.Split('/')[0]),
            _ => null,
        };
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string? Find(string branch) =>
        Try(null, "rev-parse", "-q", "--verify", $"refs/heads/{branch}") is (0, var sha) ? sha : null;

    private string Commit(JsonNode body)
    {
        var parents = body["parents"]!.AsArray().SelectMany(parent => new[] { "-p", (string)parent! });
        return Run(["commit-tree", (string)body["tree"]!, .. parents, "-m", (string)body["message"]!]);
    }

    /// <summary>A three-way merge, as GitHub makes it.</summary>
    private HttpResponseMessage Merge(string branch, string head)
    {
        if (Find(branch) is not { } tip) return NotFound();
        if (Try(null, "merge-base", "--is-ancestor", head, tip).Code == 0) return FakeGitHub.Response(204, "");
        var (code, output) = Try(null, "merge-tree", "--write-tree", tip, head);
        if (code != 0) return FakeGitHub.Response(409, """{"message":"Merge conflict"}""");
        var merged = Run("commit-tree", output.Split('\n')[0], "-p", tip, "-p", head, "-m", "Merge");
        Run("update-ref", $"refs/heads/{branch}", merged);
        return Json(new() { ["sha"] = merged, ["commit"] = new JsonObject { ["message"] = "Merge" } }, 201);
    }

    private HttpResponseMessage CreateBranch(string reference, string sha)
    {
        var name = reference["refs/heads/".Length..];
        if (Find(name) is not null) return FakeGitHub.Response(422, """{"message":"Reference already exists"}""");
        Run("update-ref", reference, sha);
        return Json(Ref(name, sha), 201);
    }

    private HttpResponseMessage Delete(string branch)
    {
        if (Find(branch) is null) return FakeGitHub.Response(422, """{"message":"Reference does not exist"}""");
        Run("update-ref", "-d", $"refs/heads/{branch}");
        return FakeGitHub.Response(204, "");
    }

    /// <summary>As without <c>force</c>.</summary>
    private HttpResponseMessage Advance(string branch, string to)
    {
        if (Find(branch) is not { } tip)
            return FakeGitHub.Response(422, """{"message":"Reference does not exist"}""");
        if (Try(null, "merge-base", "--is-ancestor", tip, to).Code != 0)
            return FakeGitHub.Response(422, """{"message":"Update is not a fast forward"}""");
        Run("update-ref", $"refs/heads/{branch}", to);
        return Json(Ref(branch, to));
    }

    private HttpResponseMessage Open(JsonNode body)
    {
        var branch = (string)body["head"]!;
        if (Opened.Any(pull => pull.Branch == branch))
            return FakeGitHub.Response(422, """{"message":"A pull request already exists"}""");
        Opened.Add((NextPull++, branch, (string)body["title"]!, (string)body["body"]!));
        return Json(new() { ["number"] = Opened[^1].Number }, 201);
    }

    private HttpResponseMessage Listed(string branch) => FakeGitHub.Response(200, new JsonArray(
        [.. Opened.Where(pull => pull.Branch == branch)
            .Select(pull => (JsonNode)new JsonObject { ["number"] = pull.Number })]).ToJsonString());

    private HttpResponseMessage? Commit(string sha)
    {
        if (Try(null, "cat-file", "-t", sha) is not (0, "commit")) return null;
        var parents = Run("show", "-s", "--format=%P", sha).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Json(new()
        {
            ["sha"] = sha,
            ["tree"] = new JsonObject { ["sha"] = Run("show", "-s", "--format=%T", sha) },
            ["parents"] = new JsonArray([.. parents.Select(parent => (JsonNode)new JsonObject { ["sha"] = parent })]),
        });
    }

    private HttpResponseMessage? List(string commit)
    {
        if (Try(null, "cat-file", "-t", commit) is not (0, "commit")) return null;
        var entries = Run("ls-tree", "-r", commit).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', '\t'));
        return Json(new()
        {
            ["sha"] = commit,
            ["truncated"] = false,
            ["tree"] = new JsonArray([.. entries.Select(entry => (JsonNode)new JsonObject
            {
                ["path"] = entry[3], ["mode"] = entry[0], ["type"] = entry[1], ["sha"] = entry[2],
            })]),
        });
    }

    private HttpResponseMessage Tree(JsonNode body)
    {
        var index = Path.Combine(folder, ".git", "api-index");
        Try(index, "read-tree", (string?)body["base_tree"] ?? "--empty").Code.Should().Be(0);
        foreach (var entry in body["tree"]!.AsArray())
        {
            var path = (string)entry!["path"]!;
            if (entry["content"] is { } content)
            {
                File.WriteAllText(index + ".blob", (string)content!);
                var blob = Run("hash-object", "-w", index + ".blob");
                Try(index, "update-index", "--add", "--cacheinfo", $"{entry["mode"]},{blob},{path}").Code.Should()
                    .Be(0);
            }
            else
            {
                Try(index, "update-index", "--force-remove", path).Code.Should().Be(0);
            }
        }

        var tree = Try(index, "write-tree").Output;
        return Json(new()
        {
            ["sha"] = tree,
            ["url"] = "https://github.test",
            ["truncated"] = false,
            ["tree"] = new JsonArray(),
        }, 201);
    }

    private HttpResponseMessage? Compare(string[] commits)
    {
        if (commits.Any(commit => Try(null, "cat-file", "-t", commit) is not (0, "commit"))) return null;
        var isAhead = Try(null, "merge-base", "--is-ancestor", commits[0], commits[1]).Code == 0;
        var files = Run("diff", "--name-status", "--no-renames", $"{commits[0]}...{commits[1]}")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'));
        return Json(new()
        {
            ["status"] = isAhead ? "ahead" : "diverged",
            ["files"] = new JsonArray([.. files.Select(file => (JsonNode)new JsonObject
            {
                ["filename"] = file[1],
                ["status"] = file[0] switch { "A" => "added", "D" => "removed", _ => "modified" },
            })]),
        });
    }

    private HttpResponseMessage? Associated(string commit)
    {
        if (Try(null, "cat-file", "-t", commit) is not (0, "commit")) return null;
        return FakeGitHub.Response(200, new JsonArray(Introduced.TryGetValue(CommitSha.Parse(commit), out var pull)
            ? [new JsonObject { ["number"] = pull, ["merged_at"] = "2030-01-02T03:04:05Z" }] : []).ToJsonString());
    }

    private static JsonObject Ref(string name, string sha) => new()
    {
        ["ref"] = $"refs/heads/{name}",
        ["object"] = new JsonObject { ["type"] = "commit", ["sha"] = sha },
    };

    private static HttpResponseMessage Created(string sha) => Json(new() { ["sha"] = sha }, 201);

    private static HttpResponseMessage Json(JsonObject json, int status = 200) =>
        FakeGitHub.Response(status, json.ToJsonString());

    private static HttpResponseMessage NotFound() => FakeGitHub.Response(404, """{"message":"Not Found"}""");

    private (int Code, string Output) Try(string? index, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["GIT_CONFIG_GLOBAL"] = start.Environment["GIT_CONFIG_SYSTEM"] = "/dev/null";
        if (index is not null) start.Environment["GIT_INDEX_FILE"] = index;
        using var git = Process.Start(start)!;
        var errors = git.StandardError.ReadToEndAsync();
        var output = git.StandardOutput.ReadToEnd().TrimEnd('\n');
        git.WaitForExit();
        return (git.ExitCode, git.ExitCode == 0 ? output : output + errors.Result);
    }

    [GeneratedRegex(
        "^(?<call>(?:GET /git/ref/heads|(?:DELETE|PATCH) /git/refs/heads|GET /git/commits|GET /git/trees|GET /compare"
        + "|GET /commits)/)(?<name>.+)$")]
    private static partial Regex Route();
}
