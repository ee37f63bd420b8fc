using TfPilot.App.Evidence;
using TfPilot.App.Jobs;
using TfPilot.Storage;

namespace TfPilot.App.Records;

/// <summary>The endpoint <c>POST /api/records</c>, to which jobs send the results of their applies.</summary>
internal static class RecordEndpoint
{
    public const string Path = "/api/records";

    public static void Map(IEndpointRouteBuilder routes) => JobEndpoint.Map<RecordIntake>(routes, Path);

    public static IServiceCollection AddRecords(this IServiceCollection services) =>
        services
        .AddSingleton<RecordIntake>()
        .AddSingleton<RegistryStore>()
        .AddSingleton<RegistryReader>()
        .AddSingleton<ReportStore>()
        .AddSingleton<OutcomeStore>()
        .AddSingleton<IssueReport>()
        .AddSingleton<CommentReport>()
        .AddQueueWorker<ApplyReportWorker>()
        .AddSingleton<DeploymentStore>()
        .AddSingleton<DataBranchWriter>()
        .AddQueueWorker<DataBranchWorker>()
        .AddSingleton<TraceReader>();
}
