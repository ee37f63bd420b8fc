using System.Globalization;
using TfPilot.App.Http;
using TfPilot.GitHub.Ids;
using TfPilot.Storage;

namespace TfPilot.App.Records;

/// <summary>The endpoint <c>GET /api/registry</c>, which finds resources.</summary>
internal static class RegistryEndpoint
{
    public const string Path = "/api/registry";

    private const int MaxPage = 10_000;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, async context =>
    {
        var (reader, ct) = (context.RequestServices.GetRequiredService<RegistryReader>(), context.RequestAborted);
        var reply = QueryReply.OfAddress(context) ?? (Read(context.Request.Query) is not var (repository, query)
            ? new QueryReply.Refused(422, "The request is invalid",
                $"Send repository=OWNER/NAME, and optionally q, environment, type, and page from 1 to {MaxPage}.")
            : await reader.ReadAsync(context.Request.Headers.Authorization, repository, query, ct));
        await reply.WriteAsync(context, ct);
    });

    private static (RepositoryName Repository, RegistryQuery Query)? Read(IQueryCollection query)
    {
        string? Text(string name) => query[name] is [{ Length: > 0 } text] ? text : null;
        var page = Text("page") ?? "1";
        return Text("repository") is { } name && RepositoryName.TryParse(name) is { } repository
            && int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is >= 1 and <= MaxPage
            ? (repository, new(Text("q"), Text("environment"), Text("type"), number)) : null;
    }
}
