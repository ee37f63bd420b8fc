using TfPilot.GitHub.Identity;

namespace TfPilot.App.Hosting;

/// <summary>Liveness and readiness endpoints.</summary>
internal static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => TypedResults.Ok(new Health("live", [])));
        routes.MapGet("/readyz", async (HttpContext context, CancellationToken ct) =>
        {
            var problems = context.RequestServices.GetService<Readiness>() is { } readiness
                ? await readiness.ProblemsAsync(ct)
                : ["No App is configured; see docs/guides/operation.md."];
            var health = new Health(problems.Count == 0 ? "ready" : "not ready", problems)
            {
                Warnings = context.RequestServices.GetService<InstallationTokens>()?.MissingPermissions.Sentences ?? [],
            };
            return TypedResults.Json(health, statusCode: problems.Count == 0 ? 200 : 503);
        });
    }
}

/// <summary>
/// Whether the App is ready; <see cref="Warnings"/> name the installations that lack a permission, which does not make
/// the App unready.
/// </summary>
internal sealed record Health(string Status, IReadOnlyList<string> Problems)
{
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
