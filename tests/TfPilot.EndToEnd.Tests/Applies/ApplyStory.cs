using System.Text.Json.Nodes;
using TfPilot.EndToEnd.Tests.App;
using TfPilot.GitHub.Tests.Simulator;

namespace TfPilot.EndToEnd.Tests.Applies;

/// <summary>
/// A change from the pull request to the apply: real terraform in a checkout, the App, and the simulated GitHub.
/// </summary>
internal sealed class ApplyStory : IDisposable
{
    public const string Settings = """
        version: 1
        environments:
          prod: { paths: ["envs/prod/**"], approvals: { teams: [platform], count: 2 } }
          dev: { paths: ["envs/dev/**"], approvals: { teams: [devs], invalidate_on: plan } }
        apply: { workflows: [.github/workflows/apply.yml] }
        """;

    private readonly GitHubSimulator github;
    private int branches;
    private Dictionary<string, string> job = [];

    private ApplyStory(GitHubSimulator github, AppStory app) => (this.github, App) = (github, app);

    public AppStory App { get; }

    public TerraformProject Project { get; } = new();

    public static async Task<ApplyStory> BeginAsync(
        GitHubSimulator github, SqlDialect engine, string settings = Settings)
    {
        var story = new ApplyStory(github, await AppStory.BeginAsync(github, engine));
        await story.PushAsync("main", settings, ".tfpilot.yml");
        return story;
    }

    /// <summary>Opens a pull request with the configuration, sends its plan, and waits for the check.</summary>
    public async Task<int> ProposeAsync(string configuration)
    {
        Project.Write(configuration);
        var pull = (int)(await github.ActAsync("openPullRequest", new
        {
            repo = "acme/infra",
            by = "ann",
            head = $"change-{++branches}",
            files = new Dictionary<string, string> { [$"{TerraformProject.Folder}/main.tf"] = configuration },
        }))["number"]!;
        await App.SendFactsAsync(pull, Project.Facts());
        await App.CheckAsync(pull, check => ((string?)check["output"]!["title"])?.StartsWith(
            "dev: get 1 approval", StringComparison.Ordinal) == true);
        return pull;
    }

    /// <summary>The approval of dev's approver; waits until the check is green.</summary>
    public async Task ApproveAsync(int pull)
    {
        await App.ApproveAsync(pull, "eve");
        await App.CheckAsync(pull, check => (string?)check["conclusion"] == "success");
    }

    /// <returns>The merge commit.</returns>
    public async Task<string> MergeAsync(int pull, string method = "merge")
    {
        if (method == "queue") return await MergeByQueueAsync(pull);
        await github.ActAsync("merge", new { repo = "acme/infra", pull, method, by = "bob" });
        return (string)AppStory.Pulls(await App.StateAsync()).Single(one => (int)one["number"]! == pull)
            ["merge_commit_sha"]!;
    }

    public Task PushAsync(string branch, string text, string path) => github.ActAsync("push", new
    {
        repo = "acme/infra", branch, by = "dee", files = new Dictionary<string, string> { [path] = text },
    });

    /// <summary>Starts a run of the apply workflow and asks the gate in its job.</summary>
    public async Task<(PublishedRun Result, long Run)> GateAsync(
        string commit, string workflow = "apply.yml", string environment = "dev", string jobEnvironment = "dev",
        string @event = "push", string @ref = "refs/heads/main", object? claims = null, string tokens = "ok")
    {
        Project.Plan();
        var started = await github.ActAtOnceAsync("startWorkflowRun", new
        {
            repo = "acme/infra",
            workflow,
            @event,
            head_sha = commit,
            @ref,
            environment = jobEnvironment,
            by = "bob",
            claims = claims ?? new { run_attempt = "1" },
            oidc_mode = tokens,
            permissions = new Dictionary<string, string> { ["id-token"] = "write", ["contents"] = "read" },
        });
        job = started["env"]!.AsObject().ToDictionary(pair => pair.Key, pair => (string)pair.Value!);
        Project.WriteFile("event.json", $$$"""
            {"repository":{"id":{{{job["GITHUB_REPOSITORY_ID"]}}},"full_name":"acme/infra","default_branch":"main"}}
            """);
        (job["GITHUB_EVENT_PATH"], job["GITHUB_SHA"]) = (Path.Combine(Project.Root, "event.json"), commit);
        return (AskAgain(environment), (long)started["run"]!["id"]!);
    }

