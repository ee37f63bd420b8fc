using TfPilot.App.Jobs;
using TfPilot.App.Pulls;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Settings;
using TfPilot.GitHub.Tests.Fake;
using TfPilot.Storage;

namespace TfPilot.App.Tests.Pulls;

/// <summary>
/// The upper pull request of a stack was planned on the lower branch. The lower one is squashed, and the upper one is
/// retargeted to main or rebased on it.
/// </summary>
public class SameFilesTests
{
    private const string Counts = "success";
    private const string Missing = "action_required prod: wait for the plan, or re-run its workflow";

    private static readonly CommitSha Lower = FakeRepository.Sha("lower");
    private static readonly CommitSha Squashed = FakeRepository.Sha("squashed");
    private static readonly CommitSha Planned = FakeRepository.Sha("planned merge");
    private static readonly CommitSha Merge = FakeRepository.Sha("current merge");
    private static readonly CommitSha Rebased = FakeRepository.Sha("rebased");
    private static readonly CommitSha Head = FakeRepository.Sha("head of 7");

    [Theory]
    [InlineData("", Counts)]
    [InlineData("rebased", Counts)]
    [InlineData("base", Missing)] // main has more
    [InlineData("rebased head", Missing)] // the rebase changed files
    [InlineData("merge", Missing)] // another common ancestor
    [InlineData("rebased merge", Missing)]
    [InlineData("early", Missing)] // GitHub still shows the merge into the lower branch
    [InlineData("conflict", Missing)] // or none
    [InlineData("old", Missing)] // stored before the planned commit was recorded
    [InlineData("manual", Counts)] // the reviewed head is still the head
    [InlineData("rebased manual", Missing)] // a person reviewed another head
    [InlineData("foreign", Missing)] // an untrusted job
    [InlineData("other", Missing)] // the evidence of another pull request
    [InlineData("group", Missing)] // of a merge queue group
    [InlineData("lost", Missing)] // GitHub no longer has the planned commit
    public async Task Evidence_for_earlier_commits_counts_only_if_head_base_and_merge_have_the_same_files(
        string situation, string shown)
    {
        await using var bench = await PlannedAsync(situation);
        Rebase(bench, situation);

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().StartWith(shown);
    }

    /// <summary>
    /// The lower branch changed a file and reverted the change, and the upper branch starts between: merged into the
    /// lower branch it changes nothing, merged into main it makes the change.
    /// </summary>
    [Fact]
    public async Task A_plan_of_nothing_does_not_count_where_the_merge_changes_files()
    {
        await using var bench = await PlannedAsync("");
        Rebase(bench, "");
        bench.Repository.TreeIds[Planned] = bench.Repository.TreeIds[Lower];

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().Be(Missing);
    }

    [Theory]
    [InlineData("rebased early", true)]
    [InlineData("rebased conflict", true)]
    [InlineData("rebased", false)]
    [InlineData("rebased head", false)]
    public async Task The_evaluation_is_repeated_while_GitHub_merges(string situation, bool isRepeated)
    {
        await using var bench = await PlannedAsync(situation);
        Rebase(bench, situation);

        var result = await bench.RunAsync();

        result.Should().BeOfType<ReconcileResult.Done>().Which.Result.IsPartial.Should().Be(isRepeated);
    }

    [Fact]
    public async Task Evidence_for_the_current_head_and_base_replaces_that_for_earlier_ones()
    {
        await using var bench = await PlannedAsync("rebased");
        Rebase(bench, "rebased");
        await bench.AddEvidenceAsync(
            PullBench.Plans(PullBench.Project("live/prod/web", "prod", "aws_instance.web")), run: 2, planned: Merge);

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().Be("success Destructive in prod: 1 destroy");
        bench.GitHub.Exchanges.Should().NotContain(exchange => exchange.Url.Contains("/git/commits/"));
    }

