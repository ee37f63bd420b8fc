using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Actions;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Tests.Actions;

public sealed class ActionsEventTests : IDisposable
{
    private const string Head = "1111111111111111111111111111111111111111";
    private const string Base = "2222222222222222222222222222222222222222";
    private const string Own = """ "repository":{"id":1,"full_name":"acme/infra","default_branch":"main"} """;

    private readonly FakeRunner runner = new();

    public static TheoryData<string, string, object> Events => new()
    {
        {
            "pull_request", $$"""
                {"action":"synchronize","pull_request":{"number":7,
                  "head":{"sha":"{{Head}}","ref":"x","repo":{"id":1,"full_name":"acme/infra"} },
                  "base":{"sha":"{{Base}}","ref":"main"} },{{Own}}}
                """,
            new { Action = "synchronize", Pull = new PullNumber(7), Head = new CommitSha(Head), HeadBranch = "x",
                Base = new CommitSha(Base), BaseBranch = "main", DefaultBranch = "main",
                HeadOrigin = HeadOrigin.SameRepository }
        },
        {
            "pull_request_target", $$"""
                {"pull_request":{"number":7,"head":{"sha":"{{Head}}","ref":"x",
                  "repo":{"id":2,"full_name":"zed/infra"} } },{{Own}}}
                """,
            new { Pull = new PullNumber(7), HeadRepository = RepositoryName.Parse("zed/infra"),
                HeadOrigin = HeadOrigin.Fork }
        },
        {
            "pull_request", // the fork was deleted
            $$"""{"pull_request":{"number":7,"head":{"sha":"{{Head}}","ref":"x","repo":null} },{{Own}}}""",
            new { HeadRepository = (RepositoryName?)null, HeadOrigin = HeadOrigin.Fork }
        },
        {
            "pull_request", // an equal name does not prove that the repository is the same
            $$"""{"pull_request":{"number":7,"head":{"repo":{"full_name":"acme/infra"} } },{{Own}}}""",
            new { Head = (CommitSha?)null, HeadOrigin = HeadOrigin.Unknown }
        },
        { "issue_comment", $$"""{"action":"created","issue":{"number":7,"pull_request":{"url":"x"} },{{Own}}}""",
            new { Pull = new PullNumber(7), HeadOrigin = HeadOrigin.Unknown } },
        { "issue_comment", $$"""{"issue":{"number":7},{{Own}}}""",
            new { Pull = (PullNumber?)null, HeadOrigin = HeadOrigin.None } },
        {
            "workflow_run", $$"""
                {"workflow_run":{"head_sha":"{{Head}}","head_branch":"x",
                  "head_repository":{"id":1,"full_name":"acme/infra"},"pull_requests":[{"number":7}]},{{Own}}}
                """,
            new { Pull = new PullNumber(7), Head = new CommitSha(Head), HeadOrigin = HeadOrigin.SameRepository }
        },
        {
            "workflow_run", // GitHub lists no pull requests from forks
            $$"""
            {"workflow_run":{"head_sha":"{{Head}}","head_repository":{"id":2,"full_name":"zed/infra"},
              "pull_requests":[]},{{Own}}}
            """,
            new { Pull = (PullNumber?)null, HeadOrigin = HeadOrigin.Fork }
        },
        {
            "workflow_run", // one commit with two pull requests: ambiguous
            $$"""{"workflow_run":{"head_repository":{"id":1},"pull_requests":[{"number":7},{"number":8}]},{{Own}}}""",
            new { Pull = (PullNumber?)null, HeadOrigin = HeadOrigin.SameRepository }
        },
        { "push", $$"""{"ref":"refs/heads/release/1","after":"{{Head}}",{{Own}}}""",
            new { Head = new CommitSha(Head), HeadBranch = "release/1", HeadOrigin = HeadOrigin.None } },
        { "push", $$"""{"ref":"refs/tags/v1","after":"{{Head}}",{{Own}}}""", new { HeadBranch = (string?)null } },
        {
            "merge_group", $$"""
                {"action":"checks_requested","merge_group":{"head_sha":"{{Head}}",
                  "head_ref":"refs/heads/gh-readonly-queue/main/pr-7","base_sha":"{{Base}}",
                  "base_ref":"refs/heads/main"},{{Own}}}
                """,
            new { Head = new CommitSha(Head), Base = new CommitSha(Base), BaseBranch = "main" }
        },
        { "schedule", $$"""{"schedule":"0 3 * * *",{{Own}}}""",
            new { Name = "schedule", Pull = (PullNumber?)null, DefaultBranch = "main", HeadOrigin = HeadOrigin.None } },
        { "workflow_dispatch", """{"inputs":null}""",
            new { Name = "workflow_dispatch", DefaultBranch = (string?)null } },
        { "pull_request", """{"pull_request":{"number":"7","head":"x"},"repository":[]}""",
            new { Pull = (PullNumber?)null, Head = (CommitSha?)null, HeadOrigin = HeadOrigin.Fork } },
        { "", "[1]", new { Name = "", Pull = (PullNumber?)null } },
    };

    public void Dispose() => runner.Dispose();

    [Theory]
    [MemberData(nameof(Events))]
    public void An_event_is_read_with_all_its_known_fields(string name, string payload, object expected)
    {
        var started = runner.Started(name, payload).Runtime.ReadEvent();

        started.Match(found => (object)found, problems => problems).Should().BeEquivalentTo(expected);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    public void An_event_that_is_not_JSON_is_a_problem(string payload)
    {
        var problems = runner.Started("push", payload).Runtime.ReadEvent().Match(_ => [], found => found);

        problems.Should().ContainSingle().Which.Message.Should()
            .StartWith("the event file of this run is not valid JSON");
    }

    [Fact]
    public void A_missing_event_file_is_a_problem()
    {
        runner.Variables["GITHUB_EVENT_PATH"] = "no/such/event.json";

        var problems = runner.Runtime.ReadEvent().Match(_ => [], found => found);

        problems.Should().ContainSingle().Which.Should()
            .Match<Core.Basics.Problem>(
                problem => problem.Path == "no/such/event.json" && problem.Message.Contains("mount"));
    }

    [NodeTheory]
    [InlineData("pull_request")]
    [InlineData("issue_comment")]
    [InlineData("workflow_run")]
    [InlineData("push")]
    [InlineData("merge_group")]
    public void Every_example_published_by_GitHub_is_read(string name)
    {
        var examples = JsonNode.Parse(NodeTool.Read("@octokit/webhooks-examples/api.github.com/index.json"))!.AsArray()
            .Single(found => (string)found!["name"]! == name)!["examples"]!.AsArray();

        var read = examples.Select(example => runner.Started(name, example!.ToJsonString()).Runtime.ReadEvent()
            .Match(found => found, _ => null!)).ToList();

        read.Should().NotBeEmpty().And.OnlyContain(started => started != null && started.DefaultBranch != null);
        if (name != "issue_comment") read.Should().OnlyContain(started => started.Head != null);
        if (name is "pull_request")
            read.Should()
                .OnlyContain(started => started.Pull != null && started.BaseBranch != null
                    && started.HeadOrigin != HeadOrigin.Unknown);
    }
}
