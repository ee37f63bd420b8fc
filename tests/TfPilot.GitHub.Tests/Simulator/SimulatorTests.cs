using System.Text;
using System.Text.Json.Nodes;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;
using DeploymentEnvironment = TfPilot.Core.Environments.DeploymentEnvironment;

namespace TfPilot.GitHub.Tests.Simulator;

/// <summary>
/// The same scenarios as with the fake, against a server that validates requests with GitHub's schemas.
/// </summary>
public sealed class SimulatorTests(GitHubSimulator simulator) : IClassFixture<GitHubSimulator>, IAsyncLifetime
{
    private static readonly RepositoryName Infra = RepositoryName.Parse("acme/infra");

    public Task InitializeAsync() => simulator.ResetAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [SimulatorFact]
    public async Task A_workflow_creates_edits_and_minimizes_its_comment()
    {
        var number = await OpenAsync(
            new
            {
                repo = "acme/infra", by = "ann", head = "f",
                files = new Dictionary<string, string> { ["envs/prod/a.tf"] = "x\n" }
            });
        await simulator.ActAsync(
            "comment", new { repo = "acme/infra", pull = number.Value, by = "eve", body = "hello" });
        var client = await WorkflowAsync(number, new { contents = "read", pull_requests = "write" });

        var before = await client.ReadConversationAsync(Infra, number, default);
        var written = await client.CreateCommentAsync(Infra, number, "first 🦉", default);
        var edited = await client.UpdateCommentAsync(Infra, written.Id, "second", default);
        await client.MinimizeCommentAsync(written.Node, default);
        var after = await client.ReadConversationAsync(Infra, number, default);

        before.Comments.Should().ContainSingle().Which.Should()
            .BeEquivalentTo(
                new { Author = new Account(2005, "eve"), Body = "hello", IsOwn = false, IsMinimized = false });
        edited.Id.Should().Be(written.Id);
        after.Comments[1].Should()
            .BeEquivalentTo(
                new
                {
                    written.Id, written.Node, written.Url, Author = after.Viewer, Body = "second", IsOwn = true,
                    IsMinimized = true
                });
        (await simulator.ViolationsAsync()).Should().BeEmpty();
    }

    [SimulatorFact]
    public async Task The_pull_request_its_files_and_the_default_branch_are_read()
    {
        var number = await OpenAsync(
            new
            {
                repo = "acme/infra", by = "ann", head = "f",
                files = new Dictionary<string, string?> { ["envs/prod/a.tf"] = "x\n", ["envs/dev/main.tf"] = null }
            });
        var client = await WorkflowAsync(number, new { contents = "read", pull_requests = "read" });

        var pull = await client.GetPullRequestAsync(Infra, number, default);
        var conversation = await client.ReadConversationAsync(Infra, number, default);
        var branch = await client.ReadDefaultBranchAsync(Infra, default);
        var files = await client.ListChangedFilesAsync(Infra, number, default);
        var settingsFiles = await client.ReadSettingsFilesAsync(
            Infra, new(".tfpilot.yml", ".tfpilot/waivers.yml", "envs/prod"), pull.Head, default);
        var settings = await client.ReadFileAsync(Infra, ".tfpilot.yml", branch.Head, default);
        var missing = await client.ReadFileAsync(Infra, "gone.yml", branch.Head, default);
        var tree = await client.ReadTreeAsync(Infra, branch.Head, default);

        // The query of a conversation does not read these.
        (pull with { Author = null, CreatedAt = null, TestMerge = null }).Should()
            .Be(conversation.Pull).And.BeEquivalentTo(
                new { BaseBranch = "main", HeadBranch = "f", IsOpen = true, IsFromFork = false, ChangedFiles = 2 });
        conversation.DefaultBranch.Should().Be(branch);
        files.Files.Should()
            .BeEquivalentTo(
                [new PullFile("envs/prod/a.tf", PullFileChange.Added, null),
                    new PullFile("envs/dev/main.tf", PullFileChange.Removed, null)]);
        Encoding.UTF8.GetString(settings!).Should().StartWith("environments:");
        settingsFiles.Should()
            .BeEquivalentTo(
                new { Branch = branch, Trusted = new SettingsTexts(Encoding.UTF8.GetString(settings!), null) });
        settingsFiles.Proposed.Should().BeEquivalentTo(settingsFiles.Trusted);
        settingsFiles.Templates.Keys.Should().Equal("main.tf");
        missing.Should().BeNull();
        (tree.HasFile("envs/dev/main.tf"), tree.HasFile("envs/prod/a.tf")).Should().Be((true, false));
        (await simulator.ViolationsAsync()).Should().BeEmpty();
    }

    [SimulatorFact]
    public async Task The_environments_are_read_with_their_protection()
    {
        var number = await OpenAsync(
            new
            {
                repo = "acme/infra", by = "ann", head = "f",
                files = new Dictionary<string, string> { ["a.tf"] = "x\n" }
            });
        var client = await WorkflowAsync(number, new { actions = "read" });

        var environments = await client.ListEnvironmentsAsync(Infra, ["prod", "dev"], default);

        environments.Should()
            .BeEquivalentTo(
                [new DeploymentEnvironment("prod") { HasCustomRule = true }, new DeploymentEnvironment("dev")]);
        (await simulator.ViolationsAsync()).Should().BeEmpty();
    }

