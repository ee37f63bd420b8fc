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
    public async Task A_push_under_somebody_elses_name_makes_its_pusher_a_contributor()
    {
        await using var bench = await ABench.PlannedAsync();
        var pushed = FakeRepository.Sha("spoofed");
        bench.Repository.People.Moves.Add(new(Bob, bench.Pull.Head, pushed));
        bench.Pull.Pushes(Ann, pushed);
        await bench.ReportsAsync(ABench.Plans(ABench.Project("live/prod/web", "prod")), run: 2);
        bench.Approve(Bob, Cy);

        await bench.RunAsync();

        bench.Shown("tfpilot: main").Should().Be(Missing);
        bench.Summary("tfpilot: main").Should().Contain("- bob (prod): pushed");
    }

    [Fact]
    public async Task Where_nobody_knows_who_pushed_nothing_passes_and_it_is_asked_again_soon()
    {
        await using var bench = await ABench.PlannedAsync();
        bench.Approve(Bob, Cy);
        var moves = bench.Repository.People.Moves.ToList();
        bench.Repository.People.Moves.Clear();
        await bench.RunAsync();
        var unknown = bench.Shown("tfpilot: main");
        bench.Repository.People.Moves.AddRange(moves);
        bench.Passes(TimeSpan.FromMinutes(1));

        await bench.WorkAsync((await bench.LeaseOrNullAsync())!);

        unknown.Should().Be("action_required prod: the pushers are unknown");
        bench.Shown("tfpilot: main").Should().StartWith("success");
    }

    [Fact]
    public async Task A_commit_of_an_address_that_belongs_to_nobody_lets_nothing_pass()
    {
        await using var bench = await ABench.ApprovedAsync();
        bench.Pull.Commits[0] = bench.Pull.Commits[0] with { Author = null };

        await bench.RunAsync();

        bench.Shown("tfpilot: main").Should().StartWith("failure prod: the author of");
    }

    [Fact]
    public async Task The_address_of_a_bot_tells_which_bot_it_is()
    {
        await using var bench = await ABench.ApprovedAsync();
        bench.Pull.Commits[0] = bench.Pull.Commits[0] with
        {
            Author = null,
            Committer = null,
            Email = "49699333+dependabot[bot]@users.noreply.github.com",
            IsByGitHub = true
        };

        await bench.RunAsync();

        bench.Shown("tfpilot: main").Should().StartWith("success");
    }

    [Theory]
    [InlineData("1+x[bot]@users.noreply.evil.example", true)]
    [InlineData("1+x[bot]@users.noreply.github.com.evil.example", true)]
    [InlineData("1+x[bot]@users.noreply.github.com\n", true)]
    [InlineData("1+x[bot]@users.noreply.github.co", true)]
    [InlineData("a1+x[bot]@users.noreply.github.com", true)]
    [InlineData("1+x[bot]@users.noreply.github.com", false)] // anybody may write this
    public async Task An_address_that_only_looks_like_a_bots_is_nobodys(string email, bool isSigned)
    {
        await using var bench = await ABench.ApprovedAsync();
        bench.Pull.Commits[0] = bench.Pull.Commits[0] with
        {
            Author = null,
            Committer = null,
            Email = email,
            IsByGitHub = isSigned
        };

        await bench.RunAsync();

        bench.Shown("tfpilot: main").Should().StartWith("failure prod: the author of");
    }

    [Theory]
    [InlineData(true, Missing)]
    [InlineData(false, "success")] // anybody may write that somebody helped
    public async Task Whom_a_bot_names_as_the_other_author_let_it_write(bool isBot, string shown)
    {
        await using var bench = await ABench.ApprovedAsync();
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

        bench.Shown("tfpilot: main").Should().StartWith(shown);
    }

    [Fact]
    public async Task A_fork_that_GitHub_hides_is_told_at_once_with_what_to_do()
    {
        await using var bench = await ABench.ApprovedAsync();
        (bench.Pull.IsFromFork, bench.Pull.IsHeadHidden) = (true, true);

        await bench.RunAsync();

        bench.Shown("tfpilot: main").Should()
            .Be("failure prod: the fork is hidden: use a branch of this repository");
        bench.Summary("tfpilot: main").Should().Contain("push its commits to a branch of this repository");
    }

    [Fact]
    public async Task Who_made_a_branch_from_another_one_is_not_its_only_pusher()
    {
        await using var bench = await ABench.PlannedAsync();
        // under ann's name
        bench.Repository.People.Moves.Insert(0, new(Bob, null, bench.Pull.Head, "branch_creation") { Branch = "bobs" });
        bench.Approve(Bob, Cy);

        await bench.RunAsync();

        bench.Shown("tfpilot: main").Should().Be(Missing);
        bench.Summary("tfpilot: main").Should().Contain("- bob (prod): pushed");
    }

    [Fact]
    public async Task Who_pushes_what_lies_on_another_branch_is_not_its_only_pusher()
    {
        await using var bench = await ABench.PlannedAsync();
        var (moves, main) = (bench.Repository.People.Moves, FakeRepository.Sha("main"));
        moves.Clear();
        moves.AddRange(
            [new(Bob, null, bench.Pull.Head, "branch_creation") { Branch = "bobs" },
                new(Ann, null, main, "branch_creation"), new(Ann, main, bench.Pull.Head)]);
        bench.Approve(Bob, Cy);

        await bench.RunAsync();

        bench.Shown("tfpilot: main").Should().Be(Missing);
        bench.Summary("tfpilot: main").Should().Contain("- bob (prod): pushed");
    }

    [Fact]
    public async Task Where_nobody_knows_who_brought_the_commits_of_a_new_branch_nothing_passes()
    {
        await using var bench = await ABench.PlannedAsync();
        bench.Repository.People.Moves.Insert(
            0, new(null, null, bench.Pull.Head, "branch_creation") { Branch = "somebodys" });
        bench.Approve(Bob, Cy);

        await bench.RunAsync();

        bench.Shown("tfpilot: main").Should().Be("action_required prod: the pushers are unknown");
    }

    [Fact]
    public async Task Who_has_the_same_commits_later_brought_nothing()
    {
        await using var bench = await ABench.PlannedAsync();
        bench.Repository.People.Moves.Add(new(Bob, null, bench.Pull.Head, "branch_creation") { Branch = "bobs" });
        bench.Approve(Bob, Cy);

        await bench.RunAsync();

        bench.Shown("tfpilot: main").Should().StartWith("success");
    }

    [Fact]
    public async Task More_commits_than_GitHub_tells_let_nothing_pass()
    {
        await using var bench = await ABench.ApprovedAsync();
        for (var i = 0; i < 250; i++) bench.Pull.Commits.Insert(0, new(FakeRepository.Sha($"{i}"), [], Ann, Ann));

        await bench.RunAsync();

        bench.Shown("tfpilot: main").Should().Be("failure prod: the commits could not be read (+1 more)");
    }

    [Theory]
    [InlineData("the same lines", "success")] // so that cy, who pressed the button, wrote nothing
    [InlineData("other lines", "action_required prod: get 1 more approval from platform")]
    [InlineData(null, "action_required prod: get 1 more approval from platform")] // nobody can tell
    public async Task Whoever_brings_the_branch_up_to_date_contributes_only_what_differs(string? patch, string shown)
    {
        await using var bench = await ABench.PlannedAsync();
        var (before, main, merge) = (bench.Pull.Head, FakeRepository.Sha("main moved"), FakeRepository.Sha("merge"));
        bench.Repository.People.Moves.Add(new(Cy, before, merge));
        bench.Pull.Commits.Add(
            new(merge, [before, main], Cy, null) { IsByGitHub = true, Email = "noreply@github.com" });
        bench.Pull.Head = merge;
        bench.Repository.People.Differences[$"{main}...{before}"] = [Changed("the same lines")];
        bench.Repository.People.Differences[$"{main}...{merge}"] = [Changed(patch)];
        await bench.ReportsAsync(ABench.Plans(ABench.Project("live/prod/web", "prod")), run: 2);
        bench.Approve(Bob, Cy);

        await bench.RunAsync();

        bench.Shown("tfpilot: main").Should().StartWith(shown);
    }

    private static FileDifference Changed(string? patch) =>
        new(new("live/prod/web/main.tf", FileChange.Modified, null), FakeRepository.Sha("blob").Text, patch);

    [Theory]
    [InlineData("", true)] // of all branches and of its own
    // of all branches: its own tells who pushed, but not who had the same commits before
    [InlineData("?per_page", false)]
    public async Task Where_GitHub_tells_of_more_moves_than_are_read_nobody_knows_who_contributed(
        string endless, bool isOfBranch)
    {
        await using var bench = await ABench.ApprovedAsync();
        bench.Repository.People.EndlessMoves = endless;

        await bench.RunAsync();

        bench.Shown("tfpilot: main").Should()
            .Be("failure prod: the pushes are too old: rebase in a new pull request");
        bench.Summary("tfpilot: main").Should().Contain("rebase the commits onto the newest pull request");
        var calls = bench.GitHub.Exchanges.Count(
            exchange => exchange.Url.Contains("/activity?", StringComparison.Ordinal));
        calls.Should().BeInRange(30, isOfBranch ? 60 : 31);
    }

    [Theory]
    [InlineData("pr_merge", "success")]
    [InlineData("push", "failure prod: the pushes are too old")]
    public async Task What_is_made_on_a_newly_merged_pull_request_needs_no_older_moves(string type, string expected)
    {
        await using var bench = await ABench.ApprovedAsync();
        bench.Repository.People.EndlessMoves = "?per_page";
        var (head, main) = (bench.Pull.Head, FakeRepository.Sha("main"));
        bench.Repository.People.Moves.Clear();
        bench.Repository.People.Moves.AddRange([
            new(Cy, null, FakeRepository.Sha("old"), "branch_creation") { Branch = "main" },
            new(Cy, FakeRepository.Sha("old"), main, type) { Branch = "main" },
            new(Ann, null, main, "branch_creation"),
            new(Ann, main, head),
        ]);

        await bench.RunAsync();

        bench.Shown("tfpilot: main").Should().StartWith(expected);
    }
}
