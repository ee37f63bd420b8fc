using System.Text.Json.Nodes;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.Action.Tests.Jobs;

[Collection("the current folder")]
public sealed class DiscoverJobTests : IDisposable
{
    private const string Settings = "version: 1\nenvironments: { prod: { paths: [\"live/**\"] } }\n";
    private readonly ActionStep step = new();

    public DiscoverJobTests()
    {
        foreach (var project in new[] { "new", "web", "db" })
            step.Write($"live/{project}/main.tf", "terraform {\n  backend \"s3\" {}\n}\n");
        step.Write(".tfpilot.yml", "version: 1\nignore: [\"**\"]\n");
        step.GitHub.Repository.Files[".tfpilot.yml"] = Settings;
        step.Pull.Files.Add(new("live/new/main.tf", PullFileChange.Renamed, "live/old/main.tf"));
        step.Pull.Files.Add(new("live/web/main.tf", PullFileChange.Modified, PreviousPath: null));
    }

    public void Dispose() => step.Dispose();

    [Fact]
    public void The_files_come_from_GitHub_and_the_settings_from_the_default_branch()
    {
        var run = step.Run(("command", "discover"));

        run.ExitCode.Should().Be(0, run.ToString());
        var jobs = JsonNode.Parse(step.Outputs["matrix"])!["include"]!.AsArray();
        jobs.Select(job => $"{job!["path"]} {job["environment"]}").Should().Equal("live/new prod", "live/web prod");
        step.Outputs.Should().Contain("any", "true").And.Contain("reason-code", "discovered");
        run.Log.Should().Contain("::warning title=state orphaned::live/old no longer has configuration");
    }

    [Fact]
    public void The_projects_that_publish_expects_are_written_as_an_output()
    {
        step.Run(("command", "discover"));

        step.Outputs["projects"].Should()
            .Be("""
                [{"project":"live/new","environment":"prod"},{"project":"live/web","environment":"prod"},{"project":"live/old","orphaned":true}]
                """);
    }

    [Fact]
    public void A_change_outside_every_project_needs_no_plan()
    {
        step.Pull.Files.Clear();
        step.Pull.Files.Add(new("README.md", PullFileChange.Modified, PreviousPath: null));

        step.Run(("command", "discover"));

        step.Outputs.Should()
            .Contain("any", "false").And.Contain("projects", "[]").And.Contain("matrix", """{"include":[]}""");
    }

    [Theory]
    [InlineData("tools/x.tf", """[{"project":"tools/x.tf","unmapped":true}]""")]
    // an environment includes the path
    [InlineData("live/notes.txt", """[{"project":"live/notes.txt","unmapped":true}]""")]
    // shared, but not used by any project
    [InlineData("modules/idle/main.tf", """[{"project":"modules/idle/main.tf","unmapped":true}]""")]
    [InlineData("common/tags.hcl", """[{"project":"common/tags.hcl","unmapped":true}]""")]
    public void Changed_files_that_no_plan_covers_are_written_to_the_output(string path, string projects)
    {
        step.Write("modules/idle/main.tf", "");
        step.Write("tools/x.tf", "");
        step.GitHub.Repository.Files[".tfpilot.yml"] = Settings + "shared: [\"modules/**\"]\n";
        step.Pull.Files.Clear();
        step.Pull.Files.Add(new(path, PullFileChange.Modified, PreviousPath: null));

        step.Run(("command", "discover"));

        step.Outputs.Should().Contain("projects", projects).And.Contain("any", "false");
    }

    [Fact]
    public void A_settings_change_plans_every_project_and_is_written_to_the_output()
    {
        step.Pull.Files.Clear();
        step.Pull.Files.Add(new(".tfpilot/waivers.yml", PullFileChange.Modified, PreviousPath: null));

        step.Run(("command", "discover"));

        step.Outputs["projects"].Should()
            .EndWith(""",{"project":".tfpilot/waivers.yml","settings":true}]""").And.Contain("live/db");
    }

    [Fact]
    public void A_settings_change_plans_nothing_when_the_App_has_accepted_plans()
    {
        var run = DiscoverSettings(Decision(step.Pull.Head.Text, accepted: true));

        step.Outputs.Should().Contain("any", "false").And.Contain("accepted", "true");
        step.Outputs["projects"].Should().Be("""[{"project":".tfpilot/waivers.yml","settings":true}]""");
        run.Log.Should().Contain("the App evaluates the last accepted plans");
        var (address, authorization, _) = step.App.Received.Should().ContainSingle().Subject;
        address.Should().Be($"{FakeAppServer.Url}/api/pulls/{step.GitHub.Repository.Name}/{step.Pull.Number}/decision");
        authorization.Should().StartWith("Bearer ");
    }

