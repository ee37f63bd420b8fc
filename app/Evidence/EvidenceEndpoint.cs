namespace TfPilot.App.Evidence;

/// <summary>The endpoint <c>POST /api/evidence</c>, to which jobs send their facts.</summary>
internal static class EvidenceEndpoint
{
    public const string Path = "/api/evidence";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(Path, ReceiveAsync);

    public static IServiceCollection AddEvidence(this IServiceCollection services) =>
        services.AddSingleton<JobVerifier>().AddSingleton<PlannedTrees>().AddSingleton<EvidenceIntake>();

    private static async Task ReceiveAsync(HttpContext context)
    {
        var ct = context.RequestAborted;
        var reply = await context.RequestServices.GetRequiredService<EvidenceIntake>()
            .ReceiveAsync(EvidenceRequest.Of(context), ct);
        await reply.WriteAsync(context, ct);
    }
}
