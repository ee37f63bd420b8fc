using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Tests.Fake;
using static TfPilot.App.Tests.Pulls.PeopleTests;
using static TfPilot.GitHub.Tests.Fake.FakePeople;

namespace TfPilot.App.Tests.Pulls;

public sealed class PusherTests
{
    [Fact]
    public async Task A_push_under_another_authors_name_makes_the_pusher_a_contributor()
    {
        await using var bench = await PullBench.PlannedAsync();
        var pushed = FakeRepository.Sha("spoofed");
        bench.Repository.People.Moves.Add(new(Bob, bench.Pull.Head, pushed));
        bench.Pull.AddPush(Ann, pushed);
        await bench.AddEvidenceAsync(PullBench.Plans(PullBench.Project("live/prod/web", "prod")), run: 2);
        bench.Approve(Bob, Cy);

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().Be(Missing);
        bench.Summary("tfpilot: main").Should().Contain("- bob (prod): pushed");
    }

    [Fact]
    public async Task Unknown_pushers_block_the_check_and_are_requested_again_soon()
    {
        await using var bench = await PullBench.PlannedAsync();
        bench.Approve(Bob, Cy);
        var moves = bench.Repository.People.Moves.ToList();
        bench.Repository.People.Moves.Clear();
        await bench.RunAsync();
        var unknown = bench.CheckLine("tfpilot: main");
        bench.Repository.People.Moves.AddRange(moves);
        bench.Passes(TimeSpan.FromMinutes(1));

        await bench.WorkAsync((await bench.LeaseOrNullAsync())!);

        unknown.Should().Be("action_required prod: the pushers are unknown");
        bench.CheckLine("tfpilot: main").Should().StartWith("success");
    }

    [Fact]
    public async Task A_commit_with_an_unknown_email_address_blocks_the_check()
    {
        await using var bench = await PullBench.ApprovedAsync();
        bench.Pull.Commits[0] = bench.Pull.Commits[0] with { Author = null };

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().StartWith("failure prod: the author of");
    }

    [Fact]
    public async Task A_bot_is_identified_by_its_noreply_email_address()
    {
        await using var bench = await PullBench.ApprovedAsync();
        bench.Pull.Commits[0] = bench.Pull.Commits[0] with
        {
            Author = null,
            Committer = null,
            Email = "49699333+dependabot[bot]@users.noreply.github.com",
            IsByGitHub = true
        };

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().StartWith("success");
    }

    [Theory]
    [InlineData("1+x[bot]@users.noreply.evil.example", true)]
    [InlineData("1+x[bot]@users.noreply.github.com.evil.example", true)]
    [InlineData("1+x[bot]@users.noreply.github.com\n", true)]
    [InlineData("1+x[bot]@users.noreply.github.co", true)]
    [InlineData("a1+x[bot]@users.noreply.github.com", true)]
    [InlineData("1+x[bot]@users.noreply.github.com", false)] // anybody may write this
    public async Task An_email_address_that_only_resembles_a_bot_address_is_unknown(string email, bool isSigned)
    {
        await using var bench = await PullBench.ApprovedAsync();
        bench.Pull.Commits[0] = bench.Pull.Commits[0] with
        {
            Author = null,
            Committer = null,
            Email = email,
            IsByGitHub = isSigned
        };

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().StartWith("failure prod: the author of");
    }

    [Theory]
    [InlineData(true, Missing)]
    [InlineData(false, "success")] // anybody may write that somebody helped
    public async Task A_co_author_named_by_a_bot_is_a_contributor(bool isBot, string shown)
    {
        await using var bench = await PullBench.ApprovedAsync();
        var commit = bench.Pull.Commits[0] with { CoAuthors = [Bob] };
        bench.Pull.Commits[0] = isBot
            ? commit with
            {
                Author = null,
                Committer = null,
                Email = "198982749+copilot-swe-agent[bot]@users.noreply.github.com",
                IsByGitHub = true
            } : commit;

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().StartWith(shown);
    }

    [Fact]
    public async Task A_hidden_fork_is_reported_at_once_with_a_fix()
    {
        await using var bench = await PullBench.ApprovedAsync();
        (bench.Pull.IsFromFork, bench.Pull.IsHeadHidden) = (true, true);

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should()
            .Be("failure prod: the fork is hidden: use a branch of this repository");
        bench.Summary("tfpilot: main").Should().Contain("push its commits to a branch of this repository");
    }

    [Fact]
    public async Task The_creator_of_a_branch_with_existing_commits_is_not_their_only_pusher()
    {
        await using var bench = await PullBench.PlannedAsync();
        // with the author name of ann
        bench.Repository.People.Moves.Insert(0, new(Bob, null, bench.Pull.Head, "branch_creation") { Branch = "bobs" });
        bench.Approve(Bob, Cy);

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().Be(Missing);
        bench.Summary("tfpilot: main").Should().Contain("- bob (prod): pushed");
    }

