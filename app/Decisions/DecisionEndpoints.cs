using System.Diagnostics;
using System.Globalization;
using TfPilot.App.Http;
using TfPilot.App.Pulls;
using TfPilot.Core.Basics;

namespace TfPilot.App.Decisions;

/// <summary>
/// The endpoints that return the decision about a pull request with all reasons, the actual one and a simulated one,
/// and the timeline of the pull request.
/// </summary>
internal static class DecisionEndpoints
{
    public const string DecisionPath = "/api/pulls/{owner}/{repo}/{number}/decision";
    public const string TimelinePath = "/api/pulls/{owner}/{repo}/{number}/timeline";
    public const string SimulationPath = "/api/simulate";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(DecisionPath, DecideAsync);
        routes.MapGet(TimelinePath, ReadTimelineAsync);
        routes.MapPost(SimulationPath, SimulateAsync);
    }

    private static string? Route(HttpContext context, string name) => context.Request.RouteValues[name] as string;

    private static async Task DecideAsync(HttpContext context)
    {
        if (await IsRateLimitedAsync(context)) return;
        await AnswerAsync(context, PullOf(context), Reader(context).ReadAsync);
    }

    private static async Task ReadTimelineAsync(HttpContext context)
    {
        if (await IsRateLimitedAsync(context)) return;
        await AnswerAsync(context, PullOf(context), Reader(context).ReadTimelineAsync);
    }

    private static DecisionQuestion? PullOf(HttpContext context) =>
        DecisionQuestion.Of(Route(context, "owner"), Route(context, "repo"), Route(context, "number"));

    private static DecisionReader Reader(HttpContext context) =>
        context.RequestServices.GetRequiredService<DecisionReader>();

    /// <summary>
    /// Rejects the request when its address exceeds the rate limit. Checked before the request body is read.
    /// </summary>
    private static async Task<bool> IsRateLimitedAsync(HttpContext context)
    {
        if (context.RequestServices.GetRequiredService<QuestionLimits>()
            .Address(context.Connection.RemoteIpAddress) is not { } wait) return false;
        await WriteErrorAsync(
            context, DecisionReply.RateLimited("pull requests from one address", QuestionLimits.MaxPerAddress, wait));
        return true;
    }

    private static async Task SimulateAsync(HttpContext context)
    {
        if (await IsRateLimitedAsync(context)) return;
        var body = await context.RequestServices.GetRequiredService<BoundedBody>()
            .ReadAsync(context.Request, BoundedBody.GuaranteedBytes, context.RequestAborted);
        await (body switch
        {
            Body.Complete(var bytes) =>
                DecisionQuestion.Read(bytes)
                .Match(
                    question => AnswerAsync(context, question, Reader(context).ReadAsync),
                    problems => WriteErrorAsync(context, Unreadable(problems))),
            _ => WriteErrorAsync(
                context, new(413, "The request is too large", $"The limit is {BoundedBody.GuaranteedBytes} bytes.")),
        });
    }

    private static async Task AnswerAsync(
        HttpContext context, DecisionQuestion? question,
        Func<string?, DecisionQuestion, CancellationToken, Task<DecisionReply>> readAsync)
    {
        var ct = context.RequestAborted;
        DecisionReply reply = question is null
            ? new DecisionReply.Refused(
                404, "There is no such pull request", "The path begins with /api/pulls/OWNER/REPOSITORY/NUMBER.")
            : await readAsync(context.Request.Headers.Authorization, question, ct);
        if (reply is DecisionReply.Refused refused)
        {
            await WriteErrorAsync(context, refused);
            return;
        }

        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.BodyWriter.WriteAsync(
            reply is DecisionReply.Answered(var json) ? json : throw new UnreachableException(), ct);
    }

    private static Task WriteErrorAsync(HttpContext context, DecisionReply.Refused refused)
    {
        if (refused.Status == StatusCodes.Status401Unauthorized) context.Response.Headers.WWWAuthenticate = "Bearer";
        if (refused.RetryAfter is { } wait)
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds)
                .ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem(refused.Detail, statusCode: refused.Status, title: refused.Title)
            .ExecuteAsync(context);
    }

    private static DecisionReply.Refused Unreadable(IReadOnlyList<Problem> problems) =>
        new(422, "The request is invalid",
            string.Join(" ", problems.Select(problem => $"{problem.Path} {problem.Message}")));
}
