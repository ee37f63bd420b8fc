using Microsoft.Extensions.Logging.Abstractions;
using TfPilot.App.Jobs;
using TfPilot.App.Pulls;
using TfPilot.App.Tests.Pulls;
using TfPilot.App.Webhooks;
using TfPilot.Core.Approvals;
using TfPilot.GitHub.Tests.Fake;
using TfPilot.Storage;

namespace TfPilot.App.Tests.Jobs;

public sealed class ScanTests
{
    [Fact]
    public async Task An_installation_missing_from_the_list_is_looked_up_before_it_is_removed()
    {
        await using var bench = await HeldAsync();
        bench.GitHub.Installations.Clear();
        bench.GitHub.Unlisted.Add(FakeApp.Installation);

        var count = await Pulls(bench).RunOnceAsync(default);

        count.Should().Be(1, "its pull requests are evaluated as usual");
        (await bench.Installations.ListAsync(default)).Should().Equal(FakeApp.Installation);
        (await LocksAsync(bench)).Should().HaveCount(2);
        (await HistoryAsync(bench)).Should().NotContain(line => line.Contains("uninstalled", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_removed_installation_keeps_its_data_and_the_audit_log_records_it()
    {
        await using var bench = await HeldAsync();
        bench.GitHub.Installations.Clear();

        await Pulls(bench).RunOnceAsync(default);

        (await bench.Installations.ListAsync(default)).Should().BeEmpty();
        (await LocksAsync(bench)).Should().HaveCount(2);
        (await HistoryAsync(bench))[^1].Should()
            .Contain("the App was uninstalled: GitHub no longer has the installation");
    }

    [Theory]
    [InlineData(500)]
    [InlineData(401)]
    [InlineData(403)]
    public async Task An_installation_is_not_removed_unless_GitHub_confirms_it(int status)
    {
        await using var bench = await HeldAsync();
        bench.GitHub.Installations.Clear();
        bench.GitHub.Refuses("GET", status, "no");
        bench.GitHub.Answered = exchange =>
        {
            if (exchange.Url.Contains("/app/installations?", StringComparison.Ordinal))
                bench.GitHub.FailNext(() => FakeGitHub.Response(status, "[]"), times: 5);
        };
        bench.GitHub.FailNext(() => FakeGitHub.Response(200, "[]"));

        await Pulls(bench).RunOnceAsync(default);

        (await bench.Installations.ListAsync(default)).Should().Equal(FakeApp.Installation);
        (await LocksAsync(bench)).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_restored_installation_is_active_again()
    {
        await using var bench = await HeldAsync();
        bench.GitHub.Installations.Clear();
        await Pulls(bench).RunOnceAsync(default);
        bench.GitHub.Installations.Add(FakeApp.Installation);
        bench.Passes(TimeSpan.FromDays(20));

        await Pulls(bench).RunOnceAsync(default);

        (await bench.Installations.ListAsync(default)).Should().Equal(FakeApp.Installation);
        (await LocksAsync(bench)).Should().HaveCount(2);
        (await HistoryAsync(bench))[^1].Should().Contain("the App is installed");
    }

    [Fact]
    public async Task Instances_started_together_share_one_scan_and_a_later_instance_scans_at_once()
    {
        await using var bench = await PullBench.OpenAsync();

        var together = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Pulls(bench).RunOnceAsync(default)));
        bench.Passes(TimeSpan.FromMinutes(1));
        var later = await Pulls(bench).RunOnceAsync(default);

        (together.Sum(), later).Should().Be((1, 1));
    }

    [Fact]
    public async Task Running_instances_scan_once_per_interval()
    {
        await using var bench = await PullBench.OpenAsync();
        var (one, two) = (Pulls(bench), Pulls(bench));
        var counts = new List<int>();

        foreach (var minutes in new[] { 0, 1, 28, 1, 1 })
        {
            bench.Passes(TimeSpan.FromMinutes(minutes));
            counts.Add(await one.RunOnceAsync(default) + await two.RunOnceAsync(default));
        }

        counts.Should().Equal(1, 0, 0, 1, 0);
    }

    [Fact]
    public async Task A_rejected_redelivery_does_not_block_the_scan_and_is_retried_with_backoff()
    {
        await using var bench = await PullBench.OpenAsync();
        var (sweeper, began) = (Deliveries(bench), bench.Now);
        bench.GitHub.Deliveries.Add(FakeApp.Delivery(1, began.AddDays(-1), 502));
        bench.GitHub.Refuses("POST", 403, "no");
        var asked = new List<double>();

        for (var minutes = 0; minutes <= 60; minutes += 5)
        {
            var before = CallCount(bench);
            await sweeper.RunOnceAsync(default);
            if (CallCount(bench) > before) asked.Add((bench.Now - began).TotalMinutes);
            bench.Passes(TimeSpan.FromMinutes(5));
        }

        asked.Should().Equal(0, 5, 15, 35);
        (await bench.Scans.ClaimAsync("the redelivery of failed deliveries", TimeSpan.Zero, bench.Now, default))!
            .ReadUpTo.Should().Be(bench.Now.AddMinutes(-5));
    }

    [Fact]
    public async Task A_delivery_that_GitHub_no_longer_has_is_requested_once()
    {
        await using var bench = await PullBench.OpenAsync();
        var sweeper = Deliveries(bench);
        bench.GitHub.Deliveries.Add(FakeApp.Delivery(1, bench.Now.AddDays(-1), 502));
        bench.GitHub.Refuses("POST", 404, "no");

        for (var round = 0; round < 3; round++)
        {
            await sweeper.RunOnceAsync(default);
            bench.Passes(TimeSpan.FromMinutes(5));
        }

        CallCount(bench).Should().Be(1);
    }

    [Fact]
    public async Task A_rejected_redelivery_that_has_since_arrived_is_not_requested_again()
    {
        await using var bench = await PullBench.OpenAsync();
        var sweeper = Deliveries(bench);
        bench.GitHub.Deliveries.Add(FakeApp.Delivery(1, bench.Now, 502));
        bench.GitHub.Refuses("POST", 403, "no");
        await sweeper.RunOnceAsync(default);
        bench.GitHub.Deliveries.Insert(0, FakeApp.Delivery(1, bench.Now.AddMinutes(1), 202));
        bench.Passes(TimeSpan.FromMinutes(30));

        await sweeper.RunOnceAsync(default);

        CallCount(bench).Should().Be(1);
        (await bench.Redeliveries.ListAsync(default)).Should().BeEmpty();
    }

    private static int CallCount(PullBench bench) =>
        bench.GitHub.Exchanges.Count(
            exchange => exchange.Method == "POST" && exchange.Url.EndsWith("/attempts", StringComparison.Ordinal));

    /// <summary>A lock of prod and a freeze of dev.</summary>
    private static async Task<PullBench> HeldAsync()
    {
        var bench = await PullBench.OpenAsync();
        bench.Repository.AddComment(7, FakePeople.Bob, "/tfpilot lock prod migration");
        bench.Repository.AddComment(7, FakePeople.Dee, "/tfpilot freeze dev black friday");
        foreach (var comment in bench.Repository.Comments.ToList())
            await bench.Commands.HandleAsync(PullBench.Key(), new(comment.Id), default);
        return bench;
    }

    private static Task<IReadOnlyList<HeldLock>> LocksAsync(PullBench bench) =>
        bench.Locks.ListAsync(FakeApp.Installation, FakeApp.Repository, default);

    private static async Task<List<string>> HistoryAsync(PullBench bench) =>
        await bench.Audit.ReadAsync(FakeApp.Installation, default).ToListAsync();

    private static OpenPullResync Pulls(PullBench bench) => new(
        bench.Tokens, bench.Installations, bench.Locks, new(bench.Tokens), bench.Queue,
        new(bench.Scans, bench.Clock, NullLogger<ScanSchedule>.Instance), bench.Clock,
        NullLogger<OpenPullResync>.Instance);

    private static RedeliverySweep Deliveries(PullBench bench) =>
        new(bench.Tokens, bench.Redeliveries, new(bench.Scans, bench.Clock, NullLogger<ScanSchedule>.Instance),
            bench.Clock, NullLogger<RedeliverySweep>.Instance);
}
