using System.Globalization;
using System.Text.Json.Nodes;
using TfPilot.App.Http;
using TfPilot.App.Pulls;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.GitHub.Http;

namespace TfPilot.App.Evidence;

/// <summary>
/// The responses to a job that sends evidence, asks the gate or reports an apply; errors are problem details (RFC
/// 9457).
/// </summary>
internal sealed record JobReply(int Status, JsonObject Body)
{
    private const int FirstErrorStatus = 400;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(30);

    public TimeSpan? RetryAfter { get; private init; }

    public string ContentType => Status < FirstErrorStatus ? "application/json" : "application/problem+json";

    public async Task WriteAsync(HttpContext context, CancellationToken ct)
    {
        context.Response.StatusCode = Status;
        context.Response.ContentType = ContentType;
        if (Status == StatusCodes.Status401Unauthorized) context.Response.Headers.WWWAuthenticate = "Bearer";
        if (RetryAfter is { } wait)
            context.Response.Headers.RetryAfter = wait.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        await context.Response.WriteAsync(Body.ToJsonString(), ct);
    }

    public static JobReply Accepted(
        ReportedPull pull, ReviewFacts facts, IReadOnlyList<string> fingerprints, IReadOnlyList<string> objections) =>
            new(202, new()
            {
                ["pull"] = pull.Key.Pull,
                ["head"] = pull.Head.Text,
                ["projects"] = ToJsonArray(
            facts.Projects.Select(
                project => project.Environment is null ? project.Name : $"{project.Name} ({project.Environment})")),
                ["trusted"] = objections.Count == 0,
                ["reasons"] = ToJsonArray(objections),
                ["fingerprints"] = ToJsonArray(fingerprints),
            });

    public static JobReply Unauthorized(string why) => Problem(401, "The job's token was rejected", why);

    public static JobReply Forbidden(string why) => Problem(403, "Requests from this run are not accepted", why);

    public static JobReply Contradictory() => Problem(
        409, "The run already sent different facts",
        "This run attempt already sent different facts, so neither is trusted. Run the workflow again.");

    public static JobReply ContradictoryRecord() => Problem(
        409, "The run already sent a different record",
        "This run attempt already sent a different record of this apply. The first one is kept.");

    public static JobReply TooLarge(string subject, int maxBytes) => Problem(
        413, $"The {subject} are too large", $"The limit is {maxBytes} bytes. Split the run or the projects.");

    /// <param name="subject">What cannot be read, in the plural, such as <c>facts</c>.</param>
    public static JobReply Unreadable(string subject, IReadOnlyList<Problem> problems)
    {
        var reply = Problem(
            422, $"The {subject} cannot be read", string.Join(" ", problems.Select(problem => problem.Message)));
        reply.Body["problems"] = new JsonArray(
            [.. problems.Select(
                problem => (JsonNode)new JsonObject { ["path"] = problem.Path, ["message"] = problem.Message })]);
        return reply;
    }

    /// <summary>The response when a required call to GitHub failed. Nothing was stored.</summary>
    public static JobReply GitHubUnavailable(GitHubException unavailable) =>
        Problem(503, "GitHub is unavailable",
            $"{unavailable.Message} Nothing was stored; send it again.") with
        { RetryAfter = RetryDelay };

    public static JobReply Busy() =>
        Problem(503, "Too many requests at once", "Nothing was stored; send it again.") with
        {
            RetryAfter = RetryDelay
        };

    private static JobReply Problem(int status, string title, string detail) =>
        new(status, new() { ["title"] = title, ["status"] = status, ["detail"] = detail });

    private static JsonArray ToJsonArray(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