    [Fact]
    public async Task The_pusher_of_commits_from_another_branch_is_not_their_only_pusher()
    {
        await using var bench = await PullBench.PlannedAsync();
        var (moves, main) = (bench.Repository.People.Moves, FakeRepository.Sha("main"));
        moves.Clear();
        moves.AddRange(
            [new(Bob, null, bench.Pull.Head, "branch_creation") { Branch = "bobs" },
                new(Ann, null, main, "branch_creation"), new(Ann, main, bench.Pull.Head)]);
        bench.Approve(Bob, Cy);

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().Be(Missing);
        bench.Summary("tfpilot: main").Should().Contain("- bob (prod): pushed");
    }

    [Fact]
    public async Task An_unknown_pusher_of_existing_commits_on_a_new_branch_blocks_the_check()
    {
        await using var bench = await PullBench.PlannedAsync();
        bench.Repository.People.Moves.Insert(
            0, new(null, null, bench.Pull.Head, "branch_creation") { Branch = "somebodys" });
        bench.Approve(Bob, Cy);

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().Be("action_required prod: the pushers are unknown");
    }

    [Fact]
    public async Task A_later_push_of_the_same_commits_makes_no_contributor()
    {
        await using var bench = await PullBench.PlannedAsync();
        bench.Repository.People.Moves.Add(new(Bob, null, bench.Pull.Head, "branch_creation") { Branch = "bobs" });
        bench.Approve(Bob, Cy);

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().StartWith("success");
    }

    [Fact]
    public async Task More_commits_than_GitHub_lists_block_the_check()
    {
        await using var bench = await PullBench.ApprovedAsync();
        for (var i = 0; i < 250; i++) bench.Pull.Commits.Insert(0, new(FakeRepository.Sha($"{i}"), [], Ann, Ann));

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().Be("failure prod: the commits could not be read (+1 more)");
    }

    [Theory]
    [InlineData("the same lines", "success")] // so that cy, who pressed the button, wrote nothing
    [InlineData("other lines", "action_required prod: get 1 more approval from platform")]
    [InlineData(null, "action_required prod: get 1 more approval from platform")] // nobody can tell
    public async Task A_branch_update_makes_a_contributor_only_if_the_diff_changes(string? patch, string shown)
    {
        await using var bench = await PullBench.PlannedAsync();
        var (before, main, merge) = (bench.Pull.Head, FakeRepository.Sha("main moved"), FakeRepository.Sha("merge"));
        bench.Repository.People.Moves.Add(new(Cy, before, merge));
        bench.Pull.Commits.Add(
            new(merge, [before, main], Cy, null) { IsByGitHub = true, Email = "noreply@github.com" });
        bench.Pull.Head = merge;
        bench.Repository.People.Differences[$"{main}...{before}"] = [Changed("the same lines")];
        bench.Repository.People.Differences[$"{main}...{merge}"] = [Changed(patch)];
        await bench.AddEvidenceAsync(PullBench.Plans(PullBench.Project("live/prod/web", "prod")), run: 2);
        bench.Approve(Bob, Cy);

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().StartWith(shown);
    }

    private static FileDifference Changed(string? patch) =>
        new(new("live/prod/web/main.tf", PullFileChange.Modified, null), FakeRepository.Sha("blob").Text, patch);

    [Theory]
    [InlineData("", true)] // of all branches and of its own
    // the list of all branches: that of the own branch names the pushers, but not who had the commits before
    [InlineData("?per_page", false)]
    public async Task More_branch_activity_than_the_read_limit_makes_the_contributors_unknown(
        string endless, bool isOfBranch)
    {
        await using var bench = await PullBench.ApprovedAsync();
        bench.Repository.People.EndlessActivity = endless;

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should()
            .Be("failure prod: the pushes are too old: rebase in a new pull request");
        bench.Summary("tfpilot: main").Should().Contain("rebase the commits onto the newest pull request");
        var calls = bench.GitHub.Exchanges.Count(
            exchange => exchange.Url.Contains("/activity?", StringComparison.Ordinal));
        calls.Should().BeInRange(30, isOfBranch ? 60 : 31);
    }

    [Theory]
    [InlineData("pr_merge", "success")]
    [InlineData("push", "failure prod: the pushes are too old")]
    public async Task A_branch_created_from_a_recent_merge_needs_no_older_activity(string type, string expected)
    {
        await using var bench = await PullBench.ApprovedAsync();
        bench.Repository.People.EndlessActivity = "?per_page";
        var (head, main) = (bench.Pull.Head, FakeRepository.Sha("main"));
        bench.Repository.People.Moves.Clear();
        bench.Repository.People.Moves.AddRange([
            new(Cy, null, FakeRepository.Sha("old"), "branch_creation") { Branch = "main" },
            new(Cy, FakeRepository.Sha("old"), main, type) { Branch = "main" },
            new(Ann, null, main, "branch_creation"),
            new(Ann, main, head),
        ]);

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().StartWith(expected);
    }
}
