using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using TfPilot.App.Hosting;
using TfPilot.App.Tests.Host;
using TfPilot.App.Webhooks;
using TfPilot.Storage;

namespace TfPilot.App.Tests.Hosting.Functions;

public sealed class FunctionsTests
{
    [Theory]
    [InlineData("{\"title\":\"Änderung 🦉 \\u0000 ﷽\"}")]
    [InlineData("{\r\n  \"a\": 1\r\n}\r\n")]
    [InlineData("{ \"a\" :\t1.0e0 }")] // no final newline, and numbers that would not come back
    [InlineData("\uFEFF{}")]
    public async Task What_is_proxied_is_kept_byte_for_byte(string text)
    {
        await using var app = await RunningApp.StartUnderFunctionsAsync(Parts.WithoutWork);
        var payload = Encoding.UTF8.GetBytes(text);

        using var answer = await app.ProxyAsync(Posted.Delivery("push", payload));

        answer.StatusCode.Should().Be(HttpStatusCode.Accepted);
        (await app.Part<Inbox>().ClaimAsync(1, DateTimeOffset.UtcNow, default)).Should().ContainSingle().Which.Payload.Should().Equal(payload);
    }

    [Theory]
    [InlineData(1024 * 1024, 202)]
    [InlineData(WebhookEndpoint.MaxBytes, 202)]
    [InlineData(WebhookEndpoint.MaxBytes + 1, 413)]
    public async Task However_large_GitHub_makes_it_it_is_taken(int bytes, int status)
    {
        await using var app = await RunningApp.StartUnderFunctionsAsync(Parts.WithoutWork);
        var payload = new byte[bytes];
        new Random(bytes).NextBytes(payload);
        var request = Posted.Delivery("push", payload);
        request.Headers.ExpectContinue = true;

        using var answer = await app.ProxyAsync(request);

        ((int)answer.StatusCode).Should().Be(status);
        var kept = await app.Part<Inbox>().ClaimAsync(1, DateTimeOffset.UtcNow, default);
        kept.Select(delivery => delivery.Payload.AsSpan().SequenceEqual(payload)).Should().Equal(status == 202 ? [true] : []);
    }

    [Fact]
    public async Task The_timer_does_what_waits_and_says_so_in_the_hosts_words()
    {
        await using var app = await RunningApp.StartUnderFunctionsAsync(Parts.WithoutWork);
        await app.ProxyAsync(Posted.Delivery("pull_request", Posted.PullRequest(7)));

        using var answer = await app.Http.SendAsync(FunctionsHost.Timer());
        var said = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/json");
        said.Select(member => member.Key).Should().Equal("Outputs", "Logs", "ReturnValue");
        said["Logs"]!.AsArray().Select(line => (string)line!).Should().StartWith(["the inbox: 1", "pull requests: 1"]);
        (await app.Reconciler.NextAsync()).Key.Pull.Should().Be(7);
    }

    [Fact]
    public async Task While_it_is_awake_it_does_not_wait_for_the_timer()
    {
        await using var app = await RunningApp.StartUnderFunctionsAsync();

        await app.ProxyAsync(Posted.Delivery("pull_request", Posted.PullRequest(7)));
        var lease = await app.Reconciler.NextAsync();

        lease.Key.Pull.Should().Be(7);
        app.GitHub.Exchanges.Should().BeEmpty("what is slow is the timer's");
    }

    [Fact]
    public async Task What_fails_keeps_nothing_else_from_being_done()
    {
        await using var app = await RunningApp.StartUnderFunctionsAsync(Parts.WithoutWork);
        app.GitHub.Fails(401);

        using var answer = await app.Http.SendAsync(FunctionsHost.Timer());
        var lines = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["Logs"]!.AsArray().Select(line => (string)line!).ToList();

        lines.Should().HaveCount(6).And.ContainSingle(line => line.Contains("failed (GitHubException)", StringComparison.Ordinal));
        lines[^1].Should().Be("the retention: 0");
    }

    [Fact]
    public async Task What_is_slow_comes_round_at_its_own_pace()
    {
        await using var app = await RunningApp.StartUnderFunctionsAsync(Parts.WithoutWork);
        await app.Http.SendAsync(FunctionsHost.Timer());
        var asked = app.GitHub.Exchanges.Count;

        await app.Http.SendAsync(FunctionsHost.Timer());

        app.GitHub.Exchanges.Should().HaveCount(asked);
    }

    [Fact]
    public async Task Nobody_outside_reaches_the_timer()
    {
        await using var app = await RunningApp.StartUnderFunctionsAsync(Parts.WithoutWork);
        var forwarded = FunctionsHost.Timer();
        forwarded.Headers.Add("X-Forwarded-For", "140.82.115.1");
        HttpRequestMessage[] others =
        [
            forwarded, FunctionsHost.Timer("web"), new(HttpMethod.Get, TimerInvocation.Path),
            new(HttpMethod.Post, TimerInvocation.Path) { Content = new StringContent("{}") }, new(HttpMethod.Post, TimerInvocation.Path) { Content = new StringContent("""{"Data":[],"Metadata":"x"}""") },
        ];

        (await app.ProxyAsync(FunctionsHost.Timer())).StatusCode.Should().Be(HttpStatusCode.NotFound);
        foreach (var request in others) (await app.Http.SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.NotFound);

        app.GitHub.Exchanges.Should().BeEmpty();
    }

    [Fact]
    public async Task Without_Functions_there_is_no_timer()
    {
        await using var app = await RunningApp.StartAsync(Parts.WithoutWork);

        using var answer = await app.Http.SendAsync(FunctionsHost.Timer());

        answer.StatusCode.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public void The_files_say_to_the_host_what_the_program_expects()
    {
        var (host, web, drain) = (FunctionsHost.Read("host.json"), FunctionsHost.Read("web/function.json"), FunctionsHost.Read($"{TimerInvocation.Path}/function.json"));

        ((bool)host["customHandler"]!["enableProxyingHttpRequest"]!).Should().BeTrue();
        ((string)host["customHandler"]!["description"]!["defaultExecutablePath"]!).Should().Be(typeof(AppHost).Assembly.GetName().Name);
        ((string)web["bindings"]![0]!["route"]!).Should().Be("{*path}");
        ((string)drain["bindings"]![0]!["type"]!).Should().Be("timerTrigger");
        foreach (var file in new[] { "host.json", "web/function.json", "drain/function.json" }) File.Exists(Path.Combine(AppContext.BaseDirectory, file)).Should().BeTrue("it lies beside the program");
    }
}
