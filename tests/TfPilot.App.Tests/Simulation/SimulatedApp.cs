using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using TfPilot.App.Hosting;
using TfPilot.App.Jobs;
using TfPilot.App.Tests.Host;
using TfPilot.App.Webhooks;
using TfPilot.Core.Approvals;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Tests.Evidence;
using TfPilot.GitHub.Tests.Fake;
using TfPilot.GitHub.Tests.Identity;

namespace TfPilot.App.Tests.Simulation;

/// <summary>All services of one App process, without its loops: the simulation runs the jobs and requests.</summary>
internal sealed class SimulatedApp : IAsyncDisposable
{
    private readonly ServiceProvider services;

    public SimulatedApp(
        SimulatedDatabase database, FakeGitHub github, HttpMessageHandler network, FakeTimeProvider clock)
    {
        var trusted = TrustedWorkflow.ReadAll(SimulatedJobs.TrustedWorkflow, "test")
            .Match(read => read, problems => throw new InvalidOperationException(problems[0].Message));
        var configuration = new AppConfiguration(
            TestApp.Identity(), new WebhookSecrets([RunningApp.Secret]), github.Endpoints,
            new(new("https://issuer.test/oidc"), FakeIssuer.Audience), new(trusted), database.ConnectionString,
            PublicUrl: null, IsFunctions: false);
        // A failed call is not repeated at once, so that every fault reaches the code that has to cope with it.
        var timeouts = new GitHubTimeouts(clock, () => 0)
        {
            Attempt = SimulatedNetwork.AttemptTimeout, RetryBudget = TimeSpan.Zero,
        };
        services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(Errors))
            .AddSingleton<TimeProvider>(clock)
            .AddApp(configuration)
            .AddSingleton(timeouts)
            .AddSingleton(new HttpClient(network, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan })
            .BuildServiceProvider();
        Jobs = [.. services.GetServices<IBackgroundJob>()];
    }

    public IReadOnlyList<IBackgroundJob> Jobs { get; }

    public ErrorLog Errors { get; } = new();

    public T Part<T>() where T : notnull => services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
