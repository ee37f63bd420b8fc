using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TfPilot.App.Http;
using TfPilot.App.Jobs;
using TfPilot.App.Tests.Host;

namespace TfPilot.App.Tests.Http;

[Collection(TimingGroup.Name)]
public sealed class ConnectionTests
{
    [Theory]
    [InlineData("")]
    [InlineData("P")] // of POST
    [InlineData("GET /healthz HTTP/1.1\r\nHost: a\r\n")]
    public async Task Deliveries_are_accepted_despite_eleven_hundred_idle_connections(string text)
    {
        var warnings = new Warnings();
        await using var app = await RunningApp.StartAsync(parts =>
        {
            AppOverrides.WithoutJobs(parts);
            parts.AddSingleton<ILoggerProvider>(warnings);
        });
        var began = Stopwatch.GetTimestamp();
        var held = new List<Socket>();
        for (var count = 0; count < 1_100; count++) held.Add(await ConnectAsync(app, text));

        var statuses = new List<HttpStatusCode>();
        for (var count = 0; count < 20; count++)
        {
            using var http = new HttpClient { BaseAddress = app.Http.BaseAddress };
            statuses.Add(
                (await http.SendAsync(WebhookRequest.Delivery("pull_request", WebhookRequest.PullRequest(7))))
                .StatusCode);
        }

        var took = Stopwatch.GetElapsedTime(began);
        statuses.Should().AllBeEquivalentTo(HttpStatusCode.Accepted);
        took.Should().BeLessThan(TimeSpan.FromSeconds(8));
        warnings.Lines.Should().ContainSingle("refusals are counted").Which.Should()
            .Contain("connections were refused");
        held.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task A_connection_without_data_is_closed_soon()
    {
        await using var app = await RunningApp.StartAsync(
            parts => parts.AddSingleton(new ConnectionLimits { FirstByteTimeout = TimeSpan.FromMilliseconds(200) }));
        using var socket = await ConnectAsync(app, "");

        var read = await ReadAsync(socket);

        read.Should().BeEmpty();
    }

    [Fact]
    public async Task A_connection_with_a_request_in_progress_is_not_closed_for_another()
    {
        await using var app = await RunningApp.StartAsync(
            parts => parts.AddSingleton(new ConnectionLimits { MaxConnections = 1 }));
        using var working = await ConnectAsync(app,
            "POST /api/github/webhooks HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: " +
                "2\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n");
        // The server sends this when it begins to read the body, so the request is in progress.
        (await ReadOnceAsync(working)).Should().StartWith("HTTP/1.1 100");

        using var refused = await ConnectAsync(app, "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");

        (await ReadAsync(refused)).Should().BeEmpty();
        await working.SendAsync("{}"u8.ToArray());
        (await ReadAsync(working)).Should().StartWith("HTTP/1.1 401");
    }

    [Fact]
    public void Deliveries_have_reserved_capacity_that_other_requests_cannot_use()
    {
        var gate = new ConnectionGate(
            new() { MaxOtherRequests = 2 }, TimeProvider.System, NullLogger<ConnectionGate>.Instance);

        var begun = new[] { false, false, false, true, true }.Select(isDelivery => gate.TryEnter(null, isDelivery))
            .ToList();
        gate.End(null, isDelivery: false);

        begun.Should().Equal(true, true, false, true, true);
        gate.TryEnter(null, isDelivery: false).Should().BeTrue();
    }

    [Theory]
    [InlineData("203.0.113.7", false)]
    [InlineData("::ffff:203.0.113.7", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:10.1.2.3", true)]
    [InlineData("172.31.0.1", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("fd00::1", true)]
    public Task Each_public_IP_has_its_own_limit_and_a_proxy_only_the_total_limit(string address, bool isServed) =>
        TheSecondIsServedAsync(address, address, isServed);

    [Theory]
    [InlineData("2001:db8::1", "2001:db8::2:1", false)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", true)]
    [InlineData("203.0.113.7", "203.0.113.8", true)]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7", false)]
    public Task IPv6_addresses_of_one_network_share_a_limit(string first, string second, bool isServed) =>
        TheSecondIsServedAsync(first, second, isServed);

    private static async Task TheSecondIsServedAsync(string first, string second, bool isServed)
    {
        var gate = new ConnectionGate(
            new() { MaxPerAddress = 1 }, TimeProvider.System, NullLogger<ConnectionGate>.Instance);
        var served = 0;
        var hold = new TaskCompletionSource();
        async Task ServeAsync(ConnectionContext connection)
        {
            Interlocked.Increment(ref served);
            gate.TryEnter(connection.Features.Get<ServedConnection>(), isDelivery: true);
            await hold.Task;
        }

        var serving = new[] { first, second }.Select(address => gate.ServeAsync(Connection(address), ServeAsync))
            .ToList();
        hold.SetResult();
        await Task.WhenAll(serving);

        served.Should().Be(isServed ? 2 : 1);
    }

    private static DefaultConnectionContext Connection(string address)
    {
        var input = new Pipe();
        input.Writer.WriteAsync(new byte[] { 1 }).AsTask().Wait();
        return new()
        {
            RemoteEndPoint = new IPEndPoint(IPAddress.Parse(address), 1),
            Transport = new Duplex(input.Reader, new Pipe().Writer)
        };
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private static async Task<string> ReadOnceAsync(Socket socket)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var buffer = new byte[4096];
        return Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer, limit.Token));
    }

    private static async Task<Socket> ConnectAsync(RunningApp app, string text)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync("127.0.0.1", app.Http.BaseAddress!.Port);
            if (text.Length > 0) await socket.SendAsync(Encoding.ASCII.GetBytes(text));
        }
        catch (SocketException)
        {
            // The server may close a rejected connection before it is established or all is sent; only the readable
            // part of the response is checked.
        }

        return socket;
    }

    /// <summary>Reads until the other side closes.</summary>
    private static async Task<string> ReadAsync(Socket socket)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var (all, buffer) = (new StringBuilder(), new byte[4096]);
        try
        {
            for (int read; (read = await socket.ReceiveAsync(buffer, limit.Token)) > 0;)
                all.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }
        catch (SocketException)
        {
            // A reset connection is closed as well.
        }

        return all.ToString();
    }

    private sealed class Warnings : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) Lines.Enqueue(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }
}
