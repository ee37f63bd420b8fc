using System.Net;
using TfPilot.App.Jobs;
using TfPilot.App.Tests.Host;

namespace TfPilot.App.Tests.Jobs;

/// <summary>
/// Background jobs under Azure Functions: queue workers run while the program is awake, and all due jobs run when the
/// timer fires.
/// </summary>
public sealed class TimerRunTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task The_timer_runs_pending_work_and_reports_it()
    {
        await using var app = await RunningApp.StartUnderFunctionsAsync(AppOverrides.WithoutJobs);
        await app.Http.SendAsync(WebhookRequest.Delivery("pull_request", WebhookRequest.PullRequest(7)));

        var lines = await RunAsync(app);

        lines.Should().StartWith(["the inbox: 1", "pull requests: 1"]);
        (await app.Reconciler.NextAsync()).Key.Pull.Should().Be(7);
    }

    [Fact]
    public async Task An_active_Functions_instance_works_without_waiting_for_the_timer()
    {
        await using var app = await RunningApp.StartUnderFunctionsAsync();

        await app.Http.SendAsync(WebhookRequest.Delivery("pull_request", WebhookRequest.PullRequest(7)));
        var lease = await app.Reconciler.NextAsync();

        lease.Key.Pull.Should().Be(7);
        app.GitHub.Exchanges.Should().BeEmpty("slow jobs run on the timer only");
    }

    [Fact]
    public async Task A_failing_job_does_not_prevent_the_others()
    {
        await using var app = await RunningApp.StartUnderFunctionsAsync(AppOverrides.WithoutJobs);
        app.GitHub.FailNext(401);

        var lines = await RunAsync(app);

        lines.Should()
            .HaveCount(13).And.ContainSingle(
                line => line.Contains("failed (GitHubException)", StringComparison.Ordinal));
        lines[^1].Should().Be("the retention job: 0");
    }

    [Fact]
    public async Task Periodic_jobs_keep_their_own_interval()
    {
        await using var app = await RunningApp.StartUnderFunctionsAsync(AppOverrides.WithoutJobs);
        await RunAsync(app);
        var asked = app.GitHub.Exchanges.Count;

        await RunAsync(app);

        app.GitHub.Exchanges.Should().HaveCount(asked);
    }

    [Theory]
    [InlineData("/tfpilot/healthz", HttpStatusCode.OK)]
    [InlineData("/tfpilot/drain", HttpStatusCode.NotFound)] // the timer is not an address
    [InlineData("/drain", HttpStatusCode.NotFound)]
    public async Task Every_route_is_below_the_prefix(string path, HttpStatusCode status)
    {
        await using var app = await RunningApp.StartUnderFunctionsAsync(AppOverrides.WithoutJobs);

        using var answer = await app.Http.GetAsync(new Uri(path, UriKind.Relative));

        answer.StatusCode.Should().Be(status);
    }

    private static Task<IReadOnlyList<string>> RunAsync(RunningApp app) =>
        app.Part<TimerRun>().RunAsync(Limit, default);
}
