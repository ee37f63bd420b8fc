using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Tests.Fake;
using static TfPilot.GitHub.Tests.Fake.FakePeople;

namespace TfPilot.App.Tests.Pulls;

public sealed class SettingsNameTests
{
    [Fact]
    public async Task A_login_in_the_settings_is_case_insensitive()
    {
        await using var bench = await PullBench.PlannedAsync(
            PullBench.Two.Replace("teams: [platform], count: 2", "users: [BOB]", StringComparison.Ordinal));
        bench.Approve(Bob);

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().StartWith("success");
    }

    [Fact]
    public async Task A_login_that_now_belongs_to_another_account_does_not_count_and_is_reported()
    {
        await using var bench = await PullBench.PlannedAsync(
            PullBench.Two.Replace(
                "teams: [platform], count: 2", "teams: [platform], users: [gus]", StringComparison.Ordinal));
        bench.Repository.People.Accounts["gus"] = new(2005, "gus");
        bench.Repository.People.Permissions["gus"] = "write";
        await bench.RunAsync();
        var stranger = bench.Repository.People.Accounts["gus"] = new(6666, "gus");
        bench.Passes(TimeSpan.FromMinutes(2));
        bench.Approve(stranger);

        await bench.RunAsync();
        var alone = bench.CheckLine("tfpilot: main");
        bench.Approve(Bob);
        await bench.RunAsync();

        alone.Should().Be("failure prod: correct gus in the settings");
        bench.CheckLine("tfpilot: main").Should().StartWith("failure"); // although the approval of bob is sufficient
        bench.Summary("tfpilot: main").Should()
            .Contain("The login gus belongs to a different account than when the settings were first used");
    }

    [Fact]
    public async Task A_login_without_an_account_at_first_use_stays_unknown_until_the_settings_change()
    {
        var settings = PullBench.Two.Replace("teams: [platform], count: 2", "users: [gus]", StringComparison.Ordinal);
        await using var bench = await PullBench.PlannedAsync(settings);
        await bench.RunAsync();
        var stranger = bench.Repository.People.Accounts["gus"] = new(6666, "gus");
        bench.Repository.People.Permissions["gus"] = "write";
        bench.Passes(TimeSpan.FromMinutes(2));
        bench.Approve(stranger);
        await bench.RunAsync();
        var taken = bench.CheckLine("tfpilot: main");
        bench.Repository.Files[".tfpilot.yml"] = $"{settings}# gus is who we mean\n";

        await bench.RunAsync();

        taken.Should().Be("failure prod: correct gus in the settings");
        bench.CheckLine("tfpilot: main").Should().StartWith("success");
    }

    [Fact]
    public async Task A_settings_change_may_merge_although_the_current_settings_name_an_unknown_user()
    {
        await using var bench = await PullBench.OpenAsync(
            PullBench.Two.Replace("teams: [platform], count: 2", "users: [nobody]", StringComparison.Ordinal));
        bench.Pull.Files.Add(new(".tfpilot.yml", PullFileChange.Modified, null));
        await bench.AddEvidenceAsync(PullBench.Plans(PullBench.Project("live/prod/web", "prod")));
        bench.Repository.People.Permissions["bob"] = "admin";
        bench.Approve(Bob);

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().StartWith("success", bench.Summary("tfpilot: main"));
        bench.Summary("tfpilot: main").Should().Contain("No account has the login nobody");
        bench.Pull.Files.Add(new("live/prod/web/main.tf", PullFileChange.Modified, null));
        await bench.RunAsync();
        bench.CheckLine("tfpilot: main").Should().Be("failure prod: correct nobody in the settings");
    }

    [Fact]
    public async Task A_recreated_team_with_the_same_name_is_a_different_team()
    {
        await using var bench = await PullBench.ApprovedAsync();
        await bench.RunAsync();
        var before = bench.CheckLine("tfpilot: main");
        bench.Repository.People.TeamIds["platform"] = 99;
        bench.Passes(TimeSpan.FromMinutes(2));

        await bench.RunAsync();

        before.Should().StartWith("success");
        bench.CheckLine("tfpilot: main").Should().Be("failure prod: correct platform in the settings");
        bench.Summary("tfpilot: main").Should().Contain("The team platform is not the team that had this name");
    }

    [Theory]
    [InlineData("teams: [platform, gone], count: 2", "failure prod: correct gone in the settings")]
    [InlineData("teams: [platform], users: [gone], count: 2", "failure prod: correct gone in the settings")]
    // the additional rule does not apply to this change
    [InlineData(
        "teams: [platform], count: 2, also: [{ name: more, when: { risk: destructive }, count: 1, teams: [gone] }]",
        "failure prod: correct gone in the settings of main")]
    public async Task An_unknown_name_is_an_error_even_when_the_other_approvals_suffice(string approvals, string shown)
    {
        await using var bench = await PullBench.PlannedAsync(
            PullBench.Two.Replace("teams: [platform], count: 2", approvals, StringComparison.Ordinal));
        bench.Approve(Bob, Cy);

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().Be(shown);
    }

    [Theory]
    [InlineData("platform")] // a word is a team
    [InlineData("'@platform'")] // and this is a login
    public async Task An_approver_name_is_never_read_as_both_a_login_and_a_team(string approver)
    {
        await using var bench = await PullBench.OpenAsync(PullBench.Prod +
            $"policy:\n  rules:\n    - id: keep\n      protect: {{ types: [aws_instance], actions: [delete] }}\n    " +
            $"  level: approve\n      approvers: [{approver}]\n");
        bench.Pull.Files.Add(new("live/prod/web/main.tf", PullFileChange.Modified, null));
        bench.Repository.People.Accounts["platform"] = new(6666, "platform");
        bench.Repository.People.Permissions["platform"] = "write";
        await bench.AddEvidenceAsync(PullBench.Plans(PullBench.Project("live/prod/web", "prod", "aws_instance.web")));
        await bench.Commands.HandleAsync(PullBench.Key(),
            new(bench.Repository.AddComment(
                7, approver.Contains('@') ? Bob : new(6666, "platform"), "/tfpilot approve-policy keep").Id), default);

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should()
            .Be($"action_required prod: comment /tfpilot approve-policy keep (platform)");
    }
}
