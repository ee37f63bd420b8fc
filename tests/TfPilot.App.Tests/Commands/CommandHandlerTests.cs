using TfPilot.App.Tests.Pulls;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Tests.Fake;
using static TfPilot.GitHub.Tests.Fake.FakePeople;

namespace TfPilot.App.Tests.Commands;

public sealed class CommandHandlerTests
{
    [Fact]
    public async Task A_command_delivered_several_times_is_answered_once()
    {
        await using var bench = await PullBench.OpenAsync();
        var comment = bench.Repository.AddComment(7, Bob, "/tfpilot help");

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => HandleAsync(bench, comment)));
        await HandleAsync(bench, comment);

        bench.Repository.Comments.Should().HaveCount(2);
        bench.Repository.Comments[1].Body.Should()
            .Contain("/tfpilot lock ENV REASON").And.EndWith($"<!-- tfpilot:answer {comment.Id} -->\n");
        comment.Reactions.Should().Equal("+1");
    }

    [Fact]
    public async Task A_command_leased_by_another_worker_is_retried_until_it_is_answered()
    {
        await using var bench = await PullBench.OpenAsync();
        var comment = bench.Repository.AddComment(7, Bob, "/tfpilot help");
        var results = new List<bool>();
        bench.GitHub.Answered = exchange =>
        {
            if (results.Count == 0) results.Add(HandleAsync(bench, comment).GetAwaiter().GetResult());
        };

        results.Add(await HandleAsync(bench, comment));
        results.Add(await HandleAsync(bench, comment));

        results.Should().Equal(false, true, true);
        comment.Reactions.Should().Equal("+1");
    }

    [Fact]
    public async Task A_command_is_answered_only_after_the_affected_pull_requests_are_queued()
    {
        await using var bench = await PullBench.OpenAsync();
        var comment = bench.Repository.AddComment(7, Bob, "/tfpilot lock prod migration");
        bench.Repository.AddPull(8);
        bench.GitHub.Answered = exchange =>
        {
            if (exchange.Url.Contains("/reactions", StringComparison.Ordinal)) bench.GitHub.FailNext(401);
        };
        var first = () => HandleAsync(bench, comment);
        await first.Should().ThrowAsync<GitHubException>();
        bench.GitHub.Answered = null;

        await HandleAsync(bench, comment);

        var keys = new[] { (await bench.LeaseOrNullAsync())?.Key, (await bench.LeaseOrNullAsync())?.Key };
        keys.Should().BeEquivalentTo([PullBench.Key(), PullBench.Key(8)]);
    }

    [Fact]
    public async Task A_reply_that_GitHub_accepted_before_the_worker_failed_is_not_repeated()
    {
        await using var bench = await PullBench.OpenAsync();
        bench.GitHub.Viewer = new(90501, "tfpilot[bot]");
        var comment = bench.Repository.AddComment(7, Bob, "/tfpilot help");
        bench.GitHub.Answered = exchange =>
        {
            if (exchange.Method == "POST" && exchange.Url.EndsWith("/issues/7/comments", StringComparison.Ordinal))
                bench.GitHub.FailNext(403);
        };
        var first = () => HandleAsync(bench, comment);

        await first.Should().ThrowAsync<GitHubException>();
        await HandleAsync(bench, comment);

        bench.Repository.Comments.Should().HaveCount(2);
        comment.Reactions.Should().Equal("+1");
    }

    [Fact]
    public async Task A_command_comment_deleted_while_it_is_answered_is_completed()
    {
        await using var bench = await PullBench.OpenAsync();
        var comment = bench.Repository.AddComment(7, Bob, "/tfpilot help");
        bench.GitHub.Answered = exchange =>
        {
            if (exchange.Method == "POST" && exchange.Url.EndsWith("/issues/7/comments", StringComparison.Ordinal))
                bench.Repository.Comments.Remove(comment);
        };

        var isDone = await HandleAsync(bench, comment);

        isDone.Should().BeTrue();
        comment.Reactions.Should().BeEmpty();
    }

    [Fact]
    public async Task An_allowed_command_runs_without_a_reply()
    {
        await using var bench = await PullBench.OpenAsync();
        var comment = bench.Repository.AddComment(7, Bob, "/tfpilot lock prod migration");

        await HandleAsync(bench, comment);

        (await bench.Locks.ListAsync(FakeApp.Installation, FakeApp.Repository, default)).Should()
            .ContainSingle().Which.Pull.Should().Be(7);
        bench.Repository.Comments.Should().ContainSingle();
        comment.Reactions.Should().Equal("+1");
        (await bench.LeaseOrNullAsync())!.Key.Should().Be(PullBench.Key());
    }

    [Fact]
    public async Task A_forbidden_command_is_rejected_with_a_reply_and_logged_in_the_audit_log()
    {
        await using var bench = await PullBench.OpenAsync();
        var comment = bench.Repository.AddComment(7, Bob, "/tfpilot freeze prod now");

        await HandleAsync(bench, comment);

        bench.Repository.Comments[1].Body.Should().StartWith("Sorry, bob may not freeze");
        comment.Reactions.Should().Equal("confused");
        (await LinesAsync(bench)).Should().ContainSingle().Which.Should()
            .Contain("\"kind\":\"refusal\"").And.Contain("\"by\":{\"id\":2002,\"login\":\"bob\"}");
    }

    [Fact]
    public async Task Edited_comments_bots_other_text_and_closed_or_unknown_pull_requests_get_no_answer()
    {
        await using var bench = await PullBench.OpenAsync();
        bench.Repository.AddPull(8).State = "closed";
        bench.Repository.AddPull(9);
        var edited = bench.Repository.AddComment(7, Bob, "/tfpilot lock prod migration");
        edited.Edited = bench.Now;
        FakeComment[] comments =
        [
            edited,
            bench.Repository.AddComment(7, bench.GitHub.Viewer, "/tfpilot lock prod migration"),
            bench.Repository.AddComment(7, Bob, "> /tfpilot lock prod migration"),
            bench.Repository.AddComment(8, Bob, "/tfpilot lock prod migration"),
        ];

        foreach (var comment in comments) await HandleAsync(bench, comment);
        // the comment belongs to another pull request
        await bench.Commands.HandleAsync(
            PullBench.Key(9), new CommentId(bench.Repository.AddComment(7, Bob, "/tfpilot lock prod migration").Id),
            default);
        await bench.Commands.HandleAsync(PullBench.Key(), new CommentId(77), default); // deleted in the meantime

        bench.Repository.Comments.Should().HaveCount(5).And.OnlyContain(comment => comment.Reactions.Count == 0);
        (await bench.Locks.ListAsync(FakeApp.Installation, FakeApp.Repository, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_former_team_member_is_no_longer_authorized()
    {
        await using var bench = await PullBench.OpenAsync(
            $"{PullBench.Prod}roles:\n  developer: {{ teams: [platform] }}\n  approver: {{ teams: [platform] }}\n");
        var before = bench.Repository.AddComment(7, Bob, "/tfpilot recheck");
        await HandleAsync(bench, before);
        bench.Repository.People.Teams["platform"].Remove(Bob);
        await bench.Installations.RecordMembershipChangeAsync(FakeApp.Installation, default);
        var after = bench.Repository.AddComment(7, Bob, "/tfpilot recheck");

        await HandleAsync(bench, after);

        (before.Reactions.Single(), after.Reactions.Single()).Should().Be(("+1", "confused"));
    }

    [Fact]
    public async Task Only_lock_commands_re_evaluate_other_pull_requests()
    {
        await using var bench = await PullBench.OpenAsync();
        bench.Repository.AddPull(8);
        await HandleAsync(bench, bench.Repository.AddComment(7, Bob, "/tfpilot help"));
        await HandleAsync(bench, bench.Repository.AddComment(7, Bob, "Say `/tfpilot help`"));
        await bench.Commands.RevokeAsync(PullBench.Key(), new CommentId(77), default);
        await bench.Buttons.HandleAsync(
            PullBench.Key(), new(new(Bob.Id), Bob.Login), "tfpilot: main", "recheck", default);
        var before = await MarkedAsync(bench);
        await HandleAsync(bench, bench.Repository.AddComment(7, Bob, "/tfpilot lock prod migration"));

        (before, await MarkedAsync(bench)).Should().Be(("7", "7 8"));
    }

    [Theory]
    [InlineData("dee", true)] // an admin of the repository
    [InlineData("bob", false)] // neither admin nor who locked
    public async Task A_check_action_runs_only_for_an_authorized_user(string by, bool isGiven)
    {
        await using var bench = await PullBench.OpenAsync();
        await HandleAsync(bench, bench.Repository.AddComment(7, Ann, "/tfpilot lock prod migration"));
        var account = bench.Repository.People.Accounts[by];

        await bench.Buttons.HandleAsync(
            PullBench.Key(), new(new(account.Id), account.Login), "tfpilot / prod", "unlock", default);

        (await bench.Locks.ListAsync(FakeApp.Installation, FakeApp.Repository, default)).Should()
            .HaveCount(isGiven ? 0 : 1);
        (await LinesAsync(bench))[^1].Should()
            .Contain(isGiven ? "dee released the lock or queue entry" : "bob may not unlock prod");
    }

    private static async Task<string> MarkedAsync(PullBench bench)
    {
        var marked = new List<int>();
        while (await bench.LeaseOrNullAsync() is { } lease)
        {
            marked.Add(lease.Key.Pull);
            await bench.Queue.CompleteAsync(lease, default);
        }

        return string.Join(' ', marked.Order());
    }

    private static Task<bool> HandleAsync(PullBench bench, FakeComment comment) =>
        bench.Commands.HandleAsync(PullBench.Key(comment.Pull), new CommentId(comment.Id), default);

    internal static async Task<List<string>> LinesAsync(PullBench bench)
    {
        var lines = new List<string>();
        await foreach (var line in bench.Audit.ReadAsync(FakeApp.Installation, default)) lines.Add(line);
        return lines;
    }
}
