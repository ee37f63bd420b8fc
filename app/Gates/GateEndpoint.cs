using TfPilot.App.Evidence;
using TfPilot.App.Jobs;
using TfPilot.Storage;

namespace TfPilot.App.Gates;

/// <summary>The endpoint <c>POST /api/gate</c>, which a job asks before it applies.</summary>
internal static class GateEndpoint
{
    public const string Path = "/api/gate";

    public static void Map(IEndpointRouteBuilder routes) => JobEndpoint.Map<GateIntake>(routes, Path);

    /// <param name="timerOnly">Whether only a timer starts work that is not urgent.</param>
    public static IServiceCollection AddGates(this IServiceCollection services, bool timerOnly) => services
        .AddSingleton<RecordStore>()
        .AddSingleton<ChangeFinder>()
        .AddSingleton<ApplyApprovalStore>()
        .AddSingleton<ApplyApprovalReader>()
        .AddSingleton<GateFactsReader>()
        .AddSingleton<GateIntake>()
        .AddSingleton<ProtectionRule>()
        .AddQueueWorker<ApplyApprovalNotifier>()
        .AddPeriodicJob<PendingDeploymentScan>(timerOnly)
        .AddPeriodicJob<EndedApplyScan>(timerOnly);
}
