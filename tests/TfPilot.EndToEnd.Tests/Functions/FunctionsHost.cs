using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TfPilot.EndToEnd.Tests.App;
using TfPilot.EndToEnd.Tests.Functions.Rpc;
using Yarp.ReverseProxy.Forwarder;

namespace TfPilot.EndToEnd.Tests.Functions;

/// <summary>
/// A fake host of Azure Functions, so that the tests need no installation of the real one. It starts the built
/// Functions app according to its files, implements the host's side of the FunctionRpc protocol, and forwards requests
/// as the host does: with YARP, to the address that the worker announces.
/// </summary>
internal sealed class FunctionsHost : IAsyncDisposable
{
    private static readonly string AppFolder = Path.Combine(
        Repository.PathOf("app", "functions"), "bin", Directory.GetParent(AppContext.BaseDirectory)!.Parent!.Name,
        "net10.0");

    private readonly WorkerChannel channel = new();
    private readonly Dictionary<string, RpcFunctionMetadata> functions = [];
    private readonly HttpMessageInvoker invoker = new(
        new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly WebApplication server;
    private Process? process;
    private string workerUrl = "";

    private FunctionsHost() => server = BuildServer();

    /// <summary>The process of the worker, with the address at which the host is reachable.</summary>
    public AppProcess Worker { get; private set; } = null!;

    public IReadOnlyCollection<string> Functions => functions.Keys;

    public static async Task<FunctionsHost> StartAsync(IReadOnlyDictionary<string, string> variables)
    {
        var host = new FunctionsHost();
        await host.server.StartAsync();
        host.StartWorker(variables);
        await host.ConnectAsync();
        return host;
    }

    /// <summary>Triggers the function like its timer. Returns the lines that the worker logged for that call.</summary>
    public async Task<IReadOnlyList<string>> RunTimerAsync()
    {
        const string Timer = """
            {"Schedule":{"AdjustForDST":true},"ScheduleStatus":{"Last":"2026-03-04T10:00:00","Next":"2026-03-04T10:01:00"},"IsPastDue":false}
            """;
        var invocation = Guid.NewGuid().ToString();
        await InvokeAsync(invocation, FunctionOf("timerTrigger"), new() { Json = Timer });
        return [.. channel.Logs
            .Where(log => log.InvocationId == invocation
                && log.Category.StartsWith("TfPilot", StringComparison.Ordinal)).Select(log => log.Message)];
    }

    /// <summary>The log lines that the worker sent to the host.</summary>
    public IEnumerable<string> Log => channel.Logs.Select(log => log.Message);

    /// <summary>Completes when the worker has logged a line with this prefix.</summary>
    public Task LoggedAsync(string beginning) => channel.LoggedAsync(beginning);

    /// <summary>Asks the worker to stop; the real host kills it after 5 seconds.</summary>
    public async Task<int> TerminateAsync()
    {
        channel.Send(new() { WorkerTerminate = new() });
        await process!.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (Worker is null) process?.Kill();
        else Worker.Dispose();
        await server.DisposeAsync();
        invoker.Dispose();
    }

    private WebApplication BuildServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(channel).AddHttpForwarder()
            .AddGrpc(options => options.MaxReceiveMessageSize = null);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, worker => worker.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var app = builder.Build();
        app.MapGrpcService<WorkerChannel>();
        app.Map($"/{Read("host.json")["extensions"]!["http"]!["routePrefix"]}/{{**path}}", ForwardAsync);
        return app;
    }

