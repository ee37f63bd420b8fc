using TfPilot.App.Work;
using TfPilot.GitHub.Calls;

namespace TfPilot.App.Tests.Reconciling;

public sealed class PullReconcilerTests
{
    [Fact]
    public async Task A_pull_request_without_Terraform_succeeds_and_says_so()
    {
        await using var bench = await ABench.OpenAsync();
        bench.Pull.Files.Add(new("docs/readme.md", FileChange.Modified, null));

        var result = await bench.RunAsync();

        result.Should().Be(new ReconcileResult.Done());
        bench.Shown("tfpilot: main").Should().Be("success Nothing of Terraform is touched");
        bench.Repository.Checks.Should().ContainSingle();
    }

    [Fact]
    public async Task A_touched_environment_waits_for_its_plan_and_follows_what_the_plan_says()
    {
        await using var bench = await ABench.OpenAsync();
        bench.Pull.Files.Add(new("live/prod/web/main.tf", FileChange.Modified, null));
        await bench.RunAsync();
        var before = (bench.Shown("tfpilot: main"), bench.Shown("tfpilot / prod"));
        await bench.ReportsAsync(ABench.Plans(ABench.Project("live/prod/web", "prod", "aws_instance.web")));

        await bench.RunAsync();

        before.Should().Be(("action_required prod: waiting for the plan of prod", "action_required waiting for the plan of prod"));
        bench.Shown("tfpilot: main").Should().Be("success Destructive in prod: 1 destroy");
        bench.Shown("tfpilot / prod").Should().Be("success Destructive in prod: 1 destroy");
        bench.Repository.Checks.Should().HaveCount(2); // updated, not created again
    }
}
