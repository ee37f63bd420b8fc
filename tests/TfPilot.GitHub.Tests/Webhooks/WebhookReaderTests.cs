using System.Text;
using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Webhooks;

namespace TfPilot.GitHub.Tests.Webhooks;

public class WebhookReaderTests
{
    private const string Head = "0123456789abcdef0123456789abcdef01234567";
    private const string Base = "89abcdef0123456789abcdef0123456789abcdef";
    private const string Own = """ "repository":{"id":1,"full_name":"acme/infra","default_branch":"main"} """;

    private static readonly WebhookSubject Nothing = WebhookSubject.None;
    private static readonly WebhookSubject Seven = new WebhookSubject.Pull(new(7));

    public static readonly TheoryData<string, string, WebhookSubject> Events = new()
    {
        { "pull_request", """{"action":"synchronize","pull_request":{"number":7}}""", Seven },
        { "pull_request", """{"action":"teleported","pull_request":{"number":7}}""", Seven }, // an unknown action
        { "pull_request", """{"action":"closed","pull_request":{"number":"7"}}""", Nothing },
        { "deployment_protection_rule", Deployment("https://api.github.com/repos/o/r"),
            new WebhookSubject.Deployment("prod/eu west", 12) },
        // only the id is used, and it is read in the own repository
        { "deployment_protection_rule", Deployment("https://evil.example/x"),
            new WebhookSubject.Deployment("prod/eu west", 12) },
        { "deployment_protection_rule", Deployment("https://api.github.com", "1/../2"), Nothing },
        { "deployment_protection_rule", Deployment("https://api.github.com", "99999999999999999999"), Nothing },
        { "deployment_protection_rule", """{"action":"requested","environment":"prod"}""", Nothing },
        { "pull_request_review", """{"action":"submitted","pull_request":{"number":7}}""", Seven },
        { "issue_comment", Comment("created", "ok\\n/tfpilot help"),
            new WebhookSubject.Comment(new(7), new(5), IsNew: true) },
        // it may have been a command before the edit
        { "issue_comment", Comment("edited", "ok"), new WebhookSubject.Comment(new(7), new(5), IsNew: false) },
        { "issue_comment", Comment("deleted", "/tfpilot help"),
            new WebhookSubject.Comment(new(7), new(5), IsNew: false) },
        { "issue_comment", Comment("created", "looks good"), Nothing },
        { "issue_comment", Comment("created", "/tfpilot help", by: "Bot"), Nothing }, // a reply of the App
        { "issue_comment", Comment("pinned", "/tfpilot help"), Nothing },
        { "issue_comment", Comment("created", "/tfpilot help", of: """{"number":7}"""), Nothing }, // an issue
        { "issue_comment", """{"action":"created","issue":{"number":7,"pull_request":{}}}""", Nothing },
        // a check of a fork's commit
        { "check_run",
            $$$"""{"action":"rerequested","check_run":{"head_sha":"{{{Head}}}","pull_requests":[]},{{{Own}}} }""",
            Commit() },
        {
            "check_run", $$$"""
                {"action":"rerequested","check_run":{"head_sha":"{{{Head}}}",
                  "pull_requests":[{"number":7,"base":{"repo":{"id":1} } },{"number":9,"base":{"repo":{"id":2} } }]},
                  {{{Own}}} }
                """,
            Commit(7) // the other pull request belongs to the fork
        },
        { "check_run", $$$"""{"action":"requested_action","check_run":{"head_sha":"{{{Head}}}"},{{{Own}}} }""",
            Commit() },
        {
            "check_run", $$$"""
                {"action":"requested_action","requested_action":{"identifier":"unlock"},
                  "check_run":{"name":"tfpilot / prod","head_sha":"{{{Head}}}"},{{{Own}}} }
                """,
            new WebhookSubject.CheckAction(Commit(), "tfpilot / prod", "unlock")
        },
        // written by the App itself
        { "check_run", $$$"""{"action":"completed","check_run":{"head_sha":"{{{Head}}}"},{{{Own}}} }""", Nothing },
        { "check_suite",
            $$$"""{"action":"rerequested","check_suite":{"head_sha":"{{{Head}}}","pull_requests":null},{{{Own}}} }""",
            Commit() },
        // sent with every push, whose own event has more details
        { "check_suite", $$$"""{"action":"requested","check_suite":{"head_sha":"{{{Head}}}"},{{{Own}}} }""", Nothing },
        { "workflow_run", $$$"""{"action":"completed","workflow_run":{"head_sha":"{{{Head}}}"},{{{Own}}} }""",
            Commit() },
        { "workflow_run", $$$"""{"action":"requested","workflow_run":{"head_sha":"{{{Head}}}"},{{{Own}}} }""",
            Nothing },
        { "push", $$$"""{"ref":"refs/heads/f","after":"{{{Head}}}",{{{Own}}} }""",
            new WebhookSubject.Branch("f", new(Head), IsDefault: false) },
        { "push", $$$"""{"ref":"refs/heads/main","after":"{{{Head}}}",{{{Own}}} }""",
            new WebhookSubject.Branch("main", new(Head), IsDefault: true) },
        { "push", $$$"""{"ref":"refs/heads/f","after":"{{{new string('0', 40)}}}","deleted":true,{{{Own}}} }""",
            new WebhookSubject.Branch("f", null, IsDefault: false) },
        { "push", $$$"""{"ref":"refs/tags/v1","after":"{{{Head}}}",{{{Own}}} }""", Nothing },
        {
            "merge_group", $$$"""
                {"action":"checks_requested","merge_group":{"head_sha":"{{{Head}}}",
                  "head_ref":"refs/heads/gh-readonly-queue/main/pr-7","base_sha":"{{{Base}}}",
                  "base_ref":"refs/heads/main"}}
                """,
            new WebhookSubject.MergeGroup(new(Head), new(Base), "main")
        },
        { "merge_group", """{"action":"destroyed","merge_group":{}}""", Nothing },
        { "merge_group", """{"action":"checks_requested","merge_group":{}}""", Nothing },
        { "repository", """{"action":"renamed"}""", new WebhookSubject.WholeRepository() },
        { "repository", """{"action":"created"}""", Nothing },
        { "installation", """{"action":"created"}""", new WebhookSubject.Installation(InstallationChange.Created) },
        { "installation", """{"action":"deleted"}""", new WebhookSubject.Installation(InstallationChange.Deleted) },
        { "installation", """{"action":"suspend"}""", new WebhookSubject.Installation(InstallationChange.Suspended) },
        { "installation", """{"action":"unsuspend"}""",
            new WebhookSubject.Installation(InstallationChange.Unsuspended) },
        { "installation", """{"action":"new_permissions_accepted"}""",
            new WebhookSubject.Installation(InstallationChange.Changed) },
        { "installation", """{"action":"teleported"}""", Nothing },
        { "installation_repositories", """{"action":"added"}""",
            new WebhookSubject.Installation(InstallationChange.Changed) },
        { "member", """{"action":"removed"}""", new WebhookSubject.MembershipChanged() },
        { "membership", """{"action":"removed"}""", new WebhookSubject.MembershipChanged() },
        { "membership", """{"action":"removed","member":{"id":7},"team":{"slug":"night"} }""",
            new WebhookSubject.MembershipChanged("night", 7) },
        { "membership",
            """{"action":"added","member":{"id":7},"team":{"slug":"night","parent":{"slug":"platform"} } }""",
            new WebhookSubject.MembershipChanged("night", 7, IsAnyTeam: true) },
        { "team", """{"action":"removed_from_repository","team":{"slug":"night"} }""",
            new WebhookSubject.MembershipChanged("night") },
        // the team may have been renamed
        { "team", """{"action":"edited","team":{"slug":"night"} }""",
            new WebhookSubject.MembershipChanged(IsAnyTeam: true) },
        { "organization", """{"action":"member_removed","membership":{"user":{"id":7} } }""",
            new WebhookSubject.MembershipChanged(Member: 7, IsAnyTeam: true) },
        { "organization", """{"action":"member_invited","user":{"id":7} }""", WebhookSubject.None },
        { "organization", """{"action":"renamed"}""", new WebhookSubject.MembershipChanged() },
        { "ping", """{"zen":"…"}""", Nothing },
        { "teleportation", """{"action":["x"],"pull_request":{"number":7}}""", Nothing },
    };

