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
        if (QueryReply.OfAddress(context) is not { } tooMany) return false;
        await tooMany.WriteAsync(context, context.RequestAborted);
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
                    problems => Unreadable(problems).WriteAsync(context, context.RequestAborted)),
            _ => new QueryReply.Refused(
                413, "The request is too large", $"The limit is {BoundedBody.GuaranteedBytes} bytes.")
                .WriteAsync(context, context.RequestAborted),
        });
    }

    private static async Task AnswerAsync(
        HttpContext context, DecisionQuestion? question,
        Func<string?, DecisionQuestion, CancellationToken, Task<QueryReply>> readAsync)
    {
        var ct = context.RequestAborted;
        QueryReply reply = question is null
            ? new QueryReply.Refused(
                404, "There is no such pull request", "The path begins with /api/pulls/OWNER/REPOSITORY/NUMBER.")
            : await readAsync(context.Request.Headers.Authorization, question, ct);
        await reply.WriteAsync(context, ct);
    }

    private static QueryReply.Refused Unreadable(IReadOnlyList<Problem> problems) =>
        new(422, "The request is invalid",
            string.Join(" ", problems.Select(problem => $"{problem.Path} {problem.Message}")));
}
