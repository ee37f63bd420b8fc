using TfPilot.GitHub.Api;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.App.Tests.Pulls;

/// <summary>Pull requests of Renovate, whose account is identified by its id.</summary>
public sealed class AutoMergeTests
{
    private const string Settings = $"{PullBench.Two}bots: {{ renovate: {{ empty_plan: pass }} }}\n";

    private static readonly Account Renovate = new(29139614, "renovate[bot]");

    [Fact]
    public async Task An_empty_plan_passes_and_keeps_auto_merge_enabled()
    {
        await using var bench = await OfRenovateAsync();
        await bench.AddEvidenceAsync(PullBench.Plans(PullBench.Project("live/prod/web", "prod")));

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().StartWith("success");
        bench.Summary("tfpilot: main").Should().Contain("only renovate pushed, and its plans change nothing");
        bench.Pull.AutoMergeBy.Should().Be(Renovate);
    }

    [Fact]
    public async Task A_plan_with_changes_disables_auto_merge_and_the_check_says_why()
    {
        await using var bench = await OfRenovateAsync();
        await bench.RunAsync();
        var before = bench.Pull.AutoMergeBy;
        await bench.AddEvidenceAsync(PullBench.Plans(PullBench.Project("live/prod/web", "prod", "aws_instance.web")));

        await bench.RunAsync();

        before.Should().Be(Renovate, "the plan is still missing");
        bench.Pull.AutoMergeBy.Should().BeNull();
        bench.CheckLine("tfpilot: main").Should().StartWith("action_required");
        bench.Summary("tfpilot: main").Should()
            .Contain("no auto-merge of renovate: the plan of live/prod/web has changes");
    }

    [Fact]
    public async Task A_push_by_another_account_disables_auto_merge()
    {
        await using var bench = await OfRenovateAsync();
        bench.Repository.AddPush(7, FakePeople.Bob, FakeRepository.Sha("of bob"));
        await bench.AddEvidenceAsync(PullBench.Plans(PullBench.Project("live/prod/web", "prod")));

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().StartWith("action_required");
        bench.Pull.AutoMergeBy.Should().BeNull();
    }

    [Fact]
    public async Task Auto_merge_enabled_by_a_person_stays_enabled()
    {
        await using var bench = await OfRenovateAsync();
        bench.Pull.AutoMergeBy = FakePeople.Bob;
        await bench.AddEvidenceAsync(PullBench.Plans(PullBench.Project("live/prod/web", "prod", "aws_instance.web")));

        await bench.RunAsync();

        bench.Pull.AutoMergeBy.Should().Be(FakePeople.Bob);
    }

    private static async Task<PullBench> OfRenovateAsync()
    {
        var bench = await PullBench.OpenAsync(Settings);
        bench.Pull.Files.Add(new("live/prod/web/versions.tf", PullFileChange.Modified, null));
        bench.Pull.Commits.Clear();
        bench.Repository.People.Moves.Clear();
        bench.Pull.Author = Renovate;
        bench.Pull.AutoMergeBy = Renovate;
        bench.Repository.AddPush(7, Renovate, FakeRepository.Sha("of renovate"));
        return bench;
    }
}
