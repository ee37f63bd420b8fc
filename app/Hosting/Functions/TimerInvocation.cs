using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using TfPilot.App.Http;
using TfPilot.App.Jobs;

namespace TfPilot.App.Hosting;

/// <summary>
/// The timer of Azure Functions: its host calls <c>POST /drain</c>, the function's name, on this machine. What comes from outside always has the
/// path base, so nobody there can reach it.
/// </summary>
internal sealed class TimerInvocation(TimerRun rounds, BoundedBody bodies)
{
    public const string Path = "/drain";

    private const int MaxBytes = 64 * 1024;

    /// <summary>The host ends an invocation after five minutes.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    public static bool Concerns(HttpContext context) => context.Request.Path == Path && !context.Request.PathBase.HasValue;

    public void Use(IApplicationBuilder branch) => branch.Run(AnswerAsync);

    private async Task AnswerAsync(HttpContext context)
    {
        if (await IsOfTheHostAsync(context.Request))
        {
            var lines = await rounds.RunAsync(Limit, context.RequestAborted);
            var answer = new JsonObject { ["Outputs"] = new JsonObject(), ["Logs"] = new JsonArray([.. lines.Select(line => (JsonNode)line)]), ["ReturnValue"] = null };
            await TypedResults.Text(answer.ToJsonString(), "application/json").ExecuteAsync(context);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private async Task<bool> IsOfTheHostAsync(HttpRequest request) =>
        HttpMethods.IsPost(request.Method)
        && request.HttpContext.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
        && !request.Headers.ContainsKey("X-Forwarded-For")
        && await bodies.ReadAsync(request, MaxBytes, request.HttpContext.RequestAborted) is Body.Whole(var body)
        && IsEnvelope(body);

    private static bool IsEnvelope(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body) is JsonObject envelope
                && envelope["Data"] is JsonObject data && data.ContainsKey("timer")
                && envelope["Metadata"]?["sys"]?["MethodName"] is JsonValue name && name.TryGetValue(out string? function) && function == Path[1..];
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
