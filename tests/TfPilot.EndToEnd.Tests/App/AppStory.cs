using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using TfPilot.GitHub.Tests.Simulator;
using TfPilot.Storage.Tests;

namespace TfPilot.EndToEnd.Tests.App;

/// <summary>
/// The simulated GitHub of acme with running instances of the App. Performs actions of people and jobs and reads the
/// resulting checks.
/// </summary>
internal sealed class AppStory : IDisposable
{
    public const string Workflow = "acme/infra/.github/workflows/plan.yml@refs/heads/main";
    public const string Required = "tfpilot: main";

    public const string Settings = """
        version: 1
        environments:
          prod: { paths: ["envs/prod/**"], approvals: { teams: [platform], count: 2 } }
          dev: { paths: ["envs/dev/**"], approvals: { teams: [devs], invalidate_on: plan } }
        """;

    public const string Audience = "https://tfpilot.test";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder folder = new();
    private readonly HttpClient http = new();
    private readonly GitHubSimulator github;
    private readonly Dictionary<string, string> variables;
    private readonly List<AppProcess> running = [];
    private readonly List<AppProcess> gone = [];
    private readonly Func<IReadOnlyDictionary<string, string>, AppProcess> start;
    private int receiver;

    private AppStory(
        GitHubSimulator github, JsonNode app, SqlDialect engine,
        Func<IReadOnlyDictionary<string, string>, AppProcess> start)
    {
        (this.github, this.start) = (github, start);
        variables = new()
        {
            ["TFPILOT_APP_ID"] = "501",
            ["TFPILOT_PRIVATE_KEY"] = (string)app["private_key"]!,
            ["TFPILOT_WEBHOOK_SECRET"] = "simulated",
            ["TFPILOT_DATABASE"] = engine == SqlDialect.Sqlite
                ? $"Data Source={Path.Combine(folder.Root, "tfpilot.db")}" : PostgresServer.NewDatabase(),
            ["TFPILOT_OIDC_ISSUER"] = new Uri(github.Url, "/oidc").AbsoluteUri,
            ["TFPILOT_OIDC_AUDIENCE"] = Audience,
            ["TFPILOT_TRUSTED_WORKFLOWS"] = Workflow,
            ["GITHUB_API_URL"] = github.Url.AbsoluteUri,
            ["GITHUB_GRAPHQL_URL"] = new Uri(github.Url, "/graphql").AbsoluteUri,
            ["GITHUB_SERVER_URL"] = github.Url.AbsoluteUri,
        };
    }

    /// <param name="start">Starts an instance; by default the program on a free port.</param>
    public static async Task<AppStory> BeginAsync(
        GitHubSimulator github, SqlDialect engine, int instances = 1,
        Func<IReadOnlyDictionary<string, string>, AppProcess>? start = null)
    {
        var seeded = await github.ResetAsync(seed =>
        {
            seed["apps"]![0]!["webhook"]!["secret"] = "simulated";
            seed["repositories"]![0]!["merge_queue"] = true;
            seed["repositories"]![0]!["environments"]![1]!["protection_apps"] = new JsonArray("tfpilot");
        });
        var story = new AppStory(github, seeded["apps"]!["tfpilot"]!, engine, start ?? AppProcess.Start);
        for (var instance = 0; instance < instances; instance++) story.Start();
        await story.ReceiveDeliveriesAsync(0);
        await github.ActAsync("push",
            new
            {
                repo = "acme/infra", branch = "main", by = "dee",
                files = new Dictionary<string, string> { [".tfpilot.yml"] = Settings }
            });
        return story;
    }

    public IReadOnlyList<AppProcess> Running => running;

    public string Database => variables["TFPILOT_DATABASE"];

    public Task<(int ExitCode, string Out)> AskAsync(params string[] arguments) =>
        AppProcess.AskAsync(variables, arguments);

    public void Start() => running.Add(start(variables));

