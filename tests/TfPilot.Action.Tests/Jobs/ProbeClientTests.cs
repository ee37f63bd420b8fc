using Microsoft.Extensions.Time.Testing;
using TfPilot.Action.Jobs;
using TfPilot.Core.Environments;
using TfPilot.Delivery.Verifications;

namespace TfPilot.Action.Tests.Jobs;

/// <summary>Probes of a real server on this machine; the clock is simulated.</summary>
public sealed class ProbeClientTests : IDisposable
{
    private readonly FakeTimeProvider clock = new();
    private readonly Queue<string> answers = [];
    private readonly ProbeServer server;

    public ProbeClientTests() => server = new(_ => answers.Count > 1 ? answers.Dequeue() : answers.Peek());

    public void Dispose() => server.Dispose();

    [Fact]
    public async Task A_request_is_repeated_until_the_status_code_is_as_expected()
    {
        Answer("503", "503", "200");

        var check = await RunAsync("http://localhost", "127.0.0.0/8");

        check.Status.Should().Be(VerificationStatus.Passed);
        server.Paths.Count.Should().Be(3);
    }

    [Fact]
    public async Task A_request_that_does_not_succeed_in_time_fails_with_the_last_reason()
    {
        Answer("503");

        var check = await RunAsync("http://localhost", "127.0.0.0/8");

        (check.Status, check.Message).Should().Be((VerificationStatus.Failed, "The status code is 503, not 200."));
        server.Paths.Count.Should().BeInRange(5, 7, "one each ten seconds within a minute");
    }

    [Fact]
    public async Task A_private_address_of_a_listed_host_is_not_reached()
    {
        Answer("200");

        var check = await RunAsync("http://localhost");

        check.Status.Should().Be(VerificationStatus.Failed);
        check.Message.Should().Contain("has the private or reserved address");
        server.Paths.Count.Should().Be(0);
    }

    [Fact]
    public async Task A_redirect_to_a_host_that_is_not_listed_is_not_followed()
    {
        Answer("302\nLocation: http://127.0.0.1.nip.test/secret");

        var check = await RunAsync("http://localhost", "127.0.0.0/8");

        check.Message.Should().Be(
            "It redirects to http://127.0.0.1.nip.test: apply.probe_hosts does not list 127.0.0.1.nip.test.");
    }

    [Fact]
    public async Task A_redirect_from_https_to_an_unlisted_plain_address_is_refused_before_any_request()
    {
        Answer($"302\nLocation: {server.Url.Replace("localhost", "[::1]", StringComparison.Ordinal)}");

        var check = await RunAsync("http://localhost", "127.0.0.0/8");

        check.Message.Should().Contain("apply.probe_hosts does not list [::1]");
    }

    [Fact]
    public async Task An_endless_redirect_ends()
    {
        Answer("302\nLocation: /again");

        var check = await RunAsync("http://localhost", "127.0.0.0/8");

        check.Message.Should().Be("The status code is 302, not 200.");
    }

    [Fact]
    public async Task A_host_that_is_not_listed_is_not_requested()
    {
        var check = await RunAsync("other.test");

        check.Message.Should().Be("It is not requested: apply.probe_hosts does not list localhost.");
        server.Paths.Count.Should().Be(0);
    }

    private void Answer(params string[] statuses)
    {
        foreach (var status in statuses) answers.Enqueue(status);
    }

    private async Task<VerificationCheck> RunAsync(params string[] hosts)
    {
        using var client = new ProbeClient(new(hosts), clock);
        var running = client.RunAsync(new(["prod"], new(server.Url), 200, TimeSpan.FromMinutes(1)), default);
        while (!running.IsCompleted)
        {
            await Task.WhenAny(running, Task.Delay(20));
            if (!running.IsCompleted) clock.Advance(TimeSpan.FromSeconds(1));
        }

        return await running;
    }
}
