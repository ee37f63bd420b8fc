using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Tests.Fake;
using static TfPilot.GitHub.Tests.Fake.FakePeople;

namespace TfPilot.App.Tests.Pulls;

public sealed class PeopleTests
{
    internal const string Missing = "action_required prod: get 1 more approval from platform";

    [Fact]
    public async Task The_check_passes_after_two_team_members_approved_the_published_plan()
    {
        await using var bench = await PullBench.PlannedAsync();
        await bench.RunAsync();
        var none = bench.CheckLine("tfpilot: main");
        bench.Repository.AddReview(7, Bob, "APPROVED", bench.Now);
        await bench.RunAsync();
        var one = bench.CheckLine("tfpilot: main");
        bench.Repository.AddReview(7, Cy, "APPROVED", bench.Now);

        await bench.RunAsync();

        (none, one).Should().Be(("action_required prod: get 2 approvals from platform", Missing));
        bench.CheckLine("tfpilot: main").Should().StartWith("success");
    }

    [Fact]
    public async Task A_review_on_the_second_page_counts()
    {
        await using var bench = await PullBench.PlannedAsync();
        bench.Repository.AddReview(7, Bob, "APPROVED", bench.Now);
        for (var i = 0; i < 100; i++) bench.Repository.AddReview(7, Dee, "COMMENTED", bench.Now);
        bench.Repository.AddReview(7, Cy, "CHANGES_REQUESTED", bench.Now);

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().Be("failure prod: resolve the changes that cy requested (+1 more)");
    }

    [Fact]
    public async Task An_unreadable_page_of_reviews_yields_no_decision()
    {
        await using var bench = await PullBench.ApprovedAsync();
        for (var i = 0; i < 100; i++) bench.Repository.AddReview(7, Dee, "COMMENTED", bench.Now);
        bench.GitHub.Answered = exchange =>
        {
            if (exchange.Body?.Contains("query PullSnapshot", StringComparison.Ordinal) == true)
                bench.GitHub.FailNext(403);
        };

        var work = async () => await bench.RunAsync();

        (await work.Should().ThrowAsync<GitHubException>()).Which.Kind.Should().Be(GitHubErrorKind.NotPermitted);
        bench.Repository.Checks.Should().BeEmpty();
    }

    [Fact]
    public async Task The_person_who_dismissed_a_review_is_read()
    {
        await using var bench = await PullBench.ApprovedAsync();
        var objection = bench.Repository.AddReview(7, Dee, "CHANGES_REQUESTED", bench.Now);
        bench.Repository.DismissReview(7, objection, Ann, bench.Now);

        await bench.RunAsync();

        // ann is the author
        bench.CheckLine("tfpilot: main").Should().Be("failure prod: resolve the changes that dee requested");
    }

    [Fact]
    public async Task A_team_that_does_not_exist_fails_the_check()
    {
        await using var bench = await PullBench.ApprovedAsync();
        bench.Repository.People.Teams.Clear();

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().Be("failure prod: correct platform in the settings");
        bench.Summary("tfpilot: main").Should().Contain("The team platform does not exist in acme");
    }

    [Theory]
    [InlineData("FORBIDDEN", 1, false)]
    [InlineData("SERVICE_UNAVAILABLE", 5, true)] // with all the tries of one call
    public async Task An_unreadable_team_fails_the_check_and_is_retried_only_for_a_transient_error(
        string type, int times, bool again)
    {
        await using var bench = await PullBench.ApprovedAsync();
        bench.GitHub.Answered = exchange =>
        {
            if (exchange.Body?.Contains("\"members\":\"read\"", StringComparison.Ordinal) == true)
                bench.GitHub.FailNext(
                    () => FakeGitHub.Response(200, $$"""{"data":null,"errors":[{"type":"{{type}}","message":"no"}]}"""),
                    times);
        };

        await bench.RunAsync();
        bench.Passes(TimeSpan.FromMinutes(1));

        bench.CheckLine("tfpilot: main").Should().Be(
            "failure prod: fix tfpilot's access to platform (permission or name)");
        bench.Summary("tfpilot: main").Should().Contain("could not be read");
        (await bench.LeaseOrNullAsync() is not null).Should().Be(again);
    }

