using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Core.Tests.Environments;

/// <summary>Projects are applied after those that they need.</summary>
public class ApplyOrderTests
{
    private static readonly CommitSha Commit = CommitSha.Parse(new string('a', 40));

    private static readonly StateAddress Network = S3("infra", "network.tfstate");

    [Fact]
    public void A_project_is_applied_after_those_that_the_settings_name_and_the_rest_keeps_its_order()
    {
        PlanJob[] jobs = [Job("a/app"), Job("b/db"), Job("c/other"), Job("z/network")];

        Sort(jobs, Need("a/app", "z/*"), Need("z/network", "b/db")).Should().Equal(
            "b/db", "c/other", "z/network", "a/app");
    }

    [Fact]
    public void A_project_of_several_environments_waits_only_for_its_own()
    {
        PlanJob[] jobs = [Job("app", "dev"), Job("net", "dev"), Job("app", "prod"), Job("net", "prod")];

        Sort(jobs, Need("app", "net")).Should().Equal("net", "app", "net", "app");
    }

    [Fact]
    public void A_project_of_no_other_environment_comes_before_all_that_need_it()
    {
        PlanJob[] jobs = [Job("app", "dev"), Job("shared", "global")];

        Sort(jobs, Need("app", "shared")).Should().Equal("shared", "app");
    }

    [Fact]
    public void Needs_in_a_circle_are_a_problem_that_names_the_circle()
    {
        PlanJob[] jobs = [Job("a"), Job("b"), Job("c")];

        var sorted = ApplyOrder.Sort(jobs, [Need("a", "b"), Need("b", "c"), Need("c", "a")]);

        sorted.Match(_ => "", problems => problems[0].Message).Should()
            .Contain("a, then b, then c, then a").And.Contain("Remove one");
    }

    [Fact]
    public void A_project_is_applied_after_those_whose_state_it_reads()
    {
        PlanJob[] jobs = [Job("a", reads: Network), Job("b", state: Network)];

        Sort(jobs).Should().Equal("b", "a");
    }

    [Fact]
    public void States_that_are_read_in_a_circle_keep_the_order()
    {
        var other = S3("infra", "other.tfstate");
        PlanJob[] jobs = [Job("a", state: other, reads: Network), Job("b", state: Network, reads: other)];

        Sort(jobs).Should().Equal("a", "b");
    }

    [Fact]
    public void A_unit_is_applied_after_the_units_that_it_depends_on()
    {
        var app = Job("a") with { Links = new(null, [], ["b"]) };

        Sort([app, Job("b")]).Should().Equal("b", "a");
    }

    [Fact]
    public void Deleted_projects_are_destroyed_before_those_that_they_need()
    {
        PlanJob[] jobs =
        [
            Job("net", state: Network) with { DestroyAt = Commit },
            Job("app", reads: Network) with { DestroyAt = Commit },
            Job("db") with { DestroyAt = Commit },
        ];

        Sort(jobs, Need("db", "net")).Should().Equal("app", "db", "net");
    }

    [Fact]
    public void Backend_configuration_completes_the_state_of_a_project()
    {
        var partial = Job("b", state: new("s3", new Dictionary<string, string> { ["bucket"] = "infra" })) with
        {
            Arguments = new([], ["key=network.tfstate"]),
        };

        Sort([Job("a", reads: Network), partial]).Should().Equal("b", "a");
    }

    [Fact]
    public void A_thousand_random_orders_put_every_project_after_all_it_needs()
    {
        for (var seed = 0; seed < 1000; seed++)
        {
            var random = new Random(seed);
            var jobs = Enumerable.Range(0, 8).Select(i => Job($"p{i}")).ToArray();
            random.Shuffle(jobs);
            // Only later numbers need earlier ones, so there is no circle.
            var needs = Enumerable.Range(1, 7).Where(_ => random.Next(2) == 0)
                .Select(i => (Later: i, Earlier: random.Next(i))).ToList();

            var sorted = Sort(jobs, [.. needs.Select(need => Need($"p{need.Later}", $"p{need.Earlier}"))]);

            sorted.Should().BeEquivalentTo(jobs.Select(job => job.Path));
            needs.TrueForAll(need => sorted.IndexOf($"p{need.Earlier}") < sorted.IndexOf($"p{need.Later}")).Should()
                .BeTrue($"of seed {seed}");
        }
    }

    private static List<string> Sort(IReadOnlyList<PlanJob> jobs, params ProjectNeed[] needs) =>
        ApplyOrder.Sort(jobs, needs).Match(
            sorted => sorted.Select(job => job.Path).ToList(),
            problems => throw new InvalidOperationException(problems[0].Message));

    private static ProjectNeed Need(string project, string after) => new(new(project), [new PathGlob(after)]);

    private static StateAddress S3(string bucket, string key) =>
        new("s3", new Dictionary<string, string> { ["bucket"] = bucket, ["key"] = key });

    private static PlanJob Job(
        string path, string environment = "prod", StateAddress? state = null, params StateAddress[] reads) =>
        new(path, path, environment, null, $"{path}-{environment}") { Links = new(state, reads, []) };
}
