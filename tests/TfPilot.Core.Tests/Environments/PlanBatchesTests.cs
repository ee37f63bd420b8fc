using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Core.Tests.Environments;

public sealed class PlanBatchesTests
{
    private static readonly Dictionary<string, double> NothingKnown = [];

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(256, 256, 1)]
    [InlineData(257, 256, 2)]
    [InlineData(512, 256, 2)]
    [InlineData(2_000, 256, 8)]
    public void The_number_of_batches_never_exceeds_GitHubs_limit_and_each_plan_is_in_one_batch(
        int plans, int batches, int largest)
    {
        var jobs = Jobs(plans);

        var batched = Batches(jobs, NothingKnown);

        batched.Should().HaveCount(batches);
        batched.Max(batch => batch.Jobs.Count).Should().Be(largest);
        batched.SelectMany(batch => batch.Jobs).OrderBy(job => job.Path, StringComparer.Ordinal).Should().Equal(jobs);
        batched.Select(batch => batch.Artifact).Should()
            .OnlyHaveUniqueItems().And.OnlyContain(name => name.StartsWith("tfpilot-", StringComparison.Ordinal));
        batched.Should().OnlyContain(batch => batch.Minutes == Math.Min(360, 60 * batch.Jobs.Count));
    }

    [Fact]
    public void A_batch_with_one_plan_is_named_after_it()
    {
        var batch = Batches([new("live/web", "live/web", "prod", "blue", "tfpilot-x")], NothingKnown).Single();

        (batch.Name, batch.Artifact, PlanLine.Write(batch.Jobs)).Should()
            .Be(("live/web prod", "tfpilot-x", "live/web\tprod\tblue\t=\n"));
    }

    [Fact]
    public void Batches_have_similar_durations_if_earlier_durations_are_known()
    {
        var jobs = Jobs(1_000);
        var seconds = jobs.Select((job, i) => (job.Label, Time: i < 100 ? 600.0 : 10))
            .ToDictionary(job => job.Label, job => job.Time);

        var loads = Batches(jobs, seconds).Select(batch => batch.Jobs.Sum(job => seconds[job.Label])).ToList();

        loads.Max().Should().BeLessThanOrEqualTo(600, "a job with a long plan has no other plan");
    }

    /// <summary>A job has the credentials of a single environment and a single version of the tool.</summary>
    [Fact]
    public void The_plans_of_a_batch_share_environment_and_version_and_batches_are_balanced()
    {
        PlanJob[] jobs =
        [
            .. Jobs(900).Select(job => job with { Environment = "prod" }),
            .. Jobs(100).Select(job => job with { Environment = "dev", Artifact = $"{job.Artifact}-dev" }),
            new("old", "old", "prod", null, "tfpilot-old") { Versions = new("1.5.7", null) },
        ];

        var batches = Batches(jobs, NothingKnown);

        batches.Should().HaveCount(256);
        batches.Select(batch => batch.Jobs.Select(job => (job.Environment, job.Versions)).Distinct().Count()).Should()
            .AllBeEquivalentTo(1);
        batches.Sum(batch => batch.Jobs.Count).Should().Be(1_001);
        batches.Max(batch => batch.Jobs.Count).Should().Be(4);
    }

    [Fact]
    public void More_combinations_of_environment_and_version_than_jobs_are_rejected() =>
        PlanBatches.Of([.. Jobs(300).Select(job => job with { Environment = job.Path })], NothingKnown)
            .Match(_ => "", problems => problems.Single().Message).Should()
            .StartWith("The plans have 300 combinations");

    [Fact]
    public void A_plan_with_an_unknown_duration_counts_as_average()
    {
        var jobs = Jobs(300);

        var batches = Batches(jobs,
            new Dictionary<string, double>
            {
                [jobs[0].Label] = 1, [jobs[1].Label] = 3,
                ["of another repository"] = 9_000
            });

        batches.Max(batch => batch.Jobs.Count).Should().Be(2);
    }

    [Theory]
    [InlineData("a\tb")]
    [InlineData("a\nb")]
    public void A_folder_name_with_a_tab_or_line_break_is_rejected(string folder) =>
        PlanBatches.Of([new(folder, folder, null, null, "a")], NothingKnown)
        .Match(_ => "", problems => problems.Single().Message).Should().Contain("rename it");

    [Fact]
    public void Batch_lines_are_read_as_they_were_written()
    {
        PlanJob[] jobs = [new("root", ".", null, null, "a"), new("live/a b", "live/a b", "prod", "prod", "b"),
            new("c", "c", "dev", null, "c")];

        PlanLine.Read("batch", PlanLine.Write(jobs)).Match(lines => lines, _ => []).Should()
            .Equal(jobs.Select(job => new PlanLine(job.Path, job.Environment, job.Workspace, job.Project)));
        PlanLine.Read("batch", "live/a").Match(_ => "", problems => problems.Single().Message).Should()
            .StartWith("The input batch is not a list of plans");
    }

    private static IReadOnlyList<PlanBatch> Batches(
        IReadOnlyList<PlanJob> jobs, IReadOnlyDictionary<string, double> seconds) =>
        PlanBatches.Of(jobs, seconds)
        .Match(batches => batches, problems => throw new InvalidOperationException(problems[0].Message));

    private static PlanJob[] Jobs(int count) =>
        [.. Enumerable.Range(0, count)
            .Select(i => new PlanJob($"live/p{i:0000}", $"live/p{i:0000}", "prod", null, $"tfpilot-{i}"))];
}
