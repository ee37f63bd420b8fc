using TfPilot.GitHub.Identity;

namespace TfPilot.App.Hosting;

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
            var health = new Health(problems.Count == 0 ? "ready" : "not ready", problems)
            {
                Warnings = context.RequestServices.GetService<InstallationTokens>()?.MissingPermissions.Sentences ?? [],
            };
            return TypedResults.Json(health, statusCode: problems.Count == 0 ? 200 : 503);
        });
    }
}

/// <summary>
/// Whether it can work; <see cref="Warnings"/> say whose work waits for a permission, which is no reason to take
/// nothing.
/// </summary>
internal sealed record Health(string Status, IReadOnlyList<string> Problems)
{
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
