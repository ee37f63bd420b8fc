using System.Globalization;
using System.Net;
using System.Net.Sockets;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Delivery.Verifications;

namespace TfPilot.Action.Jobs;

/// <summary>
/// Requests the URLs of the settings. Each connection, also after a redirect, goes to an address that was checked
/// before; proxies are not used, because they would connect to unchecked addresses.
/// </summary>
internal sealed class ProbeClient : IDisposable
{
    private static readonly TimeSpan Attempt = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(10);
    private const int MaxRedirects = 5;

    private readonly ProbeHosts hosts;
    private readonly TimeProvider clock;
    private readonly HttpClient http;

    public ProbeClient(ProbeHosts hosts, TimeProvider clock)
    {
        (this.hosts, this.clock) = (hosts, clock);
        http = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.Zero, // Each attempt resolves the host again.
            ConnectCallback = ConnectAsync,
        })
        { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("tfpilot");
    }

    /// <summary>Repeats the request until the status code is as expected or the time is over.</summary>
    public async Task<VerificationCheck> RunAsync(ProbeSettings probe, CancellationToken ct)
    {
        var end = clock.GetUtcNow() + probe.Within;
        for (; ; await Task.Delay(PollInterval, clock, ct))
        {
            var failure = await TryAsync(probe, ct);
            if (failure is null) return new("probe", probe.Url.AbsoluteUri, VerificationStatus.Passed);
            if (failure.IsFinal || clock.GetUtcNow() + PollInterval > end)
                return new("probe", probe.Url.AbsoluteUri, VerificationStatus.Failed, failure.Message);
        }
    }

    /// <returns>Null when the status code is as expected.</returns>
    private async Task<ProbeFailure?> TryAsync(ProbeSettings probe, CancellationToken ct)
    {
        using var time = new CancellationTokenSource(Attempt, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, time.Token);
        var url = probe.Url;
        try
        {
            for (var redirects = 0; ; redirects++)
            {
                if (hosts.Refuse(url) is { } reason)
                    return new(redirects == 0 ? $"It is not requested: {reason}."
                        : $"It redirects to {VisibleText.Of(url.GetLeftPart(UriPartial.Authority))}: {reason}.",
                        IsFinal: redirects == 0);
                using var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, either.Token);
                var status = (int)response.StatusCode;
                if (status == probe.Expect) return null;
                if (status is < 300 or >= 400 || response.Headers.Location is not { } next || redirects == MaxRedirects)
                    return new(string.Create(
                        CultureInfo.InvariantCulture, $"The status code is {status}, not {probe.Expect}."));
                url = new(url, next);
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new($"There was no response within {Attempt.TotalSeconds} seconds.");
        }
        catch (HttpRequestException failure)
        {
            return new(VisibleText.Of(failure.Message));
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var found = await Dns.GetHostAddressesAsync(host, ct);
        var allowed = found.Where(address => hosts.AllowsAddress($"{address}")).ToArray();
        if (allowed.Length == 0)
            throw new HttpRequestException(found.Length == 0 ? $"{host} has no address."
                : $"{host} has the private or reserved address {found[0]}, which apply.probe_hosts does not list.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose() => http.Dispose();

    /// <param name="IsFinal">Whether another attempt fails too.</param>
    private sealed record ProbeFailure(string Message, bool IsFinal = false);
}
