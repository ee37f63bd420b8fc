using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace TfPilot.Functions;

/// <summary>
/// The App's server under Azure Functions. It opens no port: the HTTP function passes each request with its original
/// streams, so bodies and headers arrive unchanged.
/// </summary>
internal sealed class AppServer(TimeProvider clock) : IServer
{
    /// <summary>Azure's load balancer drops a request after 230 seconds; the App responds before that.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(220);

    /// <summary>
    /// The features of the connection. All others, such as services and routes, belong to the worker.
    /// </summary>
    private static readonly Type[] ConnectionFeatures =
    [
        typeof(IHttpRequestFeature), typeof(IHttpRequestBodyDetectionFeature), typeof(IRequestBodyPipeFeature),
        typeof(IHttpRequestTrailersFeature),
        typeof(IHttpRequestIdentifierFeature), typeof(IHttpConnectionFeature), typeof(IHttpBodyControlFeature),
        typeof(IHttpMaxRequestBodySizeFeature),
        typeof(IHttpMinRequestBodyDataRateFeature), typeof(IHttpResponseFeature), typeof(IHttpResponseBodyFeature),
        typeof(IHttpResponseTrailersFeature),
    ];

    private Func<IFeatureCollection, Task> processAsync = _ => throw new InvalidOperationException(
        "The App has not started.");

    public IFeatureCollection Features { get; } = new FeatureCollection();

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        processAsync = features => AnswerAsync(application, features);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
    }

    /// <summary>Passes a request of the worker to the App.</summary>
    public async Task ForwardAsync(HttpContext worker)
    {
        using var timeout = new CancellationTokenSource(RequestTimeout, clock);
        using var aborted = CancellationTokenSource.CreateLinkedTokenSource(worker.RequestAborted, timeout.Token);
        await processAsync(FeaturesOf(worker, aborted.Token));
        if (timeout.IsCancellationRequested && !worker.Response.HasStarted) await AnswerTimeoutAsync(worker);
    }

    private static FeatureCollection FeaturesOf(HttpContext worker, CancellationToken aborted)
    {
        var features = new FeatureCollection();
        foreach (var kind in ConnectionFeatures) features[kind] = worker.Features[kind];
        features.Set<IHttpRequestLifetimeFeature>(new RequestLifetime(worker, aborted));
        // The worker sets it from X-Forwarded-Prefix, which any client can send.
        features.GetRequiredFeature<IHttpRequestFeature>().PathBase = "";
        return features;
    }

    private static async Task AnswerAsync<TContext>(IHttpApplication<TContext> application, IFeatureCollection features)
        where TContext : notnull
    {
        var context = application.CreateContext(features);
        Exception? failure = null;
        try
        {
            await application.ProcessRequestAsync(context);
        }
        catch (Exception thrown)
        {
            failure = thrown;
            throw;
        }
        finally
        {
            application.DisposeContext(context, failure);
        }
    }

    private static Task AnswerTimeoutAsync(HttpContext worker)
    {
        worker.Response.Clear();
        worker.Response.Headers.RetryAfter = "60";
        var answer = TypedResults.Problem(
            $"Azure drops a request after 230 seconds, so this one was canceled after {RequestTimeout.TotalSeconds}. " +
                "Try again in a minute.",
            statusCode: StatusCodes.Status503ServiceUnavailable, title: "The request timed out.");
        return answer.ExecuteAsync(worker);
    }

    /// <summary>Canceled with the worker's request or at the timeout.</summary>
    private sealed class RequestLifetime(HttpContext worker, CancellationToken aborted) : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; } = aborted;

        public void Abort() => worker.Abort();
    }
}
