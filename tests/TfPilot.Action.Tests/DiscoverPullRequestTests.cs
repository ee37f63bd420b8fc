using TfPilot.GitHub.Calls;
using TfPilot.GitHub.Tests.Actions;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.Action.Tests;

/// <summary><c>tfpilot discover</c> in a workflow of a pull request.</summary>
public sealed class DiscoverPullRequestTests : IDisposable
{
    private const string Backend = "terraform {\n  backend \"s3\" {}\n}\n";
    private readonly TemporaryFolder folder = new();
    private readonly TheRunner runner = new();
    private readonly FakeGitHub github = new();
    private readonly FakePull pull;

    public DiscoverPullRequestTests()
    {
        foreach (var project in new[] { "new", "web", "db" }) folder.Write($"live/{project}/main.tf", Backend);
        folder.Write(".tfpilot.yml", "version: 1\nignore: [\"**\"]\n");
        github.Repository.Files[".tfpilot.yml"] = "version: 1\nenvironments: { prod: { paths: [\"live/**\"] } }\n";
        pull = github.Repository.Opens(7);
        pull.Files.Add(new("live/new/main.tf", FileChange.Renamed, "live/old/main.tf"));
        pull.Files.Add(new("live/web/main.tf", FileChange.Modified, PreviousPath: null));
        runner.Variables["GITHUB_API_URL"] = "https://github.test/api";
        runner.Variables["GITHUB_GRAPHQL_URL"] = "https://github.test/api/graphql";
        runner.Variables["GITHUB_TOKEN"] = FakeGitHub.Token;
    }

    public void Dispose()
    {
        github.Dispose();
        runner.Dispose();
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
    public void A_copied_file_says_nothing_of_where_it_was_copied_from()
    {
        pull.Files.Clear();
        pull.Files.Add(new("live/new/more.tf", FileChange.Copied, "live/old/more.tf"));

        var run = Discover("pull_request");

        run.Json["projects"]!.AsArray().Select(project => (string)project!["path"]!).Should().Equal("live/new");
        run.Json["orphaned"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public void Settings_that_are_broken_on_the_default_branch_are_told()
    {
        github.Repository.Files[".tfpilot.yml"] = "version: 1\nno_such: 1\n";

        var run = Discover("pull_request");

        run.ExitCode.Should().Be(2);
        run.Error.Should().StartWith("tfpilot: .tfpilot.yml:2:1: no_such is no key");
    }

    [Fact]
    public void So_many_files_that_GitHub_names_no_more_are_everything()
    {
        pull.Files.AddRange(Enumerable.Range(0, 3000).Select(i => new ChangedFile($"docs/{i}", FileChange.Added, PreviousPath: null)));

        var run = Discover("pull_request");

        run.Json["truncated"]!.GetValue<bool>().Should().BeTrue();
        run.Json["projects"]!.AsArray().Should().HaveCount(3);
    }

    [Theory]
    [InlineData("push", FakeGitHub.Token, "tfpilot: GITHUB_EVENT_NAME is push, which is about no pull request: say what changed with --changed FILE (or - for standard input), or ask for --all.\n")]
    [InlineData("pull_request", "", "tfpilot: GITHUB_TOKEN is not set: give the step `env: { GITHUB_TOKEN: \"${{ github.token }}\" }`.\n")]
    public void What_is_missing_is_told(string trigger, string token, string error)
    {
        runner.Variables["GITHUB_TOKEN"] = token;

        Discover(trigger).Should().Be(new CliRun(2, "", error));
    }

    [Fact]
    public void What_GitHub_refuses_is_told_and_nothing_is_planned()
    {
        github.Repository.Pulls.Remove(7);

        var run = Discover("pull_request");

        run.ExitCode.Should().Be(2);
        run.Out.Should().BeEmpty();
        run.Error.Should().StartWith("tfpilot: Cannot list the files of pull request ").And.Contain("acme/infra#7");
    }

    private CliRun Discover(string trigger)
    {
        runner.Started(trigger, $$$"""{"pull_request":{"number":7,"head":{"sha":"{{{pull.Head}}}","ref":"change"}},"repository":{"default_branch":"main"}}""");
        return new Cli { Variables = runner.Variables, GitHub = github }.On("discover", "--source", folder.Root, "--format", "json");
    }
}
