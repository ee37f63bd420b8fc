using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TfPilot.App.Evidence;
using TfPilot.App.Hosting;
using TfPilot.App.Tests.Host;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.App.Tests.Hosting;

[Collection(TimingGroup.Name)]
public sealed class OutageTests : IDisposable
{
    private readonly TcpListener silent = new(IPAddress.Loopback, 0);

    public OutageTests() => silent.Start(backlog: 1_000);

    /// <summary>Servers that refuse connections, or accept them without a response.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_PostgreSQL_the_App_returns_503_in_time_and_logs_once_a_minute(bool isSilent)
    {
        var errorLog = new ErrorLog();
        var port = isSilent ? ((IPEndPoint)silent.LocalEndpoint).Port : 1;
        await using var app = await RunningApp.StartAsync(parts => parts.AddSingleton<ILoggerProvider>(errorLog),
            (Variable.Database, $"Host=127.0.0.1;Port={port};Username=a;Password=b;Database=c"));
        Func<Task<HttpResponseMessage>>[] requests =
        [
            () => app.Http.GetAsync("/readyz"),
            () => app.Http.SendAsync(WebhookRequest.Delivery("pull_request", WebhookRequest.PullRequest(7))),
            () => app.Http.PostAsync(EvidenceEndpoint.Path, new StringContent("{}")),
            () => app.Http.GetAsync("/api/pulls/acme/infra/7/decision"),
        ];

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).SelectMany(_ => requests).Select(TimedAsync));

        answers.Should()
            .OnlyContain(
                answer => answer.Status == HttpStatusCode.ServiceUnavailable && answer.Took < TimeSpan.FromSeconds(5));
        errorLog.Errors.Should().ContainSingle().Which.Should().Contain("The database does not respond.");
    }

    private static async Task<(HttpStatusCode Status, TimeSpan Took)> TimedAsync(Func<Task<HttpResponseMessage>> ask)
    {
        var began = Stopwatch.GetTimestamp();
        using var answer = await ask();
        return (answer.StatusCode, Stopwatch.GetElapsedTime(began));
    }

    public void Dispose() => silent.Dispose();
}