    /// <summary>Asks the gate in the job of the last question.</summary>
    public PublishedRun AskAgain(string environment = "dev") => Published.RunIn(Project.Root, [], job,
        "gate", "plan.json", "--environment", environment, "--name", TerraformProject.Folder,
        "--source", TerraformProject.Folder, "--app-url", App.Running[0].Url.AbsoluteUri,
        "--app-audience", AppStory.Audience);

    /// <summary>A change from its pull request to the gate's permission.</summary>
    public async Task<PublishedRun> GateNewChangeAsync(string configuration)
    {
        var pull = await ProposeAsync(configuration);
        await ApproveAsync(pull);
        var (gate, _) = await GateAsync(await MergeAsync(pull));
        gate.ExitCode.Should().Be(0, gate.Out + gate.Error);
        return gate;
    }

    /// <summary>Applies the plan in the job of the last gate, and sends the record.</summary>
    public PublishedRun ApplyAndRecord()
    {
        var (exitCode, log) = Project.Apply();
        Project.WriteFile("apply.jsonl", log);
        Project.WriteFile("state.json", Project.Show());
        return Record("--result", "apply.jsonl", "--state", "state.json", "--exit-code", $"{exitCode}");
    }

    /// <summary>Applies the plan in the job of the last gate, verifies it, and sends the record.</summary>
    public PublishedRun ApplyVerifyAndRecord()
    {
        var (exitCode, log) = Project.Apply();
        Project.WriteFile("apply.jsonl", log);
        Project.WriteFile("state.json", Project.Show());
        var planned = Project.PlanAgain();
        RunInJob("verify", "plan.json", "--after", "again.json", "--exit-code", $"{planned}", "--environment", "dev",
            "--name", TerraformProject.Folder, "--source", TerraformProject.Folder, "--output", "verification.json",
            "--github-token", job["GITHUB_TOKEN"]);
        return Record("--result", "apply.jsonl", "--state", "state.json", "--exit-code", $"{exitCode}",
            "--verification", "verification.json");
    }

    /// <summary>Encrypts a file in the job of the last gate.</summary>
    public PublishedRun Encrypt(string state, string output) =>
        RunInJob("encrypt", state, "--output", output, "--github-token", job["GITHUB_TOKEN"]);

    /// <summary>Asks the App's registry with a person's token.</summary>
    public PublishedRun Find(string text, string token) => Published.RunIn(
        Project.Root, [], new Dictionary<string, string> { ["GITHUB_TOKEN"] = token },
        "registry", "find", text, "--app-url", App.Running[0].Url.AbsoluteUri, "--repository", "acme/infra");

    /// <summary>Sends a record in the job of the last gate.</summary>
    public PublishedRun Record(params string[] arguments) => RunInJob(
    [
        "record", "plan.json", "--environment", "dev", "--name", TerraformProject.Folder,
        "--source", TerraformProject.Folder, "--app-url", App.Running[0].Url.AbsoluteUri,
        "--app-audience", AppStory.Audience, .. arguments,
    ]);

    private PublishedRun RunInJob(params string[] arguments) => Published.RunIn(Project.Root, [], job, arguments);

    public void Dispose()
    {
        Project.Dispose();
        App.Dispose();
    }

    private async Task<string> MergeByQueueAsync(int pull)
    {
        var group = await github.ActAsync(
            "enqueueMergeGroup", new { repo = "acme/infra", pulls = new[] { pull }, by = "ann" });
        await App.GroupCheckAsync(check => (string?)check["conclusion"] == "success");
        await github.ActAsync("destroyMergeGroup", new { id = (long)group["id"]!, reason = "merged", by = "ann" });
        return (string)group["head_sha"]!;
    }
}
