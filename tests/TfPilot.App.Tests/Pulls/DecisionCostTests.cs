using TfPilot.App.Http;
using TfPilot.App.Pulls;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Tests.Fake;
using TfPilot.Storage;

namespace TfPilot.App.Tests.Pulls;

/// <summary>The number of GitHub calls per decision; tokens are cached for an hour and not counted.</summary>
public sealed class DecisionCostTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(350)] // GraphQL tells the first hundred only, so they are listed once and kept
    public async Task An_unchanged_pull_request_costs_one_read_and_no_write(int files)
    {
        await using var bench = await PullBench.OpenAsync();
        for (var i = 0; i < files; i++)
            bench.Pull.Files.Add(new($"live/prod/web/{i}.tf", PullFileChange.Modified, null));
        await bench.AddEvidenceAsync(PullBench.Plans(PullBench.Project("live/prod/web", "prod")));
        await bench.RunAsync();
        await bench.RunAsync();
        bench.Calls();

        await bench.RunAsync();

        bench.Calls().Should().Be((1, 0));
    }

    [Fact]
    public async Task An_approved_unchanged_pull_request_costs_one_read_and_no_write_while_caches_are_fresh()
    {
        await using var bench = await PullBench.ApprovedAsync();
        await bench.RunAsync();
        var first = bench.Calls();

        await bench.RunAsync();

        // the team and its permission, two permissions of people, the activity once, and the head after writing
        first.Should().Be((7, 2));
        bench.Calls().Should().Be((1, 0));
    }

    [Fact]
    public async Task Cached_team_members_are_read_again_after_a_minute()
    {
        await using var bench = await PullBench.ApprovedAsync();
        await bench.RunAsync();
        bench.Calls();
        bench.Repository.People.Teams["platform"].Remove(FakePeople.Bob);
        await bench.RunAsync();
        var within = bench.CheckLine("tfpilot: main");
        bench.Passes(TimeSpan.FromMinutes(1));

        await bench.RunAsync();

        within.Should().StartWith("success");
        bench.CheckLine("tfpilot: main").Should().Be("action_required prod: get 1 more approval from platform");
    }

    [Fact]
    public async Task Cached_team_members_are_read_again_at_once_after_a_membership_event()
    {
        await using var bench = await PullBench.ApprovedAsync();
        await bench.RunAsync();
        bench.Repository.People.Teams["platform"].Remove(FakePeople.Bob);
        await bench.Installations.RecordMembershipChangeAsync(FakeApp.Installation, default);

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().Be("action_required prod: get 1 more approval from platform");
    }

    [Fact]
    public async Task Without_required_approvals_no_people_are_read()
    {
        await using var bench = await PullBench.PlannedAsync(PullBench.Prod);
        bench.GitHub.Exchanges.Clear();

        await bench.RunAsync();

        bench.Calls().Reads.Should().Be(2); // the second read checks whether the head changed in the meantime
    }

    [Fact]
    public async Task A_changed_check_costs_one_write()
    {
        await using var bench = await PullBench.OpenAsync();
        bench.Pull.Files.Add(new("live/prod/web/main.tf", PullFileChange.Modified, null));
        bench.Pull.Files.Add(new("live/dev/api/main.tf", PullFileChange.Modified, null));
        await bench.RunAsync();
        var created = bench.Calls();
        await bench.AddEvidenceAsync(PullBench.Plans(PullBench.Project("live/prod/web", "prod")));

        await bench.RunAsync();

        created.Should().Be((2, 3)); // the second read checks whether the head changed in the meantime
        bench.Calls().Should().Be((2, 2)); // dev is still waiting
    }

    [Fact]
    public async Task A_check_with_a_lost_row_is_recognized_by_what_GitHub_shows()
    {
        await using var bench = await PullBench.OpenAsync();
        bench.Pull.Files.Add(new("live/prod/web/main.tf", PullFileChange.Modified, null));
        await bench.RunAsync();
        bench.Calls();
        await using var other = await PullBench.OpenAsync(); // an instance with empty caches
        other.Pull.Files.AddRange(bench.Pull.Files);
        other.Repository.Checks.AddRange(bench.Repository.Checks);

        await other.RunAsync();

        other.Calls().Should().Be((1, 0));
    }

    [Fact]
    public async Task A_check_that_GitHub_does_not_show_yet_is_recognized_by_its_row()
    {
        await using var bench = await PullBench.OpenAsync();
        bench.Pull.Files.Add(new("live/prod/web/main.tf", PullFileChange.Modified, null));
        await bench.RunAsync();
        bench.Repository.ShowsChecks = false;

        await bench.RunAsync();

        bench.Repository.Checks.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_rerequested_check_is_written_again()
    {
        await using var bench = await PullBench.OpenAsync();
        bench.Pull.Files.Add(new("live/prod/web/main.tf", PullFileChange.Modified, null));
        await bench.RunAsync();
        bench.Repository.Checks[0].Body["conclusion"] = null;
        bench.Calls();

        await bench.RunAsync();

        bench.Calls().Writes.Should().Be(1);
        bench.CheckLine("tfpilot: main").Should().Be("action_required prod: wait for the plan, or re-run its workflow");
    }

    [Fact]
    public async Task Annotations_are_sent_once_since_GitHub_accumulates_them()
    {
        await using var bench = await PullBench.OpenAsync(PullBench.Prod +
            "policy:\n  rules:\n    - id: sizes\n      attributes: [{ type: aws_instance, require: { size: " +
            "small } }]\n");
        bench.Pull.Files.Add(new("live/prod/web/main.tf", PullFileChange.Modified, null));
        await bench.AddEvidenceAsync(PullBench.Plans(PullBench.Large()));
        await bench.RunAsync();
        await bench.AddEvidenceAsync(PullBench.Plans(PullBench.Large()), run: 2);

        await bench.RunAsync();

        var sent = bench.GitHub.Exchanges.Where(
            exchange => exchange.Url.Contains("/check-runs", StringComparison.Ordinal)
                && exchange.Body!.Contains("tfpilot: main", StringComparison.Ordinal));
        sent.Select(exchange => exchange.Body!.Contains("policy/sizes", StringComparison.Ordinal)).Should()
            .Equal(true, false);
    }

    [Fact]
    public async Task Missing_branch_activity_is_requested_with_backoff()
    {
        await using var bench = await PullBench.ApprovedAsync();
        bench.Repository.People.Moves.Clear();
        var looks = 0;

        for (var minute = 0; minute < 120; minute++)
        {
            if (minute % 30 == 0) await bench.Queue.MarkAsync(PullBench.Key(), bench.Now, WorkClass.Scan, default);
            while (await bench.LeaseOrNullAsync() is { } lease)
            {
                looks++;
                var done = (ReconcileResult.Done)await bench.WorkAsync(lease);
                await bench.Queue.CompleteAsync(lease, done.Result, default);
            }

            bench.Passes(TimeSpan.FromMinutes(1));
        }

        looks.Should().BeInRange(5, 10);
        bench.Calls().Reads.Should().BeLessThan(60, "two hours once took 272 reads");
    }
}
