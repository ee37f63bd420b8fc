using TfPilot.Core.Environments;

namespace TfPilot.Core.Tests.Environments;

public class ApplyJobsTests
{
    private static readonly EnvironmentSettings[] Environments =
        [new("dev"), new("prod"), new("old") { Branch = "legacy" }];

    private static readonly PlanJob[] Jobs =
    [
        Job("live/app", "prod"), Job("live/app", "dev"), Job("live/app", "old"), Job("live/net", "dev"),
        Job("tools", null),
    ];

    [Theory]
    [InlineData("main", null, null, "live/app dev, live/net dev, live/app prod")] // as the settings list them
    [InlineData("legacy", null, null, "live/app old")]
    [InlineData("feature", null, null, "")]
    [InlineData("main", "Prod", null, "live/app prod")] // GitHub ignores case too
    [InlineData("main", "old", null, "")] // of another branch
    [InlineData("main", null, "live/net", "live/net dev")]
    public void A_run_applies_the_environments_of_its_branch_in_the_order_of_the_settings(
        string branch, string? environment, string? project, string applied)
    {
        var jobs = ApplyJobs.Of(Jobs, Environments, [], new(branch, "main", environment, project));

        jobs.Match(all => string.Join(", ", all.Select(job => job.Label)), problems => problems[0].Message).Should()
            .Be(applied);
    }

    [Theory]
    [InlineData("main", "prd", null, "The settings define no environment prd; they define dev, prod, old.")]
    [InlineData("legacy", null, "live/net",
        "No project live/net is applied from branch legacy; `tfpilot discover --all` lists the projects.")]
    public void An_unknown_name_is_a_problem(string branch, string? environment, string? project, string message)
    {
        var jobs = ApplyJobs.Of(Jobs, Environments, [], new(branch, "main", environment, project));

        jobs.Match(_ => "", problems => problems[0].Message).Should().Be(message);
    }

    [Fact]
    public void More_applies_than_a_matrix_can_hold_are_a_problem()
    {
        var many = Enumerable.Range(0, 257).Select(number => Job($"live/{number}", "dev")).ToList();

        var jobs = ApplyJobs.Of(many, Environments, [], new("main", "main", null, null));

        jobs.Match(_ => "", problems => problems[0].Message).Should().Contain("needs 257 applies");
    }

    private static PlanJob Job(string path, string? environment) => new(path, path, environment, null, "artifact");
}