    [Theory]
    [MemberData(nameof(Events))]
    public void A_delivery_is_read_with_its_subject(string name, string payload, WebhookSubject subject)
    {
        var read = Read(name, payload);

        read.Event.Should().Be(name);
        read.Subject.Should().BeEquivalentTo(subject, options => options.RespectingRuntimeTypes()
            .ComparingByValue<WebhookSubject.WholeRepository>().ComparingByValue<WebhookSubject.MembershipChanged>());
        read.Subject.Should().BeOfType(subject.GetType());
    }

    [Fact]
    public void A_NUL_character_in_a_delivery_is_replaced() =>
        WebhookReader.Read("ping", """{"action":"a\u0000b","sender":{"id":1,"login":"x\u0000"}}"""u8.ToArray())
        .Match(read => $"{read.Action} {read.Sender!.Account.Login}", problems => problems[0].Message)
            .Should().Be("a\uFFFDb x\uFFFD");

    [Fact]
    public void A_delivery_is_read_with_its_source_and_sender()
    {
        var read = Read("pull_request", $$"""
            {"action":"opened","installation":{"id":6001},"sender":{"id":9,"login":"renovate[bot]","type":"Bot"},
              {{Own}} }
            """);

        read.Should().BeEquivalentTo(new
        {
            Action = "opened",
            Installation = 6001L,
            Repository = new WebhookRepository(1, RepositoryName.Parse("acme/infra")),
            Sender = new WebhookSender(new(9, "renovate[bot]"), IsBot: true),
        });
    }