    private void StartWorker(IReadOnlyDictionary<string, string> variables)
    {
        var (hostUrl, worker, description) = (new Uri(server.Urls.First()), Guid.NewGuid(),
            Read("worker.config.json")["description"]!);
        string[] arguments =
        [
            Path.Combine(AppFolder, (string)description["defaultWorkerPath"]!),
            "--host", hostUrl.Host, "--port", $"{hostUrl.Port}", "--workerId", $"{worker}", "--requestId", $"{worker}",
            "--grpcMaxMessageLength", $"{int.MaxValue}",
            "--functions-uri", hostUrl.AbsoluteUri, "--functions-worker-id", $"{worker}", "--functions-request-id",
            $"{worker}",
            "--functions-grpc-max-message-length", $"{int.MaxValue}",
        ];
        var start = new ProcessStartInfo((string)description["defaultExecutablePath"]!,
            arguments)
        { RedirectStandardOutput = true, WorkingDirectory = AppFolder };
        start.Environment["FUNCTIONS_WORKER_DIRECTORY"] = start.Environment["FUNCTIONS_APPLICATION_DIRECTORY"] =
            AppFolder;
        foreach (var (name, value) in variables) start.Environment[name] = value;
        process = Process.Start(start)!;
        Worker = new(
            process, new Uri($"{server.Urls.Last()}/{Read("host.json")["extensions"]!["http"]!["routePrefix"]}/"));
    }

    private async Task ConnectAsync()
    {
        if (await Task.WhenAny(channel.Connected, process!.WaitForExitAsync()) != channel.Connected)
            throw new InvalidOperationException($"the worker ended with {process.ExitCode} before it connected");
        var init = await channel.AskAsync(
            new()
            {
                WorkerInitRequest = new()
                {
                    HostVersion = "4.1043.0", WorkerDirectory = AppFolder,
                    FunctionAppDirectory = AppFolder
                }
            });
        workerUrl = init.WorkerInitResponse.Capabilities["HttpUri"];
        var metadata = await channel.AskAsync(
            new() { FunctionsMetadataRequest = new() { FunctionAppDirectory = AppFolder } });
        foreach (var function in metadata.FunctionMetadataResponse.FunctionMetadataResults)
        {
            var loaded = await channel.AskAsync(
                new() { FunctionLoadRequest = new() { FunctionId = function.FunctionId, Metadata = function } });
            RequireSuccess(loaded.FunctionLoadResponse.Result, $"{function.Name} was not loaded");
            functions[function.Name] = function;
        }

        // The worker listens from then on; the real host retries until then.
        await channel.LoggedAsync("Application started");
    }

    private async Task ForwardAsync(HttpContext context, IHttpForwarder forwarder)
    {
        var (function, invocation) = (FunctionOf("httpTrigger"), Guid.NewGuid().ToString());
        if (!Methods(function).Contains(context.Request.Method, StringComparer.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Request.Headers["x-ms-invocation-id"] = invocation;
        context.Request.Headers["X-Forwarded-For"] = "140.82.115.1:443";
        var forwarding = forwarder.SendAsync(
            context, workerUrl, invoker, new ForwarderRequestConfig { ActivityTimeout = TimeSpan.FromSeconds(240) });
        try
        {
            await InvokeAsync(invocation, function, new() { Http = new() });
            await forwarding;
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            await context.Response.WriteAsync($"{failure.Message} {context.GetForwarderErrorFeature()?.Exception}");
        }
    }

    private async Task InvokeAsync(string invocation, RpcFunctionMetadata function, TypedData input)
    {
        var request = new InvocationRequest
        {
            InvocationId = invocation, FunctionId = function.FunctionId,
            TraceContext = new()
        };
        request.InputData.Add(new ParameterBinding { Name = (string)Trigger(function)["name"]!, Data = input });
        var answer = await channel.AskAsync(new() { InvocationRequest = request });
        RequireSuccess(answer.InvocationResponse.Result, $"{function.Name} failed");
    }

    private RpcFunctionMetadata FunctionOf(string trigger) =>
        functions.Values.Single(function => (string)Trigger(function)["type"]! == trigger);

    private static IEnumerable<string> Methods(RpcFunctionMetadata function) =>
        Trigger(function)["methods"]!.AsArray().Select(method => (string)method!);

    /// <summary>The binding that triggers the function, as the worker describes it.</summary>
    private static JsonNode Trigger(RpcFunctionMetadata function) =>
        function.RawBindings.Select(binding => JsonNode.Parse(binding)!)
        .Single(binding => ((string)binding["type"]!).EndsWith("Trigger", StringComparison.Ordinal));

    private static void RequireSuccess(StatusResult result, string failure)
    {
        if (result.Status != StatusResult.Types.Status.Success)
            throw new InvalidOperationException($"{failure}: {result.Exception?.Message}");
    }

    private static JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(AppFolder, file)))!;
}
