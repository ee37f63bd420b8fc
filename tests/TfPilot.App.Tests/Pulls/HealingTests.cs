using TfPilot.App.Pulls;
using TfPilot.App.Tests.Host;
using TfPilot.App.Webhooks;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Tests.Fake;
using TfPilot.Storage;

namespace TfPilot.App.Tests.Pulls;

public sealed class HealingTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    [Fact]
    public async Task Only_deliveries_that_did_not_arrive_are_requested_again()
    {
        await using var app = await RunningApp.StartAsync(AppOverrides.WithoutJobs);
        app.GitHub.Deliveries.AddRange(
            [FakeApp.Delivery(3, Now, 0), FakeApp.Delivery(2, Now, 202), FakeApp.Delivery(1, Now.AddHours(-1), 502)]);

        var count = await app.Part<RedeliverySweep>().RunOnceAsync(default);

        count.Should().Be(2);
        app.GitHub.Exchanges.Where(exchange => exchange.Method == "POST").Select(exchange => exchange.PathAndQuery)
            .Should().Equal(
            "/api/app/hook/deliveries/1/attempts", "/api/app/hook/deliveries/3/attempts");
    }

    [Fact]
    public async Task A_delivery_that_GitHub_rejects_does_not_prevent_other_redeliveries()
    {
        await using var app = await RunningApp.StartAsync(AppOverrides.WithoutJobs);
        app.GitHub.Deliveries.AddRange([FakeApp.Delivery(2, Now, 502), FakeApp.Delivery(1, Now.AddHours(-1), 502)]);
        app.GitHub.Answered = exchange =>
        {
            if (exchange.Method == "GET") app.GitHub.FailNext(404);
        };

        var count = await app.Part<RedeliverySweep>().RunOnceAsync(default);

        count.Should().Be(1);
        app.GitHub.Exchanges.Where(exchange => exchange.Method == "POST").Select(exchange => exchange.Status).Should()
            .Equal(404, 202);
    }

    [Theory]
    [InlineData(new[] { 502 }, true)]
    [InlineData(new[] { 502, 202 }, false)] // the second attempt arrived
    [InlineData(new[] { 202, 502 }, false)]
    [InlineData(new[] { 502, 502, 502, 502 }, true)]
    [InlineData(new[] { 502, 502, 502, 502, 502 }, false)] // it fails for a reason of its own
    public void An_event_is_lost_when_no_attempt_was_accepted(int[] statuses, bool isLost)
    {
        var attempts = statuses.Select(
            (status, at) => new HookDelivery(at, Guid.Empty, Now.AddMinutes(5 * at), "push", status));

        var lost = RedeliverySweep.Lost(attempts);

        lost.Select(delivery => delivery.Id).Should().Equal(isLost ? [statuses.Length - 1] : []);
    }

    [Fact]
    public void Simultaneous_redeliveries_of_several_instances_do_not_use_up_the_attempts()
    {
        var attempts = Enumerable.Range(0, 9)
            .Select(at => new HookDelivery(at, Guid.Empty, Now.AddMinutes(at), "push", 502));

        var lost = RedeliverySweep.Lost(attempts);

        lost.Select(delivery => delivery.Id).Should().Equal(8);
    }

    [Fact]
    public async Task All_open_and_dead_lettered_pull_requests_are_evaluated_again()
    {
        await using var app = await RunningApp.StartAsync(AppOverrides.WithoutJobs);
        for (var number = 1; number <= 3; number++) app.GitHub.Repository.AddPull(number);
        app.GitHub.Repository.Pulls[3].State = "closed";

        var count = await app.Part<OpenPullResync>().RunOnceAsync(default);

        count.Should().Be(2);
        (await app.ClaimDueAsync(from: TimeSpan.FromSeconds(1))).Select(key => key.Pull).Should().Equal(1, 2);
    }

    [Fact]
    public async Task Installations_are_discovered_without_a_webhook()
    {
        await using var app = await RunningApp.StartAsync(AppOverrides.WithoutJobs);
        // GitHub no longer knows the installation
        await app.Part<InstallationStore>().RecordInstalledAsync(13, Now, default);

        await app.Part<OpenPullResync>().RunOnceAsync(default);

        (await app.Part<InstallationStore>().ListAsync(default)).Should().Equal(FakeApp.Installation);
    }

    [Fact]
    public async Task A_suspended_installation_is_skipped()
    {
        await using var app = await RunningApp.StartAsync(AppOverrides.WithoutJobs);
        app.GitHub.Repository.AddPull(7);
        app.GitHub.Installations.Insert(0, 6000); // The fake reports all installations but one as suspended.

        await app.Part<OpenPullResync>().RunOnceAsync(default);

        (await app.ClaimDueAsync()).Should().Equal(new PullKey(6001, 4001, 7));
        app.GitHub.Exchanges.Should()
            .NotContain(exchange => exchange.PathAndQuery.Contains("6000", StringComparison.Ordinal));
        (await app.Part<InstallationStore>().ListAsync(default)).Should().Equal(6000, 6001);
    }
}
