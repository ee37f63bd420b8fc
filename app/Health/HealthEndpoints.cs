namespace TfPilot.App.Health;

/// <summary>For whoever runs the App: does it live, and can it work?</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => TypedResults.Ok(new Health("live", [])));
        routes.MapGet("/readyz", async (HttpContext context, CancellationToken ct) =>
        {
            var problems = context.RequestServices.GetService<Readiness>() is { } readiness
                ? await readiness.ProblemsAsync(ct)
                : ["No App is configured; see docs/operation.md."];
            return TypedResults.Json(new Health(problems.Count == 0 ? "ready" : "not ready", problems), statusCode: problems.Count == 0 ? 200 : 503);
        });
    }
}

internal sealed record Health(string Status, IReadOnlyList<string> Problems);