    /// <summary>
    /// Waits until the App asks nothing more, such as after its start: a process that is killed within a scan holds the
    /// scan's lease for minutes.
    /// </summary>
    public async Task WaitUntilQuietAsync()
    {
        for (var (count, last) = (-1, 0); count != last; await Task.Delay(1_500))
            (count, last) = (last, (await github.GetAsync("requests"))["log"]!.AsArray().Count);
    }

    /// <summary>Sends GitHub's deliveries to this instance from now on.</summary>
    public Task ReceiveDeliveriesAsync(int instance)
    {
        receiver = instance;
        return github.ActAtOnceAsync("setAppWebhook",
            new { app = "tfpilot", url = new Uri(running[instance].Url, "api/github/webhooks").AbsoluteUri });
    }

    /// <summary>
    /// Creates the tables by an operator command. An instance that is started and killed for it may leave a scan's
    /// lease behind.
    /// </summary>
    public async Task CreateTablesAsync(string database) =>
        (await AppProcess.AskAsync(
            new Dictionary<string, string>(variables) { ["TFPILOT_DATABASE"] = database }, "audit", "verify"))
        .ExitCode.Should().Be(0);

    /// <summary>Starts a separate program for another App, with an empty database.</summary>
    public AppProcess Another(long app, string key, string database) =>
        AppProcess.Start(new Dictionary<string, string>(variables)
        {
            ["TFPILOT_APP_ID"] = $"{app}",
            ["TFPILOT_PRIVATE_KEY"] = key,
            ["TFPILOT_DATABASE"] = database,
        });

    /// <summary>The errors that all instances logged, including stopped ones.</summary>
    public IEnumerable<string> Errors => gone.Concat(running).SelectMany(instance => instance.Errors);

    public void Replace(int instance)
    {
        running[instance].Dispose();
        gone.Add(running[instance]);
        running[instance] = start(variables);
    }

    public async Task<int> OpenAsync(string branch, string path = "envs/prod/main.tf") => (int)(await github.ActAsync(
        "openPullRequest",
        new
        {
            repo = "acme/infra", by = "ann", head = branch,
            files = new Dictionary<string, string> { [path] = $"# {branch}\n" }
        }))["number"]!;

    public Task PushAsync(string branch, string text, string path = "envs/prod/main.tf") => github.ActAsync(
        "push", new
        {
            repo = "acme/infra", branch, by = "ann",
            files = new Dictionary<string, string> { [path] = text }
        });

    public async Task ApproveAsync(int pull, params string[] people)
    {
        foreach (var by in people) await ReviewAsync(pull, by, "approve");
    }

    /// <returns>The id of the review.</returns>
    public async Task<long> ReviewAsync(int pull, string by, string state) =>
        (long)(await github.ActAsync("review", new { repo = "acme/infra", pull, by, state, force = true }))["id"]!;

    /// <summary>
    /// Sends the facts of a sample plan from a new run of the pull request; the mode selects the kind of its token.
    /// </summary>
    public async Task<(HttpStatusCode Status, JsonNode Body)> SendFactsAsync(
        int pull, byte[] facts, string mode = "ok", params (string Name, string Value)[] claims) =>
        await SendRunFactsAsync(await BeginRunAsync(pull), facts, mode, claims);

    /// <summary>Starts a run of the pull request's workflow and returns its number.</summary>
    public async Task<long> BeginRunAsync(int pull)
    {
        var run = await github.ActAtOnceAsync("startWorkflowRun",
            new
            {
                repo = "acme/infra", workflow = "plan.yml", pull, by = "ann",
                permissions = new Dictionary<string, string> { ["id-token"] = "write" }
            });
        return (long)run["run"]!["id"]!;
    }

    /// <summary>Sends the facts of a plan of a merge group from a run that the merge queue started.</summary>
    public async Task<(HttpStatusCode Status, JsonNode Body)> SendGroupFactsAsync(JsonNode group, byte[] facts)
    {
        var (head, reference) = ((string)group["head_sha"]!, (string)group["head_ref"]!);
        var run = await github.ActAtOnceAsync("startWorkflowRun", new
        {
            repo = "acme/infra",
            workflow = "plan.yml",
            @event = "merge_group",
            head_sha = head,
            @ref = reference,
            by = "ann",
            permissions = new Dictionary<string, string> { ["id-token"] = "write" },
        });
        return await SendRunFactsAsync(
            (long)run["run"]!["id"]!, facts, "ok", ("event_name", "merge_group"), ("ref", reference), ("sha", head));
    }

