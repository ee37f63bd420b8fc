using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.App.Tests.Pulls;

/// <summary>Pull request 5 was planned and merged; pull request 7 changes only the settings.</summary>
public sealed class AcceptedPlansTests
{
    private const string Waits = "action_required Wait for the plan, or re-run its workflow (+1 more)";
    private const string Asks = "action_required Get 1 approval from the owners of policy (anyone with admin…";

    private static readonly CommitSha Merge = FakeRepository.Sha("merge of 5");

    [Fact]
    public async Task A_settings_only_change_is_evaluated_from_merged_plans()
    {
        await using var bench = await MergedAsync();

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().Be(Asks);
        bench.Repository.Checks.Where(check => check.Text("head_sha") == bench.Pull.Head.Text)
            .Select(check => check.Text("name")).Should().Equal("tfpilot: main");
        bench.Summary("tfpilot: main").Should()
            .Contain("live/prod/web of prod: Destructive").And.Contain("run 1, attempt 1 of pull request 5");
    }

    [Fact]
    public async Task Unchanged_facts_are_read_once_and_their_memory_is_released()
    {
        await using var bench = await MergedAsync();
        bench.Repository.DefaultHead = FakeRepository.Sha("moved");
        await bench.RunAsync();
        bench.Calls();

        for (var i = 0; i < 20; i++) await bench.RunAsync();

        bench.Calls().Should().Be((20, 0));
        (await bench.Memory.ReserveAsync(App.Pulls.ReaderMemory.SharedBytes, default)).Dispose();
    }

    [Theory]
    [InlineData("live/prod/web/main.tf", Waits)]
    [InlineData(".tfpilot.yml", Asks)]
    public async Task Changes_on_the_branch_since_the_merge_require_new_plans(
        string changed, string shown)
    {
        await using var bench = await MergedAsync();
        bench.Repository.DefaultHead = FakeRepository.Sha("moved");
        bench.Repository.People.Differences[$"{Merge}...{bench.Repository.DefaultHead}"] = [new(
            new(changed, PullFileChange.Modified, null), null, null)];

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().Be(shown);
    }

    [Theory]
    [InlineData("closed", null, 0, null)] // never merged
    [InlineData("merged", "lax", 0, null)] // into another branch
    [InlineData("merged", null, 8, null)] // too long ago
    [InlineData("merged", null, 0, "live/prod/web/main.tf")] // more than the settings
    [InlineData("merged", null, 0, ".github/workflows/plan.yml")]
    public async Task Unmerged_or_outdated_plans_are_not_reused(string state, string? branch, int days, string? also)
    {
        await using var bench = await MergedAsync(state, branch ?? "main");
        bench.Passes(TimeSpan.FromDays(days));
        if (also is not null) bench.Pull.Files.Add(new(also, PullFileChange.Modified, null));

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().StartWith("action_required").And.Contain("ait for the plan");
    }

    [Fact]
    public async Task A_plan_of_an_earlier_head_is_not_an_accepted_plan()
    {
        await using var bench = await MergedAsync(head: FakeRepository.Sha("pushed after the plan"));

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().Be(Waits);
    }

    [Fact]
    public async Task New_plans_are_required_when_GitHub_does_not_report_the_merge()
    {
        await using var bench = await MergedAsync();
        bench.Repository.Pulls.Remove(5);

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().Be(Waits);
    }

    private static async Task<PullBench> MergedAsync(
        string state = "merged", string branch = "main", CommitSha? head = null)
    {
        var bench = await PullBench.OpenAsync(PullBench.Two);
        var earlier = bench.Repository.AddPull(5);
        earlier.Files.Add(new("live/prod/web/main.tf", PullFileChange.Modified, null));
        await bench.AddEvidenceAsync(
            PullBench.Plans(PullBench.Project("live/prod/web", "prod", "aws_instance.web")), pull: 5);
        await bench.RunAsync(5);
        (earlier.State, earlier.MergedAs, earlier.BaseBranch, earlier.Head) = (state, state == "merged" ? Merge : null,
            branch, head ?? earlier.Head);
        await bench.RunAsync(5);
        bench.Repository.DefaultHead = Merge;
        bench.Pull.EditFile(".tfpilot.yml", PullBench.Prod);
        return bench;
    }
}
