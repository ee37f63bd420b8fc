using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using TfPilot.GitHub.Tests.Evidence;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.App.Tests.Simulation;

/// <summary>
/// The network between the App and GitHub: stops the fiber before each request and, after a write, before its response;
/// lets requests fail by the seed.
/// Requests for tokens and keys do not stop and only fail with a status, because concurrent work shares them.
/// </summary>
internal sealed class SimulatedNetwork(
    FakeGitHub github, FakeIssuer issuer, FakeTimeProvider clock, Random random, Trace trace) : HttpMessageHandler
{
    /// <summary>The App's limit for one attempt.</summary>
    public static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(15);

    private const string GraphQl = "/api/graphql";

    private static readonly Fault[] AllFaults = Enum.GetValues<Fault>()[1..];

    private readonly HttpMessageInvoker githubServer = new(github, disposeHandler: false);
    private readonly HttpMessageInvoker issuerServer = new(issuer, disposeHandler: false);

    /// <summary>The share of requests that fail.</summary>
    public double FaultRate { get; set; }

    /// <summary>The number of requests that failed.</summary>
    public int Faults { get; private set; }

    /// <summary>Whether fibers stop before their requests; otherwise each runs to its end.</summary>
    public bool StopsFibers { get; set; } = true;

    /// <summary>Called after GitHub answered a request of a fiber.</summary>
    public Func<Fiber?, HttpRequestMessage, string?, HttpResponseMessage, Task> Performed { get; set; } =
        (_, _, _, _) => Task.CompletedTask;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var address = request.RequestUri!;
        if (address.Host == issuer.Address.Host) return await issuerServer.SendAsync(request, ct);
        var isShared = IsShared(address.AbsolutePath);
        var fiber = Fiber.Current;
        if (fiber is not null && !isShared && StopsFibers) await fiber.StopAsync();
        ct.ThrowIfCancellationRequested();
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(ct);
        var fault = FaultOf(request, isShared);
        trace.Add($"    {fiber?.Name}: {Line(request, body)}{(fault == Fault.None ? "" : $" {fault}")}");
        return await SendAsync(fault, request, body, ct);
    }

    protected override void Dispose(bool disposing)
    {
        githubServer.Dispose();
        issuerServer.Dispose();
        base.Dispose(disposing);
    }

    private async Task<HttpResponseMessage> SendAsync(
        Fault fault, HttpRequestMessage request, string? body, CancellationToken ct)
    {
        switch (fault)
        {
            case Fault.NeverArrived:
                throw new HttpRequestException(HttpRequestError.ConnectionError, "refused");
            case Fault.ResponseLost:
                await PerformAsync(request, body, ct);
                throw new HttpRequestException(HttpRequestError.ResponseEnded, "reset");
            case Fault.TimedOut:
                if (random.Next(2) == 0) await PerformAsync(request, body, ct);
                clock.Advance(AttemptTimeout + TimeSpan.FromSeconds(1));
                throw new OperationCanceledException(ct);
            case Fault.PerformedThenUnavailable:
                await PerformAsync(request, body, ct);
                return Response(503, "<html>unavailable</html>");
            case Fault.Garbage:
                await PerformAsync(request, body, ct);
                return Response(200, "<html>unicorn</html>");
            case Fault.HalfBody:
                var whole = await PerformAsync(request, body, ct);
                var text = await whole.Content.ReadAsStringAsync(ct);
                return whole.IsSuccessStatusCode ? Response(200, text[..(text.Length / 2)]) : whole;
            default:
                return Status(fault) ?? await PerformAsync(request, body, ct);
        }
    }

    private static bool IsShared(string path) =>
        path.StartsWith("/api/app/installations/", StringComparison.Ordinal);

    private static HttpResponseMessage? Status(Fault fault) => fault switch
    {
        Fault.BadGateway => Response(502, "<html>bad gateway</html>"),
        Fault.Forbidden => Response(403, """{"message":"Resource not accessible by integration"}"""),
        Fault.RateLimited => Response(
            403, """{"message":"You have exceeded a secondary rate limit."}""", ("Retry-After", "60")),
        Fault.Invalid => Response(422, """{"message":"Validation Failed"}"""),
        _ => null,
    };

    private Fault FaultOf(HttpRequestMessage request, bool isShared)
    {
        if (random.NextDouble() >= FaultRate) return Fault.None;
        Faults++;
        var fault = AllFaults[random.Next(AllFaults.Length)];
        return isShared && fault is Fault.TimedOut or Fault.Garbage or Fault.HalfBody or Fault.ResponseLost
            ? Fault.BadGateway : fault;
    }

    private async Task<HttpResponseMessage> PerformAsync(
        HttpRequestMessage request, string? body, CancellationToken ct)
    {
        var (response, fiber) = (await githubServer.SendAsync(request, ct), Fiber.Current);
        await Performed(fiber, request, body, response);
        var path = request.RequestUri!.AbsolutePath;
        if (fiber is not null && StopsFibers && request.Method != HttpMethod.Get && path != GraphQl && !IsShared(path))
            await fiber.StopAsync();
        return response;
    }

    private static string Line(HttpRequestMessage request, string? body)
    {
        var path = request.RequestUri!.AbsolutePath;
        return path != GraphQl ? $"{request.Method} {path}"
            : $"query {body!.Split("query ")[^1].Split(['(', ' '])[0]}";
    }

    private static HttpResponseMessage Response(int status, string body, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in headers) response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }
}