    public async Task<(HttpStatusCode Status, JsonNode Body)> SendRunFactsAsync(
        long run, byte[] facts, string mode = "ok", params (string Name, string Value)[] claims)
    {
        var all = claims.Prepend(("job_workflow_ref", Workflow)).GroupBy(claim => claim.Item1)
            .ToDictionary(claim => claim.Key, claim => claim.Last().Item2);
        var minted = await github.PostAsync("oidc/mint", new { run_id = run, audience = Audience, mode, claims = all });
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(running[receiver].Url, "api/evidence"))
        { Content = new ByteArrayContent(facts) };
        request.Headers.Authorization = new("Bearer", (string)minted["token"]!);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await http.SendAsync(request);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    /// <summary>
    /// The output of `tfpilot review --format facts` for a sample plan, in a checkout in which the folder is the
    /// project.
    /// </summary>
    public static byte[] Facts(string sample, string folder, string environment)
    {
        using var checkout = new TemporaryFolder();
        checkout.Write(".git/HEAD", "ref: refs/heads/f\n");
        checkout.Write($"{folder}/main.tf", "");
        checkout.Write("plan.json", File.ReadAllText(Repository.PathOf("action", "samples", sample, "plan.json")));
        var run = Published.RunIn(checkout.Root, [], "review", "plan.json", "--name", folder, "--source", folder,
            "--environment", environment, "--format", "facts");
        run.ExitCode.Should().NotBe(2, run.Error);
        return System.Text.Encoding.UTF8.GetBytes(run.Out);
    }

    /// <summary>
    /// Waits for a check on the head of the pull request that satisfies the condition; fails with the last check
    /// otherwise.
    /// </summary>
    public Task<JsonNode> CheckAsync(int pull, Func<JsonNode, bool> satisfies, string name = Required) =>
        CheckAsync(() => ChecksAsync(pull), satisfies, name);

    /// <summary>The same for the newest merge group.</summary>
    public Task<JsonNode> GroupCheckAsync(Func<JsonNode, bool> satisfies) => CheckAsync(
        async () => await StateAsync() is var state
            ? ChecksOf(state, (string)state["merge_groups"]!.AsArray()[^1]!["head_sha"]!) : [], satisfies, Required);

    private static async Task<JsonNode> CheckAsync(
        Func<Task<IReadOnlyList<JsonNode>>> checks, Func<JsonNode, bool> satisfies, string name)
    {
        var began = Stopwatch.GetTimestamp();
        JsonNode? check = null;
        while (Stopwatch.GetElapsedTime(began) < Timeout)
        {
            check = (await checks()).Where(found => (string)found["name"]! == name).MaxBy(found => (long)found["id"]!);
            if (check is not null && satisfies(check)) return check;
            await Task.Delay(50);
        }

        throw new InvalidOperationException(
            $"'{name}' never came to be what it should: {check?.ToJsonString() ?? "there is none"}");
    }

    public async Task<IReadOnlyList<JsonNode>> ChecksAsync(int pull)
    {
        var state = await StateAsync();
        return ChecksOf(state, (string)Pulls(state).Single(found => (int)found["number"]! == pull)["head"]!["sha"]!);
    }

    private static IReadOnlyList<JsonNode> ChecksOf(JsonNode state, string head) =>
        [.. state["check_runs"]!.AsArray().Select(check => check!).Where(check => (string)check["head_sha"]! == head)];

    public async Task<JsonNode> StateAsync() => await github.GetAsync("state?repo=acme/infra");

    public static IEnumerable<JsonNode> Pulls(JsonNode state) => state["pulls"]!.AsArray().Select(pull => pull!);

    public void Dispose()
    {
        foreach (var instance in running) instance.Dispose();
        http.Dispose();
        folder.Dispose();
    }
}
