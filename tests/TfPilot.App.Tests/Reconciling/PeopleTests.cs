using TfPilot.Core.Basics;
using TfPilot.GitHub;
using TfPilot.GitHub.Calls;
using TfPilot.GitHub.Names;
using TfPilot.GitHub.Tests.Fake;
using static TfPilot.GitHub.Tests.Fake.FakePeople;

namespace TfPilot.App.Tests.Reconciling;

public sealed class PeopleTests
{
    private const string Missing = "action_required prod: 1 of 2 approvals, platform missing";

    [Fact]
    public async Task The_check_passes_when_two_of_the_team_have_approved_what_the_plan_shows()
    {
        await using var bench = await ABench.PlannedAsync();
        await bench.RunAsync();
        var none = bench.Shown("tfpilot: main");
        bench.Repository.Reviewed(7, Bob, "APPROVED", bench.Now);
        await bench.RunAsync();
        var one = bench.Shown("tfpilot: main");
        bench.Repository.Reviewed(7, Cy, "APPROVED", bench.Now);

        await bench.RunAsync();

        (none, one).Should().Be(("action_required prod: 0 of 2 approvals, platform missing", Missing));
        bench.Shown("tfpilot: main").Should().StartWith("success");
    }

    [Fact]
    public async Task A_review_on_the_second_page_decides()
    {
        await using var bench = await ABench.PlannedAsync();
        bench.Repository.Reviewed(7, Bob, "APPROVED", bench.Now);
        for (var i = 0; i < 100; i++) bench.Repository.Reviewed(7, Dee, "COMMENTED", bench.Now);
        bench.Repository.Reviewed(7, Cy, "CHANGES_REQUESTED", bench.Now);

        await bench.RunAsync();

        bench.Shown("tfpilot: main").Should().Be("failure prod: cy asks for changes");
    }

    [Fact]
    public async Task A_page_that_fails_decides_nothing()
    {
        await using var bench = await ABench.ApprovedAsync();
        for (var i = 0; i < 100; i++) bench.Repository.Reviewed(7, Dee, "COMMENTED", bench.Now);
        bench.GitHub.Answered = exchange =>
        {
            if (exchange.Body?.Contains("query PullSnapshot", StringComparison.Ordinal) == true) bench.GitHub.Fails(403);
        };

        var work = async () => await bench.RunAsync();

        (await work.Should().ThrowAsync<GitHubException>()).Which.Kind.Should().Be(RefusalKind.NotPermitted);
        bench.Repository.Checks.Should().BeEmpty();
    }

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
        bench.Summary("tfpilot: main").Should().Contain("- bob: pushed");
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

