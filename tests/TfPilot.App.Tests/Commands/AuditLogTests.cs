using TfPilot.App.Tests.Pulls;
using TfPilot.App.Tests.Records;
using TfPilot.Core.Audit;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Tests.Fake;
using static TfPilot.GitHub.Tests.Fake.FakePeople;

namespace TfPilot.App.Tests.Commands;

public sealed class AuditLogTests
{
    [Fact]
    public async Task A_changed_decision_is_logged_and_its_check_prints_the_audit_head()
    {
        await using var bench = await PlannedAsync();
        await bench.RunAsync();
        var head = await bench.Audit.HeadAsync(FakeApp.Installation, default);
        bench.Repository.Files[".tfpilot.yml"] = $"{PullBench.Prod}# more\n";
        bench.Repository.DefaultHead = FakeRepository.Sha("later");
        await bench.RunAsync();

        var lines = await CommandHandlerTests.LinesAsync(bench);
        AuditChain.Verify(lines, head.Short).IsIntact.Should().BeTrue();
        // the base changed, so the plan no longer matches
        lines.Select(Kind).Should().Equal("settings", "decision", "settings", "decision");
        lines[1].Should()
            .Contain($"{FakeRepository.Sha("head of 7")}").And.Contain("plan of prod").And.Contain("approved: ");
    }

    [Fact]
    public async Task A_new_audit_entry_does_not_rewrite_existing_checks()
    {
        await using var bench = await PlannedAsync();
        await bench.RunAsync();
        var summary = bench.Summary("tfpilot: main");
        await bench.Audit.AppendAsync(
            FakeApp.Installation, new(AuditKind.Refusal, FakeApp.Repository, 9, "no"), bench.Now, default);
        bench.Calls();

        await bench.RunAsync();

        bench.Calls().Writes.Should().Be(0);
        summary.Should().MatchRegex("\nAudit: `[0-9a-f]{12}`\n$");
        (await CommandHandlerTests.LinesAsync(bench)).Should().HaveCount(3);
    }

    [Fact]
    public async Task A_rerequested_check_is_not_a_new_decision()
    {
        await using var bench = await PlannedAsync();
        await bench.RunAsync();
        bench.Repository.Checks[0].Body["conclusion"] = null;

        await bench.RunAsync();

        (await CommandHandlerTests.LinesAsync(bench)).Select(Kind).Should().Equal("settings", "decision");
    }

    [Theory]
    [InlineData("closed", false)]
    [InlineData("merged", false)]
    [InlineData("open", true)] // became a draft
    public async Task Locks_of_a_closed_pull_request_are_released(string state, bool isDraft)
    {
        await using var bench = await PlannedAsync();
        bench.Repository.AddPull(8);
        foreach (var pull in new[] { 7, 8 })
            await bench.Commands.HandleAsync(PullBench.Key(pull),
                new CommentId(bench.Repository.AddComment(pull, Bob, "/tfpilot lock prod migration").Id), default);
        (bench.Pull.State, bench.Pull.IsDraft) = (state, isDraft);

        await bench.RunAsync();

        (await bench.Locks.ListAsync(FakeApp.Installation, FakeApp.Repository, default)).Should()
            .ContainSingle().Which.Pull.Should().Be(8);
        (await CommandHandlerTests.LinesAsync(bench)).Should()
            .Contain(line => line.Contains("prod was released", StringComparison.Ordinal)
                && line.Contains("\"by\":null", StringComparison.Ordinal));
    }

    private static string Kind(string line) => (string)System.Text.Json.Nodes.JsonNode.Parse(line)!["kind"]!;

    [Fact]
    public async Task A_check_shows_the_timeline_and_later_events_do_not_rewrite_it()
    {
        await using var bench = await PlannedAsync();
        await bench.RunAsync();
        var summary = bench.Summary("tfpilot: main");
        await bench.Audit.AppendAsync(
            FakeApp.Installation, new(AuditKind.Refusal, FakeApp.Repository, 7, "no"), bench.Now, default);
        bench.Calls();

        await bench.RunAsync();

        summary.Should().Contain("<summary>Timeline</summary>").And.MatchRegex("plan \\| run \\d+, attempt 1: ");
        bench.Calls().Writes.Should().Be(0);
    }

    [Fact]
    public async Task Only_entries_after_the_last_known_one_are_folded()
    {
        await using var bench = await PlannedAsync();
        await bench.RunAsync();
        var first = await bench.Timelines.ReadAsync(PullBench.Key(), default);

        var unchanged = await bench.Timelines.ReadAsync(PullBench.Key(), default);
        await bench.Audit.AppendAsync(
            FakeApp.Installation, new(AuditKind.Refusal, FakeApp.Repository, 7, "no"), bench.Now, default);
        var later = await bench.Timelines.ReadAsync(PullBench.Key(), default);

        unchanged.Should().BeSameAs(first);
        later.Events.Select(one => one.What).Should().Equal([.. first.Events.Select(one => one.What), "no"]);
    }

    [Theory]
    [InlineData("open")]
    [InlineData("merged")]
    public async Task The_timeline_command_is_answered_until_after_the_merge(string state)
    {
        await using var bench = await PlannedAsync();
        await bench.RunAsync();
        bench.Pull.State = state;

        await bench.Commands.HandleAsync(PullBench.Key(),
            new CommentId(bench.Repository.AddComment(7, Bob, "/tfpilot timeline\n/tfpilot timeline").Id), default);

        bench.Repository.Comments[^1].Body.Should().Contain("opened by ann").And.Contain("| decision | ");
    }

    [Theory]
    [InlineData("open")]
    [InlineData("merged")]
    public async Task The_where_command_finds_resources_of_the_repository(string state)
    {
        await using var bench = await PlannedAsync();
        await DataBranchTests.ApplyAsync(bench, run: 12);
        bench.Pull.State = state;

        await bench.Commands.HandleAsync(PullBench.Key(), new CommentId(bench.Repository.AddComment(
            7, Bob, "/tfpilot where NULL_resource.web\n/tfpilot where other").Id), default);

        bench.Repository.Comments[^1].Body.Should()
            .Contain("- `null_resource.web` in `web` (`dev`)").And.Contain("host name `other`.");
    }

    [Fact]
    public async Task A_closed_pull_request_answers_no_other_command()
    {
        await using var bench = await PlannedAsync();
        bench.Pull.State = "merged";

        await bench.Commands.HandleAsync(PullBench.Key(),
            new CommentId(bench.Repository.AddComment(7, Bob, "/tfpilot lock prod now").Id), default);

        bench.Repository.Comments.Should().ContainSingle();
        (await bench.Locks.ListAsync(FakeApp.Installation, FakeApp.Repository, default)).Should().BeEmpty();
    }

    private static async Task<PullBench> PlannedAsync()
    {
        var bench = await PullBench.OpenAsync();
        bench.Pull.Files.Add(new("live/prod/web/main.tf", PullFileChange.Modified, null));
        await bench.AddEvidenceAsync(PullBench.Plans(PullBench.Project("live/prod/web", "prod")));
        return bench;
    }
}