    [Theory]
    [InlineData("push", "action_required prod: get 1 approval from platform")]
    [InlineData("plan", Counts)]
    public async Task An_approval_of_an_earlier_head_counts_by_the_settings(string invalidateOn, string shown)
    {
        await using var bench = await PlannedAsync("rebased", "version: 1\nenvironments:\n  prod:\n    paths: " +
            $"[\"live/prod/**\"]\n    approvals: {{ teams: [platform], count: 1, invalidate_on: {invalidateOn} }}\n");
        bench.Passes(TimeSpan.FromMinutes(1));
        bench.Approve(FakePeople.Bob);
        bench.Passes(TimeSpan.FromMinutes(1));
        Rebase(bench, "rebased");

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().StartWith(shown);
    }

    /// <summary>All 64 ways in which six commits can have one of two trees.</summary>
    [Fact]
    public async Task Earlier_commits_are_equal_exactly_if_all_three_pairs_of_trees_are()
    {
        await using var bench = await PlannedAsync("rebased");
        Rebase(bench, "rebased");
        var repository = await bench.Tokens.GetClientAsync(
            FakeApp.Installation, FakeApp.Repository, GitHub.Identity.TokenScope.Read, default);
        var snapshot = await repository.Client.ReadPullSnapshotAsync(
            repository.Name, new PullNumber(7), 501, TrustedSettings.PathsOf(TrustedSettings.AppPath), default);
        CommitSha[] commits = [Head, Lower, Planned, Rebased, Squashed, Merge];
        for (var bits = 0; bits < 64; bits++)
        {
            var trees = commits.Select((_, i) => FakeRepository.Sha($"tree {(bits >> i) & 1}")).ToList();
            foreach (var (commit, tree) in commits.Zip(trees)) bench.Repository.TreeIds[commit] = tree;
            using var cache = new SharedCache(SharedCache.SharedBytes);

            var equal = await new SameFiles(bench.Evidence, cache)
                .FindAsync(repository, PullBench.Key(), snapshot, default);

            equal.All.Should().Equal(trees[..3].SequenceEqual(trees[3..]) ? [new(Head, Lower)] : [], $"{bits:b6}");
        }
    }

    private static async Task<PullBench> PlannedAsync(string situation, string settings = PullBench.Prod)
    {
        var bench = await PullBench.OpenAsync(settings);
        if (Is(situation, "other")) bench.Repository.AddPull(8);
        bench.Pull.Files.Add(new("live/prod/web/main.tf", PullFileChange.Modified, null));
        bench.Repository.DefaultHead = Lower;
        await bench.AddEvidenceAsync(
            PullBench.Plans(PullBench.Project("live/prod/web", "prod")),
            distrust: Is(situation, "foreign") ? "not trusted" : null,
            pull: Is(situation, "other") ? 8 : 7,
            head: Is(situation, "group") ? Head : null,
            planned: Is(situation, "old") ? null : Is(situation, "manual") ? Head : Planned);
        return bench;
    }

    private static bool Is(string situation, string word) => situation.Split(' ').Contains(word);

    /// <param name="situation">Names what differs; the current commits have the trees of the planned ones
    /// otherwise.</param>
    private static void Rebase(PullBench bench, string situation)
    {
        var (repository, pull) = (bench.Repository, bench.Pull);
        (repository.DefaultHead, pull.Base) = (Squashed, Squashed);
        if (Is(situation, "rebased")) repository.AddPush(7, FakePeople.Ann, Rebased);
        else pull.RetargetedAt = bench.Now;
        pull.TestMerge = Is(situation, "conflict") ? null : Merge;
        repository.Parents[Merge] = [Is(situation, "early") ? Lower : Squashed, pull.Head];
        var files = FakeRepository.Sha("files of the head");
        foreach (var commit in new[] { Lower, Squashed }) repository.TreeIds[commit] = FakeRepository.Sha("base");
        foreach (var commit in new[] { Head, Rebased, Planned, Merge }) repository.TreeIds[commit] = files;
        foreach (var (word, commit) in new[] { ("base", Squashed), ("head", Rebased), ("merge", Merge) })
            if (Is(situation, word)) repository.TreeIds[commit] = FakeRepository.Sha("changed");
        if (Is(situation, "lost")) repository.Lost.Add(Planned);
    }
}
