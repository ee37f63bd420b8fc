using Microsoft.Extensions.Logging.Abstractions;
using TfPilot.App.Commands;
using TfPilot.App.Jobs;
using TfPilot.App.Tests.Pulls;
using TfPilot.GitHub.Tests.Fake;
using TfPilot.Storage;
using static TfPilot.GitHub.Tests.Fake.FakePeople;

namespace TfPilot.App.Tests.Commands;

public sealed class MissedCommentScanTests
{
    [Fact]
    public async Task A_command_without_a_webhook_is_found_by_the_scan_and_answered_once()
    {
        await using var bench = await PullBench.OpenAsync();
        var asked = bench.Repository.AddComment(7, Bob, "/tfpilot lock prod migration");
        var ordinary = bench.Repository.AddComment(7, Bob, "LGTM");
        var round = Round(bench);

        await round.RunOnceAsync(default);
        bench.Passes(TimeSpan.FromMinutes(30));
        await round.RunOnceAsync(default);
        bench.Passes(TimeSpan.FromMinutes(1));
        await Round(bench).RunOnceAsync(default);

        (asked.Reactions.Single(), ordinary.Reactions.Count, bench.Repository.Comments.Count).Should().Be(("+1", 0, 2));
        bench.GitHub.Exchanges.Should()
            .ContainSingle(exchange => exchange.Url.EndsWith("/reactions", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_command_answered_by_an_earlier_installation_is_not_answered_again()
    {
        await using var bench = await PullBench.OpenAsync();
        var asked = bench.Repository.AddComment(7, Bob, "/tfpilot lock prod migration");
        asked.Reactions.Add("eyes");

        await Round(bench).RunOnceAsync(default);

        asked.Reactions.Should().Equal("eyes");
        (await bench.Locks.ListAsync(FakeApp.Installation, FakeApp.Repository, default)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("+1")]
    [InlineData("eyes")]
    [InlineData("confused")]
    public async Task A_reaction_of_another_user_does_not_count_as_an_answer(string reaction)
    {
        await using var bench = await PullBench.OpenAsync();
        var asked = bench.Repository.AddComment(7, Bob, "/tfpilot lock prod migration");
        asked.ReactionsOfOthers.Add(reaction);

        await Round(bench).RunOnceAsync(default);

        asked.Reactions.Should().Equal("+1");
        (await bench.Locks.ListAsync(FakeApp.Installation, FakeApp.Repository, default)).Should().ContainSingle();
    }

    [Fact]
    public async Task Unreadable_comments_are_read_by_the_next_scan()
    {
        await using var bench = await PullBench.OpenAsync();
        var (round, began) = (Round(bench), bench.Now);
        await round.RunOnceAsync(default);
        bench.Passes(TimeSpan.FromHours(2));
        bench.GitHub.Answered = exchange =>
        {
            if (exchange.Url.Contains("/app/installations?", StringComparison.Ordinal)) bench.GitHub.FailNext(401);
        };
        await round.RunOnceAsync(default);
        bench.GitHub.Answered = null;
        bench.Passes(TimeSpan.FromMinutes(30));

        await round.RunOnceAsync(default);

        bench.GitHub.Exchanges.Where(exchange => exchange.Url.Contains("/issues/comments?", StringComparison.Ordinal))
            .Select(exchange => exchange.Url).Should().SatisfyRespectively(
            first => first.Should().Contain($"since={began.AddDays(-1):yyyy-MM-dd'T'HH:mm:ss'Z'}"),
            second => second.Should().Contain($"since={began.AddMinutes(-10):yyyy-MM-dd'T'HH:mm:ss'Z'}"));
    }

    [Fact]
    public async Task Instances_share_one_comment_scan()
    {
        await using var bench = await PullBench.OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Round(bench).RunOnceAsync(default)));

        Reads(bench).Should().ContainSingle();
    }

    [Theory]
    [InlineData(403)]
    [InlineData(500)]
    public async Task A_command_that_fails_neither_stops_the_scan_nor_is_lost(int status)
    {
        await using var bench = await PullBench.OpenAsync();
        var refused = bench.Repository.AddComment(7, Bob, "/tfpilot lock prod migration");
        var other = bench.Repository.AddComment(7, Bob, "/tfpilot status");
        bench.GitHub.Answered = exchange =>
        {
            // the second one is retried
            if (exchange.Url.EndsWith($"/issues/comments/{refused.Id}", StringComparison.Ordinal))
                bench.GitHub.FailNext(
                    () => FakeGitHub.Response(status, """{"message":"no"}"""), times: status == 403 ? 1 : 5);
        };
        var round = Round(bench);
        await round.RunOnceAsync(default);
        var (began, first) = (bench.Now, (refused.Reactions.Count, other.Reactions.Count));
        bench.GitHub.Answered = null;
        bench.Passes(TimeSpan.FromHours(2));

        await round.RunOnceAsync(default);

        first.Should().Be((0, 1));
        refused.Reactions.Should().Equal("+1");
        Reads(bench)[^1].Should().Contain($"since={began.AddMinutes(-10):yyyy-MM-dd'T'HH:mm}", "the window advances");
    }

    [Fact]
    public async Task A_command_that_keeps_failing_is_abandoned()
    {
        await using var bench = await PullBench.OpenAsync();
        var asked = $"/issues/comments/{bench.Repository.AddComment(7, Bob, "/tfpilot lock prod migration").Id}";
        bench.GitHub.Answered = exchange =>
        {
            if (exchange.Url.EndsWith(asked, StringComparison.Ordinal)) bench.GitHub.FailNext(403);
        };
        var round = Round(bench);

        for (var at = 0; at < 20; at++)
        {
            await round.RunOnceAsync(default);
            bench.Passes(TimeSpan.FromMinutes(31));
        }

        bench.GitHub.Exchanges.Count(exchange => exchange.Url.EndsWith(asked, StringComparison.Ordinal)).Should()
            .Be(10);
    }

    private static List<string> Reads(PullBench bench) =>
        [.. bench.GitHub.Exchanges
            .Where(exchange => exchange.Url.Contains("/issues/comments?", StringComparison.Ordinal))
            .Select(exchange => exchange.Url)];

    private static MissedCommentScan Round(PullBench bench) =>
        new(bench.Tokens, bench.Commands, bench.Comments, bench.Scans,
            new(bench.Scans, bench.Clock, NullLogger<ScanSchedule>.Instance), bench.Clock,
            NullLogger<MissedCommentScan>.Instance);
}
