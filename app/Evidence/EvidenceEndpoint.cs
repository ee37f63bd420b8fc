using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using TfPilot.App.Http;

namespace TfPilot.App.Evidence;

/// <summary>The endpoint <c>POST /api/evidence</c>, to which jobs send their facts.</summary>
internal static class EvidenceEndpoint
{
    public const string Path = "/api/evidence";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(Path, ReceiveAsync);

    public static IServiceCollection AddEvidence(this IServiceCollection services) =>
        services.AddSingleton<EvidenceIntake>();

    private static async Task ReceiveAsync(HttpContext context)
    {
        // The intake enforces its own size limit and returns problem details instead of closing the connection.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        var (request, bodies, ct) = (context.Request, context.RequestServices.GetRequiredService<BoundedBody>(),
            context.RequestAborted);
        var reply = await context.RequestServices.GetRequiredService<EvidenceIntake>().ReceiveAsync(
            new(request.Headers.Authorization,
                (maxBytes, reading) => bodies.ReadAsync(request, maxBytes, reading))
            {
                Pull = request.Query["pull"],
                Head = request.Query["head"]
            }, ct);
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.ContentType;
        if (reply.Status == StatusCodes.Status401Unauthorized) context.Response.Headers.WWWAuthenticate = "Bearer";
        if (reply.RetryAfter is { } wait)
            context.Response.Headers.RetryAfter = wait.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        await context.Response.WriteAsync(reply.Body.ToJsonString(), ct);
    }
}