    [SimulatorFact]
    public async Task The_token_of_a_fork_can_read_and_errors_name_the_missing_permission()
    {
        await simulator.PostAsync("seed",
            new
            {
                users = new[] { new { login = "zed" } },
                repositories = new[] { new { full_name = "zed/infra", fork_of = "acme/infra" } }
            });
        var number = await OpenAsync(
            new
            {
                repo = "acme/infra", by = "zed", head = "f", head_repo = "zed/infra",
                files = new Dictionary<string, string> { ["a.tf"] = "x\n" }
            });
        var client = await WorkflowAsync(number, new { contents = "read", pull_requests = "write" });

        var conversation = await client.ReadConversationAsync(Infra, number, default);
        var writing = () => client.CreateCommentAsync(Infra, number, "text", default);

        conversation.Pull.IsFromFork.Should().BeTrue();
        (await writing.Should().ThrowAsync<GitHubException>()
            .WithMessage("*The job must grant one of: *pull_requests=write*")).Which.Kind.Should()
            .Be(GitHubErrorKind.NotPermitted);
        (await simulator.ViolationsAsync()).Should().BeEmpty();
    }

    [SimulatorFact]
    public async Task An_unchanged_response_costs_no_rate_limit()
    {
        var number = await OpenAsync(
            new
            {
                repo = "acme/infra", by = "ann", head = "f",
                files = new Dictionary<string, string> { ["a.tf"] = "x\n" }
            });
        var client = await WorkflowAsync(number, new { contents = "read", pull_requests = "read" });

        var first = await client.GetPullRequestAsync(Infra, number, default);
        var second = await client.GetPullRequestAsync(Infra, number, default);

        second.Should().Be(first);
        (await StatusesAsync()).Should().Equal(200, 304);
    }

    [SimulatorFact]
    public async Task Faults_are_retried_and_no_comment_is_written_twice()
    {
        var number = await OpenAsync(
            new
            {
                repo = "acme/infra", by = "ann", head = "f",
                files = new Dictionary<string, string> { ["a.tf"] = "x\n" }
            });
        var client = await WorkflowAsync(number, new { contents = "read", pull_requests = "write" });
        foreach (var fault in new object[]
        {
            new { kind = "html", path = "/graphql", count = 1 }, new { kind = "reset", path = "/graphql", count = 1 },
            new { kind = "truncate", path = "/graphql", count = 1 },
            new { kind = "rate", path = "/graphql", count = 1, resetIn = 5 },
            new { kind = "secondary", method = "POST", path = "/repos/**", count = 1, retryAfter = 2 },
            new { kind = "truncate", method = "POST", path = "/repos/**", count = 1 },
        }) await simulator.PostAsync("faults", fault);

        await client.ReadConversationAsync(Infra, number, default);
        var writing = () => client.CreateCommentAsync(Infra, number, "once", default);

        (await writing.Should().ThrowAsync<GitHubException>()).Which.Kind.Should().Be(GitHubErrorKind.Unavailable);
        // The comment was written; only the response was lost.
        (await client.ReadConversationAsync(Infra, number, default)).Comments.Should().ContainSingle().Which.Body
            .Should().Be("once");
    }

    [SimulatorFact]
    public async Task A_request_that_GitHub_would_reject_is_a_violation()
    {
        var number = await OpenAsync(
            new
            {
                repo = "acme/infra", by = "ann", head = "f",
                files = new Dictionary<string, string> { ["a.tf"] = "x\n" }
            });
        var client = await WorkflowAsync(number, new { contents = "read", pull_requests = "write" });

        var asking = () => client.SendAsync(
            client.Rest(HttpMethod.Get, "/repos/acme/infra/pulls/7/changes", "look"), default);

        await asking.Should().ThrowAsync<GitHubException>();
        (await simulator.ViolationsAsync()).Should().ContainSingle().Which.Should().Contain("unknown-route");
    }

    private async Task<PullNumber> OpenAsync(object pull) =>
        new((int)(await simulator.ActAsync("openPullRequest", pull))["number"]!);

    /// <summary>A client as a job of the pull request creates it: with the job's variables and token.</summary>
    private async Task<GitHubClient> WorkflowAsync(PullNumber pull, object permissions)
    {
        var run = await simulator.ActAsync("startWorkflowRun",
            new { repo = "acme/infra", workflow = "plan.yml", pull = pull.Value, by = "ann", permissions });
        var endpoints = GitHubEndpoints.Read(name => (string?)run["env"]![name])
            .Match(found => found, problems => throw new InvalidOperationException($"{problems[0]}"));
        return new(GitHubClient.CreateHttpClient(), endpoints, new((string)run["token"]!),
            new(new AutoAdvanceClock(), () => 1) { Attempt = AutoAdvanceClock.AttemptTimeout });
    }

    private async Task<IEnumerable<int>> StatusesAsync() =>
        (await simulator.GetAsync("requests"))["log"]!.AsArray().Select(entry => (int)entry!["status"]!);
}
