namespace TfPilot.App.Tests.Pulls;

/// <summary>
/// Evidence is deleted some time after its pull request was closed; the decisions stay in the audit log.
/// </summary>
public sealed class EvidenceExpiryTests
{
    [Theory]
    [InlineData(89, 1)]
    [InlineData(90, 0)]
    public async Task Evidence_of_a_closed_pull_request_expires_after_90_days(int days, int kept)
    {
        await using var bench = await PullBench.PlannedAsync();
        await bench.RunAsync();
        bench.Pull.State = "merged";
        await bench.RunAsync();

        bench.Passes(TimeSpan.FromDays(days));
        await bench.ApplyRetentionAsync();

        (await bench.Evidence.ReceivedAsync(PullBench.Key(), default)).Should().HaveCount(kept);
        (await Commands.CommandHandlerTests.LinesAsync(bench)).Should()
            .Contain(line => line.Contains("plan of prod", StringComparison.Ordinal)
                && line.Contains("fp:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Evidence_of_an_open_pull_request_never_expires()
    {
        await using var bench = await PullBench.PlannedAsync();
        await bench.RunAsync();

        bench.Passes(TimeSpan.FromDays(500));
        await bench.ApplyRetentionAsync();

        (await bench.Evidence.ReceivedAsync(PullBench.Key(), default)).Should().HaveCount(1);
    }

    [Fact]
    public async Task A_reopened_pull_request_keeps_its_evidence()
    {
        await using var bench = await PullBench.PlannedAsync();
        bench.Pull.State = "closed";
        await bench.RunAsync();
        bench.Pull.State = "open";
        await bench.RunAsync();

        bench.Passes(TimeSpan.FromDays(500));
        await bench.ApplyRetentionAsync();

        (await bench.Evidence.ReceivedAsync(PullBench.Key(), default)).Should().HaveCount(1);
    }

    [Fact]
    public async Task A_closed_pull_request_without_a_webhook_is_detected()
    {
        await using var bench = await PullBench.PlannedAsync();
        await bench.RunAsync();
        bench.Pull.State = "closed";
        bench.Passes(TimeSpan.FromDays(90));

        var asked = await bench.ApplyRetentionAsync();
        await bench.WorkAsync((await bench.LeaseOrNullAsync())!);
        bench.Passes(TimeSpan.FromDays(90));
        await bench.ApplyRetentionAsync();

        asked.Should().Be(1);
        (await bench.Evidence.ReceivedAsync(PullBench.Key(), default)).Should().BeEmpty();
    }
}
