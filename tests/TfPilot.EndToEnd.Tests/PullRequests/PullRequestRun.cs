using System.Text.Json.Nodes;
using TfPilot.EndToEnd.Tests.Workflows;
using TfPilot.GitHub.Tests.Simulator;

namespace TfPilot.EndToEnd.Tests.PullRequests;

/// <summary>
/// A workflow run of a pull request: the jobs of tfpilot-plan.yml, step by step, with the real tools.
/// </summary>
internal sealed class PullRequestRun : IDisposable
{
    private readonly TemporaryFolder files = new();
    private readonly Dictionary<string, string> variables = [];

    private PullRequestRun(JsonNode started, JsonNode pull, string head)
    {
        foreach (var (name, value) in started["env"]!.AsObject()) variables[name] = (string)value!;
        variables["GITHUB_EVENT_NAME"] = "pull_request";
        variables["GITHUB_EVENT_PATH"] = files.Write("event.json", Event(pull, head));
        variables["INPUT_GITHUB-TOKEN"] = (string)started["token"]!;
    }

    public static async Task<PullRequestRun> StartAsync(
        GitHubSimulator simulator, JsonNode pull, string head, object permissions) => new(
        await simulator.ActAsync("startWorkflowRun",
            new { repo = "acme/infra", workflow = "plan.yml", pull = (int)pull["number"]!, by = "ann", permissions }),
            pull, head);

    public static object MayComment => new { contents = "read", pull_requests = "write" };

    public string Summary => Text("summary");

    /// <summary>Discovers, plans and reviews each project, and publishes; returns the result of publish.</summary>
    public PublishedRun All(string checkout)
    {
        var discovered = Step(checkout, ("command", "discover"));
        discovered.ExitCode.Should().Be(0, discovered.ToString());
        var projects = Outputs()["projects"];
        foreach (var job in JsonNode.Parse(Outputs()["batches"])!["include"]!.AsArray()) Review(checkout, job!);
        return Publish(projects);
    }

    /// <summary>A job of the matrix. If its plan fails, it leaves no artifacts.</summary>
    public void Review(string checkout, JsonNode job)
    {
        var plans = (string)job["plans"]!;
        foreach (var folder in new[] { "tfpilot-plans", "tfpilot-review" }.Select(name => Path.Combine(checkout, name))
            .Where(Directory.Exists)) Directory.Delete(folder, recursive: true);
        PlanStep.Batch(checkout, plans);
        var run = Step(checkout, ("command", "review"), ("batch", plans));
        run.ExitCode.Should().Be(0, run.ToString());
        foreach (var facts in Directory.EnumerateFiles(checkout, "facts.json", SearchOption.AllDirectories)
            .Where(file => file.Contains("tfpilot-review", StringComparison.Ordinal)))
        {
            files.Write(
                $"artifacts/reviews/{job["artifact"]}/{Path.GetFileName(Path.GetDirectoryName(facts))}/facts.json",
                File.ReadAllText(facts));
        }
    }

    /// <summary>Runs in a folder that contains only the artifacts.</summary>
    /// <param name="output">Parallel jobs have separate disks.</param>
    public PublishedRun Publish(string projects, string output = "tfpilot-review")
    {
        Directory.CreateDirectory(Path.Combine(files.Root, "artifacts"));
        return Step(Path.Combine(files.Root, "artifacts"), ("command", "publish"), ("reviews", "reviews"),
            ("projects", projects), ("output", output));
    }

    public PublishedRun Step(string folder, params (string Name, string Value)[] inputs)
    {
        File.Delete(Path.Combine(files.Root, "output"));
        var step = new Dictionary<string, string>(variables)
        {
            ["GITHUB_OUTPUT"] = Path.Combine(files.Root, "output"),
            ["GITHUB_STEP_SUMMARY"] = Path.Combine(files.Root, "summary"),
            ["GITHUB_WORKSPACE"] = folder,
        };
        foreach (var (name, value) in inputs) step[$"INPUT_{name.ToUpperInvariant()}"] = value;
        return Published.RunIn(folder, [], step, "action");
    }

    /// <summary>The outputs of the last step; each is a single line.</summary>
    public IReadOnlyDictionary<string, string> Outputs() => Text("output").Split('\n')
        .Chunk(3)
        .Where(lines => lines.Length == 3)
        .ToDictionary(lines => lines[0].Split("<<")[0], lines => lines[1]);

    public void Dispose() => files.Dispose();

    private string Text(string name) =>
        File.Exists(Path.Combine(files.Root, name)) ? File.ReadAllText(Path.Combine(files.Root, name)) : "";

    private static string Event(JsonNode pull, string head)
    {
        var copy = pull.DeepClone();
        copy["head"]!["sha"] = head;
        copy["head"]!["repo"] = Repository();
        return new JsonObject
        {
            ["action"] = "synchronize", ["number"] = copy["number"]!.DeepClone(),
            ["pull_request"] = copy, ["repository"] = Repository()
        }.ToJsonString();
    }

    private static JsonObject Repository() =>
        new() { ["id"] = 4001, ["full_name"] = "acme/infra", ["default_branch"] = "main" };
}
