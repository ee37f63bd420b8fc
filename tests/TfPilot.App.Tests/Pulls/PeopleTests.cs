using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Tests.Fake;
using static TfPilot.GitHub.Tests.Fake.FakePeople;

namespace TfPilot.App.Tests.Pulls;

public sealed class PeopleTests
{
    private const string Missing = "action_required prod: get 1 more approval from platform";

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

        (none, one).Should().Be(("action_required prod: get 2 approvals from platform", Missing));
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

        bench.Shown("tfpilot: main").Should().Be("failure prod: resolve the changes that cy requested (+1 more)");
    }

    [Fact]
    public async Task A_page_that_fails_decides_nothing()
    {
        await using var bench = await ABench.ApprovedAsync();
        for (var i = 0; i < 100; i++) bench.Repository.Reviewed(7, Dee, "COMMENTED", bench.Now);
        bench.GitHub.Answered = exchange =>
        {
            if (exchange.Body?.Contains("query PullSnapshot", StringComparison.Ordinal) == true)
                bench.GitHub.Fails(403);
        };

        var work = async () => await bench.RunAsync();

        (await work.Should().ThrowAsync<GitHubException>()).Which.Kind.Should().Be(GitHubErrorKind.NotPermitted);
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

    [Fact]
    public async Task Who_dismissed_is_known()
    {
        await using var bench = await ABench.ApprovedAsync();
        var objection = bench.Repository.Reviewed(7, Dee, "CHANGES_REQUESTED", bench.Now);
        bench.Repository.Dismisses(7, objection, Ann, bench.Now);

        await bench.RunAsync();

        // ann is the author
        bench.Shown("tfpilot: main").Should().Be("failure prod: resolve the changes that dee requested");
    }

    [Fact]
    public async Task A_team_that_does_not_exist_lets_nobody_pass()
    {
        await using var bench = await ABench.ApprovedAsync();
        bench.Repository.People.Teams.Clear();

        await bench.RunAsync();

        bench.Shown("tfpilot: main").Should().Be("failure prod: correct platform in the settings");
        bench.Summary("tfpilot: main").Should().Contain("The team platform does not exist in acme");
    }

    [Theory]
    [InlineData("FORBIDDEN", 1, false)]
    [InlineData("SERVICE_UNAVAILABLE", 5, true)] // with all the tries of one call
    public async Task A_team_that_cannot_be_read_lets_nobody_pass_and_is_asked_for_again_when_that_may_help(
        string type, int times, bool again)
    {
        await using var bench = await ABench.ApprovedAsync();
        bench.GitHub.Answered = exchange =>
        {
            if (exchange.Body?.Contains("\"members\":\"read\"", StringComparison.Ordinal) == true)
                bench.GitHub.Fails(
                    () => FakeGitHub.Response(200, $$"""{"data":null,"errors":[{"type":"{{type}}","message":"no"}]}"""),
                    times);
        };

        await bench.RunAsync();
        bench.Passes(TimeSpan.FromMinutes(1));

        bench.Shown("tfpilot: main").Should().Be("failure prod: make sure that platform can be read");
        bench.Summary("tfpilot: main").Should().Contain("could not be read");
        (await bench.LeaseOrNullAsync() is not null).Should().Be(again);
    }

    [Fact]
    public async Task A_team_of_another_organization_is_not_asked()
    {
        await using var bench = await ABench.PlannedAsync(
            ABench.Two.Replace("platform", "'@rival/platform'", StringComparison.Ordinal));

        await bench.RunAsync();

        bench.Summary("tfpilot: main").Should().Contain("rival/platform does not belong to acme");
    }

    [Fact]
    public async Task A_login_of_the_settings_is_an_account_whatever_its_case()
    {
        await using var bench = await ABench.PlannedAsync(
            ABench.Two.Replace("teams: [platform], count: 2", "users: [BOB]", StringComparison.Ordinal));
        bench.Approve(Bob);

        await bench.RunAsync();

        bench.Shown("tfpilot: main").Should().StartWith("success");
    }

    [Fact]
    public async Task A_login_that_belongs_to_another_account_by_now_counts_for_nobody_and_is_told()
    {
        await using var bench = await ABench.PlannedAsync(
            ABench.Two.Replace(
                "teams: [platform], count: 2", "teams: [platform], users: [gus]", StringComparison.Ordinal));
        bench.Repository.People.Accounts["gus"] = new(2005, "gus");
        bench.Repository.People.Permissions["gus"] = "write";
        await bench.RunAsync();
        var stranger = bench.Repository.People.Accounts["gus"] = new(6666, "gus");
        bench.Passes(TimeSpan.FromMinutes(2));
        bench.Approve(stranger);

        await bench.RunAsync();
        var alone = bench.Shown("tfpilot: main");
        bench.Approve(Bob);
        await bench.RunAsync();

        alone.Should().Be("failure prod: correct gus in the settings");
        bench.Shown("tfpilot: main").Should().StartWith("failure"); // although bob is enough
        bench.Summary("tfpilot: main").Should()
            .Contain("The login gus belongs to a different account than when the settings were first used");
    }

    [Fact]
    public async Task A_login_that_nobody_had_when_the_settings_were_first_used_is_nobodys_until_they_change()
    {
        var settings = ABench.Two.Replace("teams: [platform], count: 2", "users: [gus]", StringComparison.Ordinal);
        await using var bench = await ABench.PlannedAsync(settings);
        await bench.RunAsync();
        var stranger = bench.Repository.People.Accounts["gus"] = new(6666, "gus");
        bench.Repository.People.Permissions["gus"] = "write";
        bench.Passes(TimeSpan.FromMinutes(2));
        bench.Approve(stranger);
        await bench.RunAsync();
        var taken = bench.Shown("tfpilot: main");
        bench.Repository.Files[".tfpilot.yml"] = $"{settings}# gus is who we mean\n";

        await bench.RunAsync();

        taken.Should().Be("failure prod: correct gus in the settings");
        bench.Shown("tfpilot: main").Should().StartWith("success");
    }

    [Fact]
    public async Task A_change_of_the_settings_goes_in_although_they_name_somebody_unknown()
    {
        await using var bench = await ABench.OpenAsync(
            ABench.Two.Replace("teams: [platform], count: 2", "users: [nobody]", StringComparison.Ordinal));
        bench.Pull.Files.Add(new(".tfpilot.yml", FileChange.Modified, null));
        await bench.ReportsAsync(ABench.Plans(ABench.Project("live/prod/web", "prod")));
        bench.Repository.People.Permissions["bob"] = "admin";
        bench.Approve(Bob);

        await bench.RunAsync();

        bench.Shown("tfpilot: main").Should().StartWith("success", bench.Summary("tfpilot: main"));
        bench.Summary("tfpilot: main").Should().Contain("No account has the login nobody");
        bench.Pull.Files.Add(new("live/prod/web/main.tf", FileChange.Modified, null));
        await bench.RunAsync();
        bench.Shown("tfpilot: main").Should().Be("failure prod: correct nobody in the settings");
    }

    [Fact]
    public async Task A_team_of_the_same_name_as_one_that_is_gone_is_another_team()
    {
        await using var bench = await ABench.ApprovedAsync();
        await bench.RunAsync();
        var before = bench.Shown("tfpilot: main");
        bench.Repository.People.TeamIds["platform"] = 99;
        bench.Passes(TimeSpan.FromMinutes(2));

        await bench.RunAsync();

        before.Should().StartWith("success");
        bench.Shown("tfpilot: main").Should().Be("failure prod: correct platform in the settings");
        bench.Summary("tfpilot: main").Should().Contain("The team platform is not the team that had this name");
    }

    [Theory]
    [InlineData("push", "success")]
    [InlineData("admin", "success")]
    [InlineData("pull", "failure prod: correct platform in the settings")]
    [InlineData(null, "failure prod: correct platform in the settings")]
    public async Task A_team_counts_only_with_write_access(string? permission, string shown)
    {
        await using var bench = await ABench.ApprovedAsync();
        bench.Repository.People.TeamPermissions["platform"] = permission;

        await bench.RunAsync();

        bench.Shown("tfpilot: main").Should().StartWith(shown);
    }

    [Fact]
    public async Task A_member_of_a_team_who_may_only_read_does_not_count()
    {
        await using var bench = await ABench.ApprovedAsync();
        bench.Repository.People.Permissions["cy"] = "read";

        await bench.RunAsync();

        bench.Shown("tfpilot: main").Should().Be(Missing);
        bench.Summary("tfpilot: main").Should()
            .Contain("cy (prod): has no write access to the repository, which platform requires");
    }

    [Theory]
    [InlineData("teams: [platform, gone], count: 2", "failure prod: correct gone in the settings")]
    [InlineData("teams: [platform], users: [gone], count: 2", "failure prod: correct gone in the settings")]
    // not asked this time
    [InlineData(
        "teams: [platform], count: 2, also: [{ name: more, when: { risk: destructive }, count: 1, teams: [gone] }]",
        "failure prod: correct gone in the settings of main")]
    public async Task A_name_that_is_unknown_is_an_error_also_where_others_were_enough(string approvals, string shown)
    {
        await using var bench = await ABench.PlannedAsync(
            ABench.Two.Replace("teams: [platform], count: 2", approvals, StringComparison.Ordinal));
        bench.Approve(Bob, Cy);

        await bench.RunAsync();

        bench.Shown("tfpilot: main").Should().Be(shown);
    }

    [Theory]
    [InlineData("platform")] // a word is a team
    [InlineData("'@platform'")] // and this is a login
    public async Task A_word_never_stands_for_a_login_nor_a_login_for_a_team(string approver)
    {
        await using var bench = await ABench.OpenAsync(ABench.Prod +
            $"policy:\n  rules:\n    - id: keep\n      protect: {{ types: [aws_instance], actions: [delete] }}\n    " +
            $"  level: approve\n      approvers: [{approver}]\n");
        bench.Pull.Files.Add(new("live/prod/web/main.tf", FileChange.Modified, null));
        bench.Repository.People.Accounts["platform"] = new(6666, "platform");
        bench.Repository.People.Permissions["platform"] = "write";
        await bench.ReportsAsync(ABench.Plans(ABench.Project("live/prod/web", "prod", "aws_instance.web")));
        await bench.Commands.HandleAsync(ABench.Key(),
            new(bench.Repository.Hears(
                7, approver.Contains('@') ? Bob : new(6666, "platform"), "/tfpilot approve-policy keep").Id), default);

        await bench.RunAsync();

        bench.Shown("tfpilot: main").Should()
            .Be($"action_required prod: comment /tfpilot approve-policy keep (platform)");
    }

    [Theory]
    [InlineData("it stays", "success")]
    [InlineData("deleted", "action_required prod: comment /tfpilot approve-policy keep (platform)")]
    [InlineData("edited", "action_required prod: comment /tfpilot approve-policy keep (platform)")]
    [InlineData("GitHub does not tell", "action_required prod: comment /tfpilot approve-policy keep (platform)")]
    public async Task A_comment_that_approves_counts_only_while_it_is_there_as_it_was_written(string what, string shown)
    {
        await using var bench = await ABench.OpenAsync(ABench.Prod +
            "policy:\n  rules:\n    - id: keep\n      protect: { types: [aws_instance], actions: [delete] }\n      " +
            "level: approve\n      approvers: [platform]\n");
        bench.Pull.Files.Add(new("live/prod/web/main.tf", FileChange.Modified, null));
        await bench.ReportsAsync(ABench.Plans(ABench.Project("live/prod/web", "prod", "aws_instance.web")));
        for (var i = 0; i < 120; i++) bench.Repository.Hears(7, Cy, "talk");
        var comment = bench.Repository.Hears(7, Bob, "/tfpilot approve-policy keep");
        for (var i = 0; i < 120; i++) bench.Repository.Hears(7, Cy, "more talk");
        await bench.Commands.HandleAsync(ABench.Key(), new(comment.Id), default);
        await bench.RunAsync();
        var before = bench.Shown("tfpilot: main");
        if (what == "deleted") bench.Repository.Comments.Remove(comment); // and the webhook is lost
        if (what == "edited") comment.Edited = bench.Now;
        if (what == "GitHub does not tell")
        {
            bench.GitHub.Answered = exchange =>
            {
                if (exchange.Body?.Contains("query PullSnapshot", StringComparison.Ordinal) == true)
                    bench.GitHub.Fails(() => FakeGitHub.Response(403, "{}"));
            };
        }

        await bench.RunAsync();

        before.Should().StartWith("success");
        bench.Shown("tfpilot: main").Should().StartWith(shown);
    }

    [Fact]
    public async Task An_approval_ends_by_its_age_without_anything_happening()
    {
        await using var bench = await ABench.PlannedAsync(
            ABench.Two.Replace("count: 2", "count: 2, max_age: 7d", StringComparison.Ordinal));
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
        bench.Shown("tfpilot: main").Should().Be("action_required prod: get 2 approvals from platform");
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
