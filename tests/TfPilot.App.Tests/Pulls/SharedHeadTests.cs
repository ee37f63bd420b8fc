using TfPilot.App.Pulls;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.App.Tests.Pulls;

public sealed class SharedHeadTests
{
    [Fact]
    public async Task Two_pull_requests_with_the_same_head_and_base_get_the_worse_result()
    {
        await using var bench = await PullBench.OpenAsync();
        var twin = Twin(bench);
        twin.Files.Add(new("live/prod/web/main.tf", PullFileChange.Modified, null));

        await bench.RunAsync();

        // pull request 7 alone affects nothing
        bench.CheckLine("tfpilot: main").Should().Be("action_required prod: wait for the plan, or re-run its workflow");
        bench.Summary("tfpilot: main").Should().Contain("represents #7, #8");
        // the check of pull request 8
        bench.CheckLine("tfpilot / prod").Should().Be("action_required Wait for the plan, or re-run its workflow");
        bench.Calls();
        await bench.RunAsync();
        bench.Calls().Should().Be((2, 0));
    }

    [Fact]
    public async Task The_first_pull_request_with_a_shared_head_writes_the_checks_for_all()
    {
        await using var bench = await PullBench.OpenAsync();
        Twin(bench);

        await bench.RunAsync(8);

        bench.Repository.Checks.Should().BeEmpty();
        (await bench.LeaseOrNullAsync())!.Key.Should().Be(PullBench.Key(7));
    }

    [Fact]
    public async Task A_same_head_pull_request_that_has_since_moved_is_ignored()
    {
        await using var bench = await PullBench.OpenAsync();
        Twin(bench).Files.Add(new("live/prod/web/main.tf", PullFileChange.Modified, null));
        bench.GitHub.Answered = exchange => bench.Repository.Pulls[8].Head = FakeRepository.Sha("pushed");

        await bench.RunAsync();

        bench.Repository.Checks.Should().ContainSingle();
        bench.CheckLine("tfpilot: main").Should().Be("success No Terraform files changed");
    }

    [Fact]
    public async Task A_same_head_pull_request_that_has_since_closed_is_ignored()
    {
        await using var bench = await PullBench.OpenAsync();
        Twin(bench).Files.Add(new("live/prod/web/main.tf", PullFileChange.Modified, null));
        bench.GitHub.Answered = exchange => bench.Repository.Pulls[8].State = "closed";

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().Be("success No Terraform files changed");
    }

    [Fact]
    public async Task A_same_head_pull_request_with_another_base_has_its_own_required_check()
    {
        await using var bench = await PullBench.OpenAsync();
        Twin(bench).BaseBranch = "lax";
        bench.Repository.Pulls[8].Files.Add(new("live/prod/web/main.tf", PullFileChange.Modified, null));

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().Be("success No Terraform files changed");
        bench.CheckLine("tfpilot: lax")
            .Should().Be("action_required prod: retarget the pull request to main (+1 more)");
    }

    [Fact]
    public async Task When_a_same_head_pull_request_closes_the_others_are_evaluated()
    {
        await using var bench = await PullBench.OpenAsync();
        Twin(bench);
        bench.Pull.State = "closed";

        await bench.RunAsync();

        bench.Repository.Checks.Should().BeEmpty();
        (await bench.LeaseOrNullAsync())!.Key.Should().Be(PullBench.Key(8));
    }

    [Fact]
    public async Task A_pull_request_is_evaluated_again_if_its_head_moved_during_writing()
    {
        await using var bench = await PullBench.OpenAsync();
        var lease = await bench.LeaseAsync();
        bench.GitHub.Answered = exchange =>
        {
            if (exchange.Url.EndsWith("/check-runs", StringComparison.Ordinal))
                bench.Pull.Head = FakeRepository.Sha("pushed");
        };

        await bench.WorkAsync(lease);

        (await bench.Queue.CompleteAsync(lease, default)).Should().BeFalse(); // it was marked again
    }

    [Fact]
    public async Task A_worker_that_lost_its_lease_stops_writing_and_requests_another_evaluation()
    {
        await using var bench = await PullBench.OpenAsync();
        bench.Pull.Files.Add(new("live/prod/web/main.tf", PullFileChange.Modified, null));
        var lost = await bench.LeaseAsync();
        bench.Passes(TimeSpan.FromMinutes(2));
        var held = (await bench.LeaseOrNullAsync())!;

        await bench.WorkAsync(lost);

        bench.Repository.Checks.Should().ContainSingle(); // for both pull requests
        (await bench.Queue.CompleteAsync(held, default)).Should().BeFalse();
    }

    [Fact]
    public async Task A_deleted_pull_request_or_installation_is_reported_as_deleted()
    {
        await using var bench = await PullBench.OpenAsync();
        var unknown = await bench.RunAsync(99);
        bench.GitHub.FailNext(404).FailNext(404); // the read, and the new token
        var uninstalled = await bench.RunAsync();

        unknown.Should().Be(new ReconcileResult.Gone());
        uninstalled.Should().Be(new ReconcileResult.Gone());
    }

    [Fact]
    public async Task A_GitHub_error_is_left_to_the_worker()
    {
        await using var bench = await PullBench.OpenAsync();
        bench.GitHub.Refuses("POST", 403, "Resource not accessible by integration");

        var work = async () => await bench.RunAsync();

        (await work.Should().ThrowAsync<GitHubException>()).Which.Kind.Should().Be(GitHubErrorKind.NotPermitted);
    }

    private static FakePull Twin(PullBench bench)
    {
        var twin = bench.Repository.AddPull(8);
        twin.Head = bench.Pull.Head;
        return twin;
    }
}
