using TfPilot.App.Jobs;
using TfPilot.Core.Approvals;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>What looks at pull requests and writes their checks.</summary>
internal static class ReconcilingSetup
{
    /// <param name="timerOnly">Whether a timer alone starts what is not urgent.</param>
    public static IServiceCollection AddPulls(this IServiceCollection services, bool timerOnly) => services
        .AddSingleton<PullQueue>()
        .AddSingleton<PullStore>()
        .AddSingleton<EvidenceStore>()
        .AddSingleton<ConsentStore>()
        .AddSingleton<LockStore>()
        .AddSingleton<AuditStore>()
        .AddSingleton<DeskFacts>()
        .AddSingleton<OpenPullFinder>()
        .AddSingleton<ConcernedPulls>()
        .AddSingleton<LockReturn>()
        .AddReconciling()
        .AddUrgent<PullWorker>()
        .AddSlow<Reconsiderer>(timerOnly);

    public static IServiceCollection AddReconciling(this IServiceCollection services) => services
        .AddSingleton(_ => new SharedCache(SharedCache.Shared))
        .AddSingleton(new ReaderMemory(ReaderMemory.Shared))
        .AddSingleton<EvidenceGathering>()
        .AddSingleton<BaseMoves>()
        .AddSingleton<AcceptedGathering>()
        .AddSingleton<KnownPeople>()
        .AddSingleton<PeopleReader>()
        .AddSingleton<NameStore>()
        .AddSingleton<BoundNames>()
        .AddSingleton<ShownPlans>()
        .AddSingleton<PeopleGathering>()
        .AddSingleton(provider => new PullGathering(
            provider.GetRequiredService<AppIdentity>().AppId,
            provider.GetRequiredService<EvidenceGathering>(),
            provider.GetRequiredService<AcceptedGathering>(),
            provider.GetRequiredService<BaseMoves>(),
            provider.GetRequiredService<PeopleGathering>(),
            provider.GetRequiredService<TrustSettings>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<SharedCache>()))
        .AddSingleton<DecisionHistory>()
        .AddSingleton<CheckWriting>()
        .AddSingleton<MergeGroupChecks>()
        .AddSingleton<ParkedChecks>()
        .AddSingleton<PullReconciler>()
        .AddSingleton<Reconcile>(provider => provider.GetRequiredService<PullReconciler>().RunAsync);
}