    [Theory]
    [InlineData("""{"installation":null,"repository":{"id":1},"sender":{}}""")]
    [InlineData("""{"installation":[],"repository":{"id":"1","full_name":"acme/infra"},"sender":"ann"}""")]
    [InlineData("""{"installation":{"id":1.5},"repository":{"id":1,"full_name":"acme/../infra"}}""")]
    public void Missing_fields_of_a_delivery_are_null(string payload) =>
        Read("push", payload).Should()
        .BeEquivalentTo(new { Installation = (long?)null, Repository = (object?)null, Sender = (object?)null });

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("payload=%7B%7D")] // posted as a form
    [InlineData("""{"action":"\ud800"}""")] // no text
    public void A_payload_that_is_not_an_object_is_a_problem(string payload)
    {
        var read = WebhookReader.Read("push", Encoding.UTF8.GetBytes(payload));

        read.Should().BeOfType<Validated<Webhook>.Invalid>().Which.Problems.Should().ContainSingle().Which.Path.Should()
            .Be("payload");
    }

    [NodeFact]
    public void Every_example_published_by_GitHub_is_read()
    {
        var examples = JsonNode.Parse(NodeTool.Read("@octokit/webhooks-examples/api.github.com/index.json"))!.AsArray()
            .SelectMany(kind => kind!["examples"]!.AsArray()
                .Select(example => (Name: (string)kind["name"]!, Example: example!))).ToList();

        var read = examples.Select(
            found => (found.Name, found.Example, Webhook: Read(found.Name, found.Example.ToJsonString()))).ToList();

        read.Should().HaveCountGreaterThan(300);
        read.Select(found => (found.Webhook.Action, found.Webhook.Installation)).Should()
            .Equal(
                read.Select(found => ((string?)found.Example["action"], (long?)found.Example["installation"]?["id"])));
        var about = read.GroupBy(found => found.Webhook.Subject.GetType().Name)
            .ToDictionary(found => found.Key, found => found.Select(one => one.Name).Distinct().Order().ToList());
        about["Pull"].Should().Equal("pull_request", "pull_request_review");
        about["Commit"].Should().Equal("check_run", "check_suite", "workflow_run");
        about["MergeGroup"].Should().Equal("merge_group");
        about["Installation"].Should().Equal("installation", "installation_repositories");
        about[nameof(WebhookSubject.MembershipChanged)].Should().Equal("member", "membership", "organization", "team");
    }

    private static string Deployment(string callback, string run = "12") =>
        $$"""
        {"action":"requested","environment":"prod/eu west","deployment":null,
         "deployment_callback_url":"{{callback}}/actions/runs/{{run}}/deployment_protection_rule"}
        """;

    private static string Comment(
        string action, string body, string by = "User", string of = """{"number":7,"pull_request":{}}""") => $$$"""
            {"action":"{{{action}}}","issue":{{{of}}},
              "comment":{"id":5,"body":"{{{body}}}","user":{"type":"{{{by}}}"} } }
            """;

    private static WebhookSubject.Commit Commit(params int[] pulls) =>
        new(new(Head), [.. pulls.Select(number => new PullNumber(number))]);

    private static Webhook Read(string name, string payload) =>
        WebhookReader.Read(name, Encoding.UTF8.GetBytes(payload))
        .Match(found => found, problems => throw new InvalidOperationException($"{problems[0]}"));
}
