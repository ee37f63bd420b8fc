using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using TfPilot.EndToEnd.Tests.App;
using TfPilot.EndToEnd.Tests.PullRequests;
using TfPilot.GitHub.Tests.Simulator;

namespace TfPilot.EndToEnd.Tests;

/// <summary>Follows the quickstart as a new user; GitHub and its runner are simulated.</summary>
public sealed class QuickstartTests(GitHubSimulator simulator) : IClassFixture<GitHubSimulator>, IDisposable
{
    private const string Backend = "terraform {\n  backend \"local\" {}\n}\n";
    private const string Workflow = ".github/workflows/tfpilot.yml";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private static readonly Dictionary<string, string> Terraform = new()
    {
        ["live/prod/orders/main.tf"] =
            Backend + "resource \"terraform_data\" \"queue\" {\n  input = \"orders\"\n}\n",
        ["live/dev/orders/main.tf"] =
            Backend + "resource \"terraform_data\" \"queue\" {\n  input = \"dev\"\n}\n",
    };

    private readonly TemporaryFolder home = new();

    public void Dispose() => home.Dispose();

    [PullRequestFact]
    public async Task The_quickstart_for_the_Action_leads_from_a_fresh_clone_to_a_comment()
    {
        Publish("tfpilot-actions", [.. RepositoryFiles.All.Select(path => (path, Repository.PathOf(path)))]);
        Publish("infra", [.. Terraform.Select(file => (file.Key, home.Write($"sources/{file.Key}", file.Value)))]);
        Git("clone", "--quiet", Path.Combine(home.Root, "infra.git"), "infra");
        var blocks = Quickstart.Blocks("The Action in 5 minutes");

        var typed = Quickstart.Type(
            home.Root, $"{blocks[0]}\ncd infra\n{string.Join('\n', blocks.Skip(1))}", [.. Variables]);

        typed.ExitCode.Should().Be(0, typed.Output);
        typed.Output.Should().Contain("tfpilot: building from the sources");
        var infra = Path.Combine(home.Root, "infra");
        File.ReadAllText(Path.Combine(infra, Workflow)).Should().Contain("/tfpilot-plan.yml@v1\n");
        var comments = await PullRequestAsync(infra);
        comments.Should().ContainSingle().Which.Should()
            .ContainAll("`live/prod/orders`", "`live/dev/orders`", "terraform_data.queue");
        (await simulator.ViolationsAsync()).Should().BeEmpty();
    }

    [PullRequestFact]
    public async Task The_quickstart_variables_start_the_App_and_its_check_lists_what_is_missing()
    {
        var blocks = Quickstart.Blocks("The App in 15 minutes");
        var shown = blocks.Single(block => block.StartsWith("TFPILOT_APP_ID", StringComparison.Ordinal)).Trim()
            .Split('\n').Select(line => line.Split('=')[0]);
        var (values, variables) = (await AppAsync(), new Dictionary<string, string>());
        foreach (var name in shown.Concat(["TFPILOT_DATABASE", "TFPILOT_OIDC_ISSUER", "GITHUB_API_URL",
            "GITHUB_GRAPHQL_URL", "GITHUB_SERVER_URL"])) variables[name] = values[name];

        using var app = AppProcess.Start(variables);
        using var http = new HttpClient { BaseAddress = app.Url };
        await simulator.ActAtOnceAsync(
            "setAppWebhook", new { app = "tfpilot", url = new Uri(app.Url, "api/github/webhooks").AbsoluteUri });
        await PushAsync("version: 1\nenvironments:\n  prod: { paths: [\"live/prod/**\"] }\n");
        await simulator.ActAsync("openPullRequest", new
        {
            repo = "acme/infra", by = "ann", head = "f", title = "Change",
            files = Terraform.ToDictionary(file => file.Key, file => $"{file.Value}# changed\n"),
        });

        (await http.GetAsync("readyz")).StatusCode.Should().Be(HttpStatusCode.OK);
        var check = await CheckAsync("tfpilot: main");
        ((string)check["conclusion"]!).Should().Be("action_required");
    }

    [PublishedFact]
    public void The_quickstart_command_writes_the_workflow_for_the_App()
    {
        foreach (var (path, text) in Terraform) home.Write(path, text);
        home.Write(".git/HEAD", "ref: refs/heads/main\n");
        home.Write(Workflow, "name: the one of the Action\n");
        var lines = Quickstart.Blocks("The App in 15 minutes")
            .Single(block => block.Contains("tfpilot init", StringComparison.Ordinal));
        var program = Path.GetDirectoryName(Repository.PathOf("artifacts", "publish", "tfpilot"))!;

        var typed = Quickstart.Type(
            home.Root, lines, ("PATH", $"{program}:{Environment.GetEnvironmentVariable("PATH")}"));

        typed.ExitCode.Should().Be(0, typed.Output);
        File.ReadAllText(Path.Combine(home.Root, Workflow)).Should()
            .ContainAll("/tfpilot-plan-app.yml@v1\n", "app-url: \"https://tfpilot.example.com\"");
    }