        unknown.Should().Be("action_required prod: nobody knows who pushed");
        bench.Shown("tfpilot: main").Should().StartWith("success");
    }

    [Fact]
    public async Task A_commit_of_an_address_that_belongs_to_nobody_lets_nothing_pass()
    {
        await using var bench = await ABench.ApprovedAsync();
        bench.Pull.Commits[0] = bench.Pull.Commits[0] with { Author = null };

        await bench.RunAsync();

        bench.Shown("tfpilot: main").Should().StartWith("failure prod: nobody knows who wrote");
    }

    [Fact]
    public async Task The_address_of_a_bot_tells_which_bot_it_is()
    {
        await using var bench = await ABench.ApprovedAsync();
        bench.Pull.Commits[0] = bench.Pull.Commits[0] with { Author = null, Committer = null, Email = "49699333+dependabot[bot]@users.noreply.github.com" };

        await bench.RunAsync();

        bench.Shown("tfpilot: main").Should().StartWith("success");
    }

    [Fact]
    public async Task More_commits_than_GitHub_tells_let_nothing_pass()
    {
        await using var bench = await ABench.ApprovedAsync();
        for (var i = 0; i < 250; i++) bench.Pull.Commits.Insert(0, new(FakeRepository.Sha($"{i}"), [], Ann, Ann));

        await bench.RunAsync();

        bench.Shown("tfpilot: main").Should().Be("failure prod: its commits are not known");
    }

    [Theory]
    [InlineData("the same lines", "success")] // so that cy, who pressed the button, wrote nothing
    [InlineData("other lines", "action_required prod: 1 of 2 approvals, platform missing")]
    [InlineData(null, "action_required prod: 1 of 2 approvals, platform missing")] // nobody can tell
    public async Task Whoever_brings_the_branch_up_to_date_contributes_only_what_differs(string? patch, string shown)
    {
        await using var bench = await ABench.PlannedAsync();
        var (before, main, merge) = (bench.Pull.Head, FakeRepository.Sha("main moved"), FakeRepository.Sha("merge"));
        bench.Repository.People.Moves.Add(new(Cy, before, merge));
        bench.Pull.Commits.Add(new(merge, [before, main], Cy, null) { IsByGitHub = true, Email = "noreply@github.com" });
        bench.Pull.Head = merge;
        bench.Repository.People.Differences[$"{main}...{before}"] = [Changed("the same lines")];
        bench.Repository.People.Differences[$"{main}...{merge}"] = [Changed(patch)];
        await bench.ReportsAsync(ABench.Plans(ABench.Project("live/prod/web", "prod")), run: 2);
        bench.Approve(Bob, Cy);

        await bench.RunAsync();

        bench.Shown("tfpilot: main").Should().StartWith(shown);
    }

    [Fact]
    public async Task Who_dismissed_is_known()
    {
        await using var bench = await ABench.ApprovedAsync();
        var objection = bench.Repository.Reviewed(7, Dee, "CHANGES_REQUESTED", bench.Now);
        bench.Repository.Dismisses(7, objection, Ann, bench.Now);

        await bench.RunAsync();

        bench.Shown("tfpilot: main").Should().Be("failure prod: dee asks for changes"); // ann is the author
    }

    [Fact]
    public async Task A_team_that_does_not_exist_lets_nobody_pass()
    {
        await using var bench = await ABench.ApprovedAsync();
        bench.Repository.People.Teams.Clear();

        await bench.RunAsync();

        bench.Shown("tfpilot: main").Should().Be("failure prod: 0 of 2 approvals, platform is not known");
        bench.Summary("tfpilot: main").Should().Contain("The team platform does not exist in acme");
    }

    [Theory]
    [InlineData("FORBIDDEN", 1, false)]
    [InlineData("SERVICE_UNAVAILABLE", 5, true)] // with all the tries of one call
    public async Task A_team_that_cannot_be_read_lets_nobody_pass_and_is_asked_for_again_when_that_may_help(string type, int times, bool again)
    {
        await using var bench = await ABench.ApprovedAsync();
        bench.GitHub.Answered = exchange =>
        {
            if (exchange.Body?.Contains("\"members\":\"read\"", StringComparison.Ordinal) == true) bench.GitHub.Fails(() => FakeGitHub.Response(200, $$"""{"data":null,"errors":[{"type":"{{type}}","message":"no"}]}"""), times);
        };

        await bench.RunAsync();
        bench.Passes(TimeSpan.FromMinutes(1));

        bench.Shown("tfpilot: main").Should().Be("failure prod: 0 of 2 approvals, platform is not known");
        bench.Summary("tfpilot: main").Should().Contain("could not be read");
        (await bench.LeaseOrNullAsync() is not null).Should().Be(again);
    }

    [Fact]
    public async Task A_team_of_another_organisation_is_not_asked()
    {
        await using var bench = await ABench.PlannedAsync(ABench.Two.Replace("platform", "'@rival/platform'", StringComparison.Ordinal));

        await bench.RunAsync();

        bench.Summary("tfpilot: main").Should().Contain("rival/platform is not of acme");
    }

    [Fact]
    public async Task A_login_of_the_settings_is_an_account_whatever_its_case()
    {
        await using var bench = await ABench.PlannedAsync(ABench.Two.Replace("teams: [platform], count: 2", "users: [BOB]", StringComparison.Ordinal));
        bench.Approve(Bob);

        await bench.RunAsync();

        bench.Shown("tfpilot: main").Should().StartWith("success");
    }

    [Fact]
    public async Task An_approval_ends_by_its_age_without_anything_happening()
    {
        await using var bench = await ABench.PlannedAsync(ABench.Two.Replace("count: 2", "count: 2, max_age: 7d", StringComparison.Ordinal));
        bench.Approve(Bob, Cy);
        await bench.RunAsync();
        var before = bench.Shown("tfpilot: main");
        bench.Passes(TimeSpan.FromDays(6));
        var early = await bench.LeaseOrNullAsync();
        bench.Passes(TimeSpan.FromDays(1));
        bench.GitHub.TokensEnd = bench.Now.AddHours(1);

        await bench.WorkAsync((await bench.LeaseOrNullAsync())!);

        before.Should().StartWith("success");
        early.Should().BeNull();
        bench.Shown("tfpilot: main").Should().Be("action_required prod: 0 of 2 approvals, platform missing");
    }

    private static FileDifference Changed(string? patch) => new(new("live/prod/web/main.tf", FileChange.Modified, null), FakeRepository.Sha("blob").Text, patch);
}
