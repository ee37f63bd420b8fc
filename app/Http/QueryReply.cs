using System.Diagnostics;
using System.Globalization;

namespace TfPilot.App.Http;

/// <summary>The response to a caller with a GitHub token; errors are problem details (RFC 9457).</summary>
internal abstract record QueryReply
{
    private QueryReply() { }

    public sealed record Answered(ReadOnlyMemory<byte> Json) : QueryReply;

    public sealed record Refused(int Status, string Title, string Detail) : QueryReply
    {
        public TimeSpan? RetryAfter { get; init; }
    }

    public static Refused RateLimited(string what, int limit, TimeSpan wait) =>
        new(429, "Too many requests",
            $"The limit for {what} is {limit} requests a minute. Try again later.")
        { RetryAfter = wait };

    /// <summary>
    /// The response to an address that exceeds its rate limit; null when it does not. Checked before the request body
    /// is read.
    /// </summary>
    public static Refused? OfAddress(HttpContext context) =>
        context.RequestServices.GetRequiredService<QuestionLimits>()
            .Address(context.Connection.RemoteIpAddress) is { } wait
            ? RateLimited("requests from one address", QuestionLimits.MaxPerAddress, wait) : null;

    public Task WriteAsync(HttpContext context, CancellationToken ct) => this switch
    {
        Answered(var json) => WriteAsync(context, json, ct),
        Refused refused => WriteAsync(context, refused),
        _ => throw new UnreachableException(),
    };

    private static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> json, CancellationToken ct)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.BodyWriter.WriteAsync(json, ct);
    }

    private static Task WriteAsync(HttpContext context, Refused refused)
    {
        if (refused.Status == StatusCodes.Status401Unauthorized) context.Response.Headers.WWWAuthenticate = "Bearer";
        if (refused.RetryAfter is { } wait)
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds)
                .ToString(CultureInfo.InvariantCulture);
        return TypedResults.Problem(refused.Detail, statusCode: refused.Status, title: refused.Title)
            .ExecuteAsync(context);
    }
}