    [Fact]
    public async Task A_team_of_another_organization_is_not_queried()
    {
        await using var bench = await PullBench.PlannedAsync(
            PullBench.Two.Replace("platform", "'@rival/platform'", StringComparison.Ordinal));

        await bench.RunAsync();

        bench.Summary("tfpilot: main").Should().Contain("rival/platform does not belong to acme");
    }

    [Theory]
    [InlineData("push", "success")]
    [InlineData("admin", "success")]
    [InlineData("pull", "failure prod: correct platform in the settings")]
    [InlineData(null, "failure prod: correct platform in the settings")]
    public async Task A_team_counts_only_with_write_access(string? permission, string shown)
    {
        await using var bench = await PullBench.ApprovedAsync();
        bench.Repository.People.TeamPermissions["platform"] = permission;

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().StartWith(shown);
    }

    [Fact]
    public async Task A_team_member_with_read_access_does_not_count()
    {
        await using var bench = await PullBench.ApprovedAsync();
        bench.Repository.People.Permissions["cy"] = "read";

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().Be(Missing);
        bench.Summary("tfpilot: main").Should()
            .Contain("cy (prod): has no write access to the repository, which platform requires");
    }

    [Theory]
    [InlineData("it stays", "success")]
    [InlineData("deleted", "action_required prod: comment /tfpilot approve-policy keep (platform)")]
    [InlineData("edited", "action_required prod: comment /tfpilot approve-policy keep (platform)")]
    [InlineData("GitHub does not tell", "action_required prod: comment /tfpilot approve-policy keep (platform)")]
    public async Task An_approving_comment_counts_only_while_it_exists_unedited(string what, string shown)
    {
        await using var bench = await PullBench.OpenAsync(PullBench.Prod +
            "policy:\n  rules:\n    - id: keep\n      protect: { types: [aws_instance], actions: [delete] }\n      " +
            "level: approve\n      approvers: [platform]\n");
        bench.Pull.Files.Add(new("live/prod/web/main.tf", PullFileChange.Modified, null));
        await bench.AddEvidenceAsync(PullBench.Plans(PullBench.Project("live/prod/web", "prod", "aws_instance.web")));
        for (var i = 0; i < 120; i++) bench.Repository.AddComment(7, Cy, "talk");
        var comment = bench.Repository.AddComment(7, Bob, "/tfpilot approve-policy keep");
        for (var i = 0; i < 120; i++) bench.Repository.AddComment(7, Cy, "more talk");
        await bench.Commands.HandleAsync(PullBench.Key(), new(comment.Id), default);
        await bench.RunAsync();
        var before = bench.CheckLine("tfpilot: main");
        if (what == "deleted") bench.Repository.Comments.Remove(comment); // without a webhook
        if (what == "edited") comment.Edited = bench.Now;
        if (what == "GitHub does not tell")
        {
            bench.GitHub.Answered = exchange =>
            {
                if (exchange.Body?.Contains("query PullSnapshot", StringComparison.Ordinal) == true)
                    bench.GitHub.FailNext(() => FakeGitHub.Response(403, "{}"));
            };
        }

        await bench.RunAsync();

        before.Should().StartWith("success");
        bench.CheckLine("tfpilot: main").Should().StartWith(shown);
    }

    [Fact]
    public async Task An_approval_expires_without_any_event()
    {
        await using var bench = await PullBench.PlannedAsync(
            PullBench.Two.Replace("count: 2", "count: 2, max_age: 7d", StringComparison.Ordinal));
        bench.Approve(Bob, Cy);
        await bench.RunAsync();
        var before = bench.CheckLine("tfpilot: main");
        bench.Passes(TimeSpan.FromDays(6));
        var early = await bench.LeaseOrNullAsync();
        bench.Passes(TimeSpan.FromDays(1));
        bench.GitHub.TokenExpiry = bench.Now.AddHours(1);

        await bench.WorkAsync((await bench.LeaseOrNullAsync())!);

        before.Should().StartWith("success");
        early.Should().BeNull();
        bench.CheckLine("tfpilot: main").Should().Be("action_required prod: get 2 approvals from platform");
    }
}
