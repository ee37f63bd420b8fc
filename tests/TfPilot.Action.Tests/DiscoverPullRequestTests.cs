using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace TfPilot.Action.Tests;

/// <summary><c>tfpilot discover</c> in a workflow of a pull request, against a GitHub of this machine.</summary>
public sealed class DiscoverPullRequestTests : IDisposable
{
    private const string Backend = "terraform {\n  backend \"s3\" {}\n}\n";
    private readonly TemporaryFolder folder = new();
    private readonly HttpListener listener = new();
    private readonly string address;
    private readonly Dictionary<string, string> answers = new()
    {
        ["/graphql"] = """{"data":{"repository":{"defaultBranchRef":{"name":"main","target":{"oid":"4b825dc642cb6eb9a060e54bf8d69288fbee4904"}}}}}""",
        ["/repos/acme/infra/contents/.tfpilot.yml"] = "version: 1\nenvironments: { prod: { paths: [\"live/**\"] } }\n",
        ["/repos/acme/infra/pulls/7/files"] = """[{"filename":"live/new/main.tf","previous_filename":"live/old/main.tf","status":"renamed"},{"filename":"live/web/main.tf","status":"modified"}]""",
    };

    public DiscoverPullRequestTests()
    {
        address = Listen();
        foreach (var project in new[] { "new", "web", "db" }) folder.Write($"live/{project}/main.tf", Backend);
        folder.Write(".tfpilot.yml", "version: 1\nignore: [\"**\"]\n");
    }

    public void Dispose()
    {
        listener.Close();
        folder.Dispose();
    }

    [Fact]
    public void The_files_come_from_GitHub_and_the_settings_from_the_default_branch()
    {
        var run = Discover("pull_request");

        run.ExitCode.Should().Be(0, run.Error);
        run.Json["projects"]!.AsArray().Select(project => (string)project!["path"]!).Should().Equal("live/new", "live/web");
        run.Json["projects"]![0]!["targets"]![0]!["environment"]!.GetValue<string>().Should().Be("prod");
        run.Json["orphaned"]![0]!["movedTo"]!.GetValue<string>().Should().Be("live/new");
    }

    [Fact]
    public void Waivers_beside_the_settings_are_asked_for_and_settings_that_are_broken_there_are_told()
    {
        answers["/repos/acme/infra/contents/.tfpilot/waivers.yml"] = "- rule: no-such\n";

        var run = Discover("pull_request");

        run.ExitCode.Should().Be(2);
        run.Error.Should().StartWith("tfpilot: main:.tfpilot/waivers.yml:1:");
    }

    [Fact]
    public void So_many_files_that_GitHub_names_no_more_are_everything()
    {
        answers["/repos/acme/infra/pulls/7/files"] = new JsonArray([.. Enumerable.Range(0, 3000).Select(i => (JsonNode)new JsonObject { ["filename"] = $"docs/{i}", ["status"] = "added" })]).ToJsonString();

        var run = Discover("pull_request");

        run.Json["truncated"]!.GetValue<bool>().Should().BeTrue();
        run.Json["projects"]!.AsArray().Should().HaveCount(3);
    }

    [Theory]
    [InlineData("push", "token", "tfpilot: GITHUB_EVENT_NAME is push, which is about no pull request: say what changed with --changed FILE (or - for standard input), or ask for --all.\n")]
    [InlineData("pull_request", "", "tfpilot: GITHUB_TOKEN is not set: give the step `env: { GITHUB_TOKEN: \"${{ github.token }}\" }`.\n")]
    public void What_is_missing_is_told(string trigger, string token, string error) =>
        Discover(trigger, token).Should().Be(new CliRun(2, "", error));

    [Fact]
    public void What_GitHub_refuses_is_told_and_nothing_is_planned()
    {
        answers.Remove("/repos/acme/infra/pulls/7/files");

        var run = Discover("pull_request");

        run.ExitCode.Should().Be(2);
        run.Out.Should().BeEmpty();
        run.Error.Should().StartWith("tfpilot: Cannot list the files of pull request acme/infra#7:");
    }

    private CliRun Discover(string trigger, string token = "token")
    {
        var payload = folder.Write("event.json", """{"pull_request":{"number":7},"repository":{"default_branch":"main"}}""");
        return new Cli
        {
            Environment = new()
            {
                ["GITHUB_ACTIONS"] = "true",
                ["GITHUB_EVENT_NAME"] = trigger,
                ["GITHUB_EVENT_PATH"] = payload,
                ["GITHUB_REPOSITORY"] = "acme/infra",
                ["GITHUB_RUN_ID"] = "1",
                ["GITHUB_RUN_ATTEMPT"] = "1",
                ["GITHUB_API_URL"] = address,
                ["GITHUB_GRAPHQL_URL"] = $"{address}/graphql",
                ["GITHUB_TOKEN"] = token,
            },
        }.On("discover", "--source", folder.Root, "--format", "json");
    }

    private string Listen()
    {
        using var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        free.Stop();
        listener.Prefixes.Add($"{url}/");
        listener.Start();
        _ = AnswerAsync();
        return url;
    }

    private async Task AnswerAsync()
    {
        while (listener.IsListening)
        {
            var asked = await listener.GetContextAsync();
            var isKnown = answers.TryGetValue(asked.Request.Url!.AbsolutePath, out var answer);
            asked.Response.StatusCode = isKnown ? 200 : 404;
            asked.Response.Close(Encoding.UTF8.GetBytes(answer ?? """{"message":"Not Found"}"""), willBlock: true);
        }
    }
}
