using System.Net;
using System.Text.Json.Nodes;
using TfPilot.App.Hosting;
using TfPilot.App.Tests.Host;
using TfPilot.GitHub.Tests.Fake;
using TfPilot.Storage;

namespace TfPilot.App.Tests.Hosting;

public sealed class HealthTests
{
    [Fact]
    public async Task A_working_App_is_live_and_ready()
    {
        await using var app = await RunningApp.StartAsync();

        var (live, ready) = (await AskAsync(app, "/healthz"), await AskAsync(app, "/readyz"));

        live.Should().BeEquivalentTo((HttpStatusCode.OK, "live", Array.Empty<string>()));
        ready.Should().BeEquivalentTo((HttpStatusCode.OK, "ready", Array.Empty<string>()));
    }

    [Theory]
    [InlineData(20, true)]
    [InlineData(-20, true)]
    [InlineData(40, false)]
    [InlineData(-40, false)]
    public async Task Clock_skew_against_GitHub_is_reported_by_readiness(int seconds, bool isReady)
    {
        await using var app = await RunningApp.StartAsync();
        app.GitHub.Now = DateTimeOffset.UtcNow.AddSeconds(seconds);

        var (status, _, problems) = await AskAsync(app, "/readyz");

        (status == HttpStatusCode.OK).Should().Be(isReady);
        problems.Should().HaveCount(isReady ? 0 : 1);
    }

    [Fact]
    public async Task A_private_key_that_GitHub_rejects_is_reported_by_readiness()
    {
        await using var app = await RunningApp.StartAsync(AppOverrides.WithoutJobs);
        app.GitHub.FailNext(401);

        var (status, _, problems) = await AskAsync(app, "/readyz");

        status.Should().Be(HttpStatusCode.ServiceUnavailable);
        problems.Should().ContainSingle().Which.Should().Contain("key");
    }

    [Fact]
    public async Task An_unreachable_GitHub_does_not_affect_readiness()
    {
        await using var app = await RunningApp.StartAsync(AppOverrides.WithoutJobs);
        app.GitHub.FailNext(() => throw new HttpRequestException("unreachable"), times: 10);

        var (status, _, _) = await AskAsync(app, "/readyz");

        status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_unreachable_database_is_reported_by_readiness()
    {
        await using var app = await RunningApp.StartAsync(
            AppOverrides.WithoutJobs,
            (Variable.Database, "Host=127.0.0.1;Port=1;Username=a;Password=b;Database=c;Timeout=1"));

        var (status, _, problems) = await AskAsync(app, "/readyz");

        status.Should().Be(HttpStatusCode.ServiceUnavailable);
        problems.Should().ContainSingle().Which.Should().Contain("database");
    }

    [Fact]
    public async Task Repeated_readiness_requests_call_GitHub_once()
    {
        await using var app = await RunningApp.StartAsync(AppOverrides.WithoutJobs);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => AskAsync(app, "/readyz")));

        app.GitHub.Exchanges.Should().ContainSingle();
    }

    private static async Task<(HttpStatusCode Status, string Says, string[] Problems)> AskAsync(
        RunningApp app, string path)
    {
        using var answer = await app.Http.GetAsync(path);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return (answer.StatusCode, (string)body["status"]!,
            [.. body["problems"]!.AsArray().Select(problem => (string)problem!)]);
    }
}
