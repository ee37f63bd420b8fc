namespace TfPilot.App.Evidence;

/// <summary>The endpoint <c>POST /api/evidence</c>, to which jobs send their facts.</summary>
internal static class EvidenceEndpoint
{
    public const string Path = "/api/evidence";

    public static void Map(IEndpointRouteBuilder routes) => JobEndpoint.Map<EvidenceIntake>(routes, Path);

    public static IServiceCollection AddEvidence(this IServiceCollection services) =>
        services.AddSingleton<JobVerifier>().AddSingleton<PlannedTrees>().AddSingleton<EvidenceIntake>();
}
