using TfPilot.App.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.App.Records;

/// <summary>The endpoint <c>GET /api/trace/{id}</c>: what a delivery or run caused in a repository.</summary>
internal static class TraceEndpoint
{
    public const string Path = "/api/trace/{id}";

    /// <summary>Longer than the id of any delivery or run.</summary>
    private const int MaxLength = 100;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, async context =>
    {
        var (reader, ct) = (context.RequestServices.GetRequiredService<TraceReader>(), context.RequestAborted);
        var reply = QueryReply.OfAddress(context) ?? (Read(context.Request) is not var (repository, id)
            ? new QueryReply.Refused(422, "The request is invalid",
                "Send repository=OWNER/NAME, and the id of a delivery or of a run, such as run-512-1.")
            : await reader.ReadAsync(context.Request.Headers.Authorization, repository, id, ct));
        await reply.WriteAsync(context, ct);
    });

    private static (RepositoryName Repository, string Id)? Read(HttpRequest request) =>
        request.Query["repository"] is [{ Length: > 0 } name] && RepositoryName.TryParse(name) is { } repository
            && request.RouteValues["id"] is string { Length: > 0 and <= MaxLength } id ? (repository, id) : null;
}
