using TfPilot.App.Http;
using TfPilot.App.Pulls;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Tests.Fake;
using static TfPilot.GitHub.Tests.Fake.FakePeople;

namespace TfPilot.App.Tests.Pulls;

public sealed class MergeGroupTests
{
    private static readonly CommitSha Group = FakeRepository.Sha("group");
    private static readonly CommitSha Main = FakeRepository.Sha("main");

    [Fact]
    public void A_merge_group_includes_the_groups_it_is_based_on_and_its_last_member_writes_the_check()
    {
        var (first, second) = (FakeRepository.Sha("1"), FakeRepository.Sha("2"));

        var groups = MergeGroup.Of(
            [new(new(7), first, Main), new(new(8), second, first), new(new(9), second, first),
                new(new(10), null, null)]);

        groups.Select(group => (group.Head, string.Join(' ', group.Members), group.Writer.Value)).Should()
            .Equal((first, "7", 7), (second, "7 8 9", 9));
    }

    [Fact]
    public async Task A_merge_group_passes_when_all_its_members_are_approved()
    {
        await using var bench = await PullBench.ApprovedAsync();
        bench.Repository.Queue.Add(new(new(7), Group, Main));
        await AskedAsync(bench);

        await bench.RunAsync();

        CheckLine(bench).Should().Be("success Everything in the group is approved");
        bench.Repository.Checks.Where(IsOfGroup).Should().ContainSingle();
    }

    [Fact]
    public async Task A_withdrawn_approval_fails_the_queued_merge_group()
    {
        await using var bench = await PullBench.ApprovedAsync();
        bench.Repository.Queue.Add(new(new(7), Group, Main));
        await bench.RunAsync();
        bench.Repository.AddReview(7, Bob, "CHANGES_REQUESTED", bench.Now);

        await bench.RunAsync();

        CheckLine(bench).Should().Be("failure #7 cannot merge: prod: resolve the changes that bob…");
        bench.Repository.Checks.Where(IsOfGroup).Should().ContainSingle();
    }

    [Fact]
    public async Task A_pull_request_ahead_in_the_queue_re_evaluates_the_one_behind()
    {
        await using var bench = await PullBench.ApprovedAsync();
        bench.Repository.AddPull(8).Files.Add(new("docs/a.md", PullFileChange.Modified, null));
        bench.Repository.Queue.AddRange([new(new(7), Group, Main), new(new(8), FakeRepository.Sha("next"), Group)]);

        await bench.RunAsync();

        (await bench.LeaseOrNullAsync())!.Key.Should().Be(PullBench.Key(8));
    }

    [Fact]
    public async Task The_merge_group_check_is_written_even_when_another_pull_request_owns_the_head_checks()
    {
        await using var bench = await PullBench.OpenAsync();
        bench.Repository.AddPull(8).Head = bench.Pull.Head;
        bench.Repository.Queue.Add(new(new(8), Group, Main));

        await bench.RunAsync(8);

        CheckLine(bench).Should().Be("success Everything in the group is approved");
    }

    [Theory]
    [InlineData("", "failure #7 and #8 both change prod")]
    [InlineData("web dns", "success Everything in the group is approved")]
    [InlineData("web", "failure #7 and #8 both change prod")] // not all that both change
    [InlineData("web dns, untrusted", "failure #7 and #8 both change prod")]
    [InlineData("web dns, failed", "failure #7 and #8 both change prod")]
    public async Task Two_changes_of_one_environment_need_a_plan_of_the_merge_group(string planned, string shown)
    {
        await using var bench = await PullBench.ApprovedAsync();
        bench.Repository.AddPull(8).Files.Add(new("live/prod/dns/main.tf", PullFileChange.Modified, null));
        await bench.AddEvidenceAsync(PullBench.Plans(PullBench.Project("live/prod/dns", "prod")), run: 2, pull: 8);
        foreach (var by in new[] { Bob, Cy }) bench.Repository.AddReview(8, by, "APPROVED", bench.Now);
        bench.Repository.Queue.AddRange(
            [new(new(7), FakeRepository.Sha("first"), Main), new(new(8), Group, FakeRepository.Sha("first"))]);
        var projects = planned.Split(',')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(name => PullBench.Project($"live/prod/{name}", "prod"))
            .Select(project => planned.EndsWith("failed", StringComparison.Ordinal)
                ? project with { Plan = project.Plan with { Errored = true } } : project);
        if (planned.Length > 0)
            await bench.AddEvidenceAsync(PullBench.Plans([.. projects]), run: 3, pull: 8,
                distrust: planned.EndsWith("untrusted", StringComparison.Ordinal) ? "nobody we know" : null,
                head: Group);

        await bench.RunAsync(8);

        CheckLine(bench).Should().StartWith(shown);
    }

    [Theory]
    [InlineData("", "failure #7 cannot merge: prod: update the branch")]
    [InlineData("web", "success Everything in the group is approved")]
    [InlineData("web, untrusted", "failure #7 cannot merge: prod: update the branch")]
    public async Task A_planned_merge_group_passes_after_the_group_ahead_is_merged(string planned, string shown)
    {
        await using var bench = await PullBench.ApprovedAsync();
        var (old, now) = (bench.Repository.DefaultHead, FakeRepository.Sha("main moved"));
        (bench.Pull.Base, bench.Repository.DefaultHead) = (old, now);
        bench.Repository.People.Differences[$"{old}...{now}"] = [new(
            new("live/prod/dns/main.tf", PullFileChange.Modified, null), null, null)];
        bench.Repository.Queue.Add(new(new(7), Group, now));
        var distrust = planned.EndsWith("untrusted", StringComparison.Ordinal) ? "nobody we know" : null;
        if (planned.Length > 0)
            await bench.AddEvidenceAsync(
                PullBench.Plans(PullBench.Project("live/prod/web", "prod")), run: 3, distrust: distrust, head: Group);

        await bench.RunAsync();

        CheckLine(bench).Should().StartWith(shown);
    }

    [Fact]
    public async Task An_unknown_merge_group_is_rejected()
    {
        await using var bench = await PullBench.ApprovedAsync();

        var isDone = await AskedAsync(bench, ago: TimeSpan.FromMinutes(1));

        isDone.Should().BeTrue();
        CheckLine(bench).Should().Be("failure The pull requests of this group could not be determined, so…");
    }

    [Fact]
    public async Task A_merge_group_that_GitHub_does_not_list_yet_is_requested_again()
    {
        await using var bench = await PullBench.ApprovedAsync();

        var early = await AskedAsync(bench, ago: TimeSpan.FromSeconds(59));
        var shown = CheckLine(bench);
        bench.Repository.Queue.Add(new(new(7), Group, Main));
        var listed = await AskedAsync(bench, ago: TimeSpan.FromSeconds(59));
        await bench.RunAsync();

        (early, shown, listed).Should().Be((false, "none", true));
        CheckLine(bench).Should().Be("success Everything in the group is approved");
    }

    private static Task<bool> AskedAsync(PullBench bench, TimeSpan ago = default) =>
        bench.Groups.RequestedAsync(FakeApp.Installation, FakeApp.Repository, Group, "main", bench.Now - ago, default);

    private static bool IsOfGroup(FakeCheck check) => check.Text("head_sha") == Group.Text;

    private static string CheckLine(PullBench bench) =>
        bench.Repository.Checks.FindLast(IsOfGroup) is { } check
        ? $"{check.Body["conclusion"]} {check.Body["output"]!["title"]}" : "none";
}
