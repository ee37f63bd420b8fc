using TfPilot.App.Jobs;

namespace TfPilot.App.Proposals;

/// <summary>Registers the pull requests that commands ask for.</summary>
internal static class ProposalRegistration
{
    public static IServiceCollection AddProposals(this IServiceCollection services) => services
        .AddSingleton<RevertBuilder>()
        .AddSingleton<PullOpener>()
        .AddSingleton<RollbackFlow>()
        .AddSingleton<DestroyFlow>()
        .AddSingleton<CleanupFlow>()
        .AddQueueWorker<ProposalWorker>();
}
