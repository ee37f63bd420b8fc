using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using TfPilot.App.Jobs;

namespace TfPilot.Functions;

/// <summary>The functions that the Azure Functions host calls: one for every HTTP request, one for the timer.</summary>
/// <param name="timerRun">The background jobs; null while no GitHub App is configured.</param>
internal sealed partial class AppFunctions(AppServer server, ILogger<AppFunctions> log, TimerRun? timerRun = null)
{
    /// <summary>The host ends an invocation after five minutes (host.json).</summary>
    public static readonly TimeSpan TimerTimeout = TimeSpan.FromMinutes(4);

    [Function("web")]
    public Task AnswerAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", Route = "{*path}")]
        HttpRequest request) =>
        server.ForwardAsync(request.HttpContext);

    [Function("timer")]
    public async Task RunDueWorkAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken ct)
    {
        if (timerRun is null) return;
        foreach (var line in await timerRun.RunAsync(TimerTimeout, ct)) LogWork(line);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Work}")]
    private partial void LogWork(string work);
}
