using Microsoft.Extensions.Logging.Abstractions;
using TfPilot.App.Desk;
using TfPilot.App.Tests.Reconciling;
using TfPilot.GitHub.Tests.Fake;
using TfPilot.Storage;
using static TfPilot.GitHub.Tests.Fake.FakePeople;

namespace TfPilot.App.Tests.Desk;

public sealed class CommentRoundTests
{
    [Fact]
    public async Task What_nobody_told_of_is_answered_all_the_same_and_once()
    {
        await using var bench = await ABench.OpenAsync();
        var asked = bench.Repository.Hears(7, Bob, "/tfpilot lock prod migration");
        var talk = bench.Repository.Hears(7, Bob, "LGTM");
        var round = Round(bench);

        await round.DrainAsync(default);
        await round.DrainAsync(default);
        await Round(bench).DrainAsync(default);

        (asked.Reactions.Single(), talk.Reactions.Count, bench.Repository.Comments.Count).Should().Be(("+1", 0, 2));
        bench.GitHub.Exchanges.Should().ContainSingle(exchange => exchange.Url.EndsWith("/reactions", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_an_earlier_installation_answered_is_not_answered_again()
    {
        await using var bench = await ABench.OpenAsync();
        var asked = bench.Repository.Hears(7, Bob, "/tfpilot lock prod migration");
        asked.Reactions.Add("eyes");

        await Round(bench).DrainAsync(default);

        asked.Reactions.Should().Equal("eyes");
        (await bench.Locks.ListAsync(FakeApp.Installation, FakeApp.Repository, default)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("+1")]
    [InlineData("eyes")]
    [InlineData("confused")]
    public async Task A_reaction_of_somebody_else_is_no_answer(string reaction)
    {
        await using var bench = await ABench.OpenAsync();
        var asked = bench.Repository.Hears(7, Bob, "/tfpilot lock prod migration");
        asked.ReactionsOfOthers.Add(reaction);

        await Round(bench).DrainAsync(default);

        asked.Reactions.Should().Equal("+1");
        (await bench.Locks.ListAsync(FakeApp.Installation, FakeApp.Repository, default)).Should().ContainSingle();
    }

    [Fact]
    public async Task What_GitHub_does_not_tell_now_is_read_in_the_next_round()
    {
        await using var bench = await ABench.OpenAsync();
        var (round, began) = (Round(bench), bench.Now);
        await round.DrainAsync(default);
        bench.Passes(TimeSpan.FromHours(2));
        bench.GitHub.Answered = exchange =>
        {
            if (exchange.Url.Contains("/app/installations?", StringComparison.Ordinal)) bench.GitHub.Fails(401);
        };
        await round.DrainAsync(default);
        bench.GitHub.Answered = null;

        await round.DrainAsync(default);

        bench.GitHub.Exchanges.Where(exchange => exchange.Url.Contains("/issues/comments?", StringComparison.Ordinal)).Select(exchange => exchange.Url).Should().SatisfyRespectively(
            first => first.Should().Contain($"since={began.AddDays(-1):yyyy-MM-dd'T'HH:mm:ss'Z'}"),
            second => second.Should().Contain($"since={began.AddMinutes(-10):yyyy-MM-dd'T'HH:mm:ss'Z'}"));
    }

    private static CommentRound Round(ABench bench) => new(bench.Tokens, bench.Desk, bench.Clock, NullLogger<CommentRound>.Instance);
}