    [Theory]
    [InlineData("not enough")]
    [InlineData("another head")]
    [InlineData("an older App")]
    [InlineData("no JSON")]
    [InlineData("refused")]
    public void A_settings_change_plans_everything_unless_the_App_confirms_accepted_plans(string answer)
    {
        var head = step.Pull.Head.Text;
        DiscoverSettings(answer switch
        {
            "not enough" => Decision(head, accepted: false),
            "another head" => Decision(new string('a', 40), accepted: true),
            "an older App" => () => FakeGitHub.Response(200, $$"""{"head":"{{head}}"}"""),
            "no JSON" => () => FakeGitHub.Response(200, "<html>"),
            _ => FakeAppServer.Refuses(404, "no"),
        });

        step.Outputs.Should().Contain("any", "true").And.NotContainKey("accepted");
    }

    [Fact]
    public void The_App_is_not_queried_when_more_than_the_settings_changes()
    {
        step.Pull.Files.Add(new(".tfpilot.yml", PullFileChange.Modified, PreviousPath: null));

        step.Run(("command", "discover"), ("app-url", FakeAppServer.Url));

        step.App.Received.Should().BeEmpty();
        step.Outputs.Should().Contain("any", "true");
    }

    private StepRun DiscoverSettings(Func<HttpResponseMessage> answer)
    {
        step.Pull.Files.Clear();
        step.Pull.Files.Add(new(".tfpilot/waivers.yml", PullFileChange.Modified, PreviousPath: null));
        step.App.Answers.Enqueue(answer);
        return step.Run(("command", "discover"), ("app-url", FakeAppServer.Url));
    }

    private static Func<HttpResponseMessage> Decision(string head, bool accepted) =>
        () => FakeGitHub.Response(200, $$"""
            {"schema":"tfpilot.decision/1","head":"{{head}}","acceptedPlans":{{(accepted ? "true" : "false")}},
              "rules":[]}
            """);

    [Fact]
    public void Two_thousand_projects_yield_at_most_256_jobs_within_GitHubs_output_limits()
    {
        var deep = string.Join('/', Enumerable.Repeat("account-with-a-long-name", 4));
        for (var i = 0; i < 2_000; i++)
            step.Write(
                $"live/{deep}/p{i:0000}/main.tf", "module \"m\" {\n  source = \"../../../../../../modules/m\"\n}\n");
        step.Write("modules/m/main.tf", "");
        step.Write("times.json", """{"live/none prod":12,"broken":"x"}""");
        step.GitHub.Repository.Files[".tfpilot.yml"] = Settings + "shared: [\"modules/**\"]\n";
        step.Pull.Files.Clear();
        step.Pull.Files.Add(new("modules/m/main.tf", PullFileChange.Modified, PreviousPath: null));
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var run = step.Run(("command", "discover"), ("durations", "times.json"));

        run.ExitCode.Should().Be(0, run.ToString());
        var batches = JsonNode.Parse(step.Outputs["batches"])!["include"]!.AsArray();
        batches.Should().HaveCount(256);
        batches.Sum(batch => ((string)batch!["plans"]!).Count(c => c == '\n')).Should().Be(2_000);
        step.Outputs.Values.Sum(output => output.Length).Should().BeLessThan(500_000);
        step.Outputs["projects"].Should().StartWith("gzip:");
        step.Outputs.Should().NotContainKey("matrix");
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("push", "ab", "web", "live/web prod")] // what the push changed
    [InlineData("push", "0", "web", "live/db prod, live/new prod, live/web prod")] // the first push of a branch
    [InlineData("workflow_dispatch", "", "web", "live/db prod, live/new prod, live/web prod")]
    [InlineData("push", "ab", "", "")]
    public void For_an_apply_the_projects_of_the_push_are_found(
        string trigger, string before, string changed, string applied)
    {
        var (from, to) = (Sha(before), Sha("cd"));
        step.OnEvent(trigger, trigger != "push" ? "{\"repository\":{\"default_branch\":\"main\"}}"
            : $$$"""{"before":"{{{from}}}","after":"{{{to}}}","repository":{"default_branch":"main"}}""");
        step.GitHub.Repository.People.Differences[$"{from}...{to}"] = changed.Length == 0 ? []
            : [new(new($"live/{changed}/main.tf", PullFileChange.Modified, PreviousPath: null), null, null)];

        var run = step.Run(("command", "discover"), ("branch", "main"));

        run.ExitCode.Should().Be(0, run.ToString());
        var jobs = JsonNode.Parse(step.Outputs["matrix"])!["include"]!.AsArray();
        string.Join(", ", jobs.Select(job => $"{job!["path"]} {job["environment"]}")).Should().Be(applied);
        jobs.Select(job => (string?)job!["plan"]).Should().Equal(
            jobs.Select(job => $"{job!["path"]}\tprod\t\t=\n"));
        step.Outputs.Should().Contain("any", applied.Length > 0 ? "true" : "false");
    }

