using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace TfPilot.Functions.Tests;

public sealed class AppServerTests
{
    private static readonly TimeSpan AzureTimeout = TimeSpan.FromSeconds(230);

    [Fact]
    public async Task The_App_receives_the_request_and_its_response_is_returned()
    {
        var worker = Worker();
        worker.Request.Method = "POST";
        worker.Request.Path = "/tfpilot/api";
        worker.Request.Headers["X-GitHub-Event"] = "push";
        worker.Request.Body = new MemoryStream([1, 0, 255]);
        var server = await StartAsync(TimeProvider.System, async app =>
        {
            app.Response.StatusCode = 202;
            app.Response.Headers["X-Of"] =
                $"{app.Request.Method} {app.Request.Path} {app.Request.Headers["X-GitHub-Event"]}";
            await app.Request.Body.CopyToAsync(app.Response.Body);
        });

        await server.ForwardAsync(worker);

        worker.Response.StatusCode.Should().Be(202);
        worker.Response.Headers["X-Of"].Should().Equal("POST /tfpilot/api push");
        ((MemoryStream)worker.Response.Body).ToArray().Should().Equal(1, 0, 255);
    }

    [Fact]
    public async Task Worker_specific_request_data_is_not_passed_to_the_App()
    {
        var worker = Worker();
        worker.Items["of the worker"] = true;
        worker.SetEndpoint(new Endpoint(null, EndpointMetadataCollection.Empty, "web"));
        worker.Request.RouteValues["path"] = "healthz";
        worker.Request.PathBase = "/sent/as/X-Forwarded-Prefix";
        HttpContext? seen = null;
        var server = await StartAsync(TimeProvider.System, app =>
        {
            seen = app;
            return Task.CompletedTask;
        });

        await server.ForwardAsync(worker);

        seen!.Features.Get<IServiceProvidersFeature>().Should().BeNull();
        seen.Items.Should().BeEmpty();
        seen.GetEndpoint().Should().BeNull();
        seen.Request.RouteValues.Should().BeEmpty();
        seen.Request.PathBase.Value.Should().BeEmpty();
    }

    [Fact]
    public async Task A_slow_request_is_answered_with_503_before_Azure_drops_it()
    {
        var (worker, clock) = (Worker(), new FakeTimeProvider());
        var server = await StartAsync(clock,
            app => Task.Delay(Timeout.Infinite, app.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default));

        var passing = server.ForwardAsync(worker);
        clock.Advance(AppServer.RequestTimeout - TimeSpan.FromSeconds(1));
        var isEarly = passing.IsCompleted;
        clock.Advance(TimeSpan.FromSeconds(1));
        await passing;

        isEarly.Should().BeFalse();
        AppServer.RequestTimeout.Should().BeLessThan(AzureTimeout);
        worker.Response.StatusCode.Should().Be(503);
        worker.Response.ContentType.Should().Be("application/problem+json");
        worker.Response.Headers.RetryAfter.Should().Equal("60");
    }

    [Fact]
    public async Task The_App_can_abort_the_connection()
    {
        var (worker, lifetime) = (Worker(), new Lifetime());
        worker.Features.Set<IHttpRequestLifetimeFeature>(lifetime);
        var server = await StartAsync(TimeProvider.System, app =>
        {
            app.Abort();
            return Task.CompletedTask;
        });

        await server.ForwardAsync(worker);

        lifetime.IsAborted.Should().BeTrue();
    }

    [Fact]
    public async Task An_exception_reaches_the_worker()
    {
        var server = await StartAsync(TimeProvider.System, _ => throw new IOException("the client is gone"));

        await server.Invoking(one => one.ForwardAsync(Worker())).Should().ThrowAsync<IOException>();
    }

    private static DefaultHttpContext Worker() => new()
    {
        RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
        Response = { Body = new MemoryStream() },
    };

    private static async Task<AppServer> StartAsync(TimeProvider clock, RequestDelegate answer)
    {
        var server = new AppServer(clock);
        await server.StartAsync(new Application(answer), default);
        return server;
    }

    private sealed class Application(RequestDelegate answer) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => answer(context);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }

    private sealed class Lifetime : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; }

        public bool IsAborted { get; private set; }

        public void Abort() => IsAborted = true;
    }
}