    /// <summary>Opens a pull request for the pushed branch and runs the jobs of its workflow.</summary>
    private async Task<IReadOnlyList<string>> PullRequestAsync(string checkout)
    {
        await simulator.ResetAsync();
        await PushAsync(settings: null);
        var files = new[] { ".tfpilot.yml", Workflow }.ToDictionary(path => path, path => Git("-C", checkout,
            "show", $"origin/tfpilot:{path}"));
        await simulator.ActAsync(
            "openPullRequest", new { repo = "acme/infra", by = "ann", head = "tfpilot", title = "Settings", files });
        var pull = (await StateAsync())["pulls"]!.AsArray().Single()!;
        using var run = await PullRequestRun.StartAsync(
            simulator, pull, (string)pull["head"]!["sha"]!, PullRequestRun.MayComment);
        run.All(checkout);
        return [.. (await StateAsync())["comments"]!.AsArray().Select(comment => (string)comment!["body"]!)];
    }

    private async Task<Dictionary<string, string>> AppAsync()
    {
        var seeded = await simulator.ResetAsync(seed => seed["apps"]![0]!["webhook"]!["secret"] = "simulated");
        return new()
        {
            ["TFPILOT_APP_ID"] = "501",
            ["TFPILOT_PRIVATE_KEY"] = home.Write("key.pem", (string)seeded["apps"]!["tfpilot"]!["private_key"]!),
            ["TFPILOT_WEBHOOK_SECRET"] = "simulated",
            ["TFPILOT_PUBLIC_URL"] = "https://tfpilot.example.com",
            ["TFPILOT_TRUSTED_WORKFLOWS"] = AppStory.Workflow,
            ["TFPILOT_DATABASE"] = $"Data Source={Path.Combine(home.Root, "tfpilot.db")}",
            ["TFPILOT_OIDC_ISSUER"] = new Uri(simulator.Url, "/oidc").AbsoluteUri,
            ["GITHUB_API_URL"] = simulator.Url.AbsoluteUri,
            ["GITHUB_GRAPHQL_URL"] = new Uri(simulator.Url, "/graphql").AbsoluteUri,
            ["GITHUB_SERVER_URL"] = simulator.Url.AbsoluteUri,
        };
    }

    private async Task<JsonNode> CheckAsync(string name)
    {
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Timeout; await Task.Delay(50))
        {
            var found = (await StateAsync())["check_runs"]!.AsArray()
                .FirstOrDefault(run => (string)run!["name"]! == name);
            if (found?["conclusion"] is not null) return found;
        }

        throw new InvalidOperationException($"there is no check {name}");
    }

    /// <summary>The default branch; the simulator's initial settings are removed.</summary>
    private Task<System.Text.Json.Nodes.JsonNode> PushAsync(string? settings) => simulator.ActAsync("push", new
    {
        repo = "acme/infra", branch = "main", by = "dee",
        files = new Dictionary<string, string?>(
            Terraform.Select(file => KeyValuePair.Create(file.Key, (string?)file.Value)))
        {
            [".tfpilot.yml"] = settings,
        },
    });

    private async Task<JsonNode> StateAsync() => await simulator.GetAsync("state?repo=acme/infra");

    /// <summary>
    /// Git resolves the repositories of the page to local ones, and no build server outlives the test.
    /// </summary>
    private IEnumerable<(string, string)> Variables =>
    [
        ("GIT_CONFIG_COUNT", "3"),
        ("GIT_CONFIG_KEY_0", $"url.{home.Root}/tfpilot-actions.git.insteadOf"),
        ("GIT_CONFIG_VALUE_0", "https://github.com/tfpilot/tfpilot-actions"),
        ("GIT_CONFIG_KEY_1", "user.name"), ("GIT_CONFIG_VALUE_1", "ann"),
        ("GIT_CONFIG_KEY_2", "user.email"), ("GIT_CONFIG_VALUE_2", "ann@acme.example"),
        ("MSBUILDDISABLENODEREUSE", "1"), ("UseSharedCompilation", "false"),
    ];

    /// <summary>A bare repository with one commit of these files.</summary>
    private void Publish(string name, IReadOnlyList<(string Path, string File)> files)
    {
        var folder = Path.Combine(home.Root, "published", name);
        foreach (var (path, file) in files)
        {
            var target = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        Git("init", "--quiet", "--initial-branch=main", folder);
        Git("-C", folder, "add", "--all");
        Git("-C", folder, "-c", "user.name=dee", "-c", "user.email=dee@acme.example", "commit", "--quiet", "--message",
            "First");
        Git("clone", "--quiet", "--bare", folder, Path.Combine(home.Root, $"{name}.git"));
    }

    private string Git(params string[] arguments)
    {
        using var git = Process.Start(
            new ProcessStartInfo("git", arguments) { WorkingDirectory = home.Root, RedirectStandardOutput = true })!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        git.ExitCode.Should().Be(0, string.Join(' ', arguments));
        return output;
    }
}