    [Fact]
    public void For_an_apply_a_change_of_the_settings_alone_finds_nothing()
    {
        var (from, to) = (Sha("ab"), Sha("cd"));
        step.OnEvent("push",
            $$$"""{"before":"{{{from}}}","after":"{{{to}}}","repository":{"default_branch":"main"}}""");
        step.GitHub.Repository.People.Differences[$"{from}...{to}"] =
            [new(new(".tfpilot.yml", PullFileChange.Modified, PreviousPath: null), null, null)];

        step.Run(("command", "discover"), ("branch", "main"));

        step.Outputs.Should().Contain("any", "false");
    }

    [Fact]
    public void For_an_apply_an_unknown_environment_is_an_error()
    {
        step.OnEvent("workflow_dispatch", "{}");

        var run = step.Run(("command", "discover"), ("branch", "main"), ("environment", "prd"));

        run.ExitCode.Should().Be(2);
        run.Log.Should().Contain("The settings define no environment prd");
    }

    private static string Sha(string text) => text.PadRight(40, '0');

    [Theory]
    [InlineData("push")]
    [InlineData("schedule")]
    [InlineData("merge_group")]
    public void Without_a_pull_request_every_project_is_planned(string name)
    {
        step.OnEvent(name, "{}");

        step.Run(("command", "discover"));

        JsonNode.Parse(step.Outputs["matrix"])!["include"]!.AsArray().Should().HaveCount(3);
    }

    [Fact]
    public void A_file_list_at_GitHubs_limit_plans_every_project()
    {
        for (var i = 0; i < 3_000; i++) step.Pull.Files.Add(new($"docs/{i}", PullFileChange.Added, PreviousPath: null));

        step.Run(("command", "discover"));

        JsonNode.Parse(step.Outputs["matrix"])!["include"]!.AsArray().Should().HaveCount(3);
    }

    [Fact]
    public void Invalid_settings_on_the_default_branch_are_reported_and_nothing_is_planned()
    {
        step.GitHub.Repository.Files[".tfpilot/waivers.yml"] = "- rule: no-such\n";

        var run = step.Run(("command", "discover"));

        run.ExitCode.Should().Be(2);
        run.Log.Should().Contain("::error title=tfpilot::.tfpilot/waivers.yml:1:");
        step.Outputs.Should().Equal(new Dictionary<string, string> { ["reason-code"] = "incomplete" });
    }

    [Fact]
    public void The_discover_command_line_in_a_step_finds_the_same_projects()
    {
        step.Variables["GITHUB_TOKEN"] = step.Variables["INPUT_GITHUB-TOKEN"];

        var run = step.Execute("discover", "--format", "json");

        JsonNode.Parse(run.Log)!["projects"]!.AsArray().Select(project => (string)project!["path"]!).Should()
            .Equal("live/new", "live/web");
        JsonNode.Parse(run.Log)!["orphaned"]![0]!["movedTo"]!.GetValue<string>().Should().Be("live/new");
    }

    [Theory]
    [InlineData("push", "token",
        "tfpilot: GITHUB_EVENT_NAME is push, which has no pull request: pass --changed FILE (- for standard " +
        "input) or --all.\n")]
    [InlineData("pull_request", "",
        "tfpilot: GITHUB_TOKEN is not set: give the step `env: { GITHUB_TOKEN: \"${{ github.token }}\" }`.\n")]
    public void Missing_command_line_requirements_are_reported(string trigger, string token, string error)
    {
        if (trigger == "push") step.OnEvent("push", "{}");
        step.Variables.Remove("INPUT_GITHUB-TOKEN");
        step.Variables["GITHUB_TOKEN"] = token;

        var run = step.Execute("discover");

        run.Should().Be(new StepRun(2, "", error));
    }

    [Fact]
    public void A_GitHub_error_is_reported_and_nothing_is_planned()
    {
        step.GitHub.Refuses("GET", 404, "Not Found");

        var run = step.Run(("command", "discover"));

        run.ExitCode.Should().Be(2);
        run.Log.Should().Contain("Cannot list the files of pull request acme/infra#7");
        step.Outputs.Should().Equal(new Dictionary<string, string> { ["reason-code"] = "github-unavailable" });
    }
}
