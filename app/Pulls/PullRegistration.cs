using TfPilot.App.Jobs;
using TfPilot.Core.Approvals;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>Registers the evaluation of pull requests and the writing of their checks.</summary>
internal static class PullRegistration
{
    /// <param name="timerOnly">Whether only a timer starts work that is not urgent.</param>
    public static IServiceCollection AddPulls(this IServiceCollection services, bool timerOnly) => services
        .AddSingleton<PullQueue>()
        .AddSingleton<PullStore>()
        .AddSingleton<EvidenceStore>()
        .AddSingleton<ConsentStore>()
        .AddSingleton<LockStore>()
        .AddSingleton<AuditStore>()
        .AddSingleton<ConsentReader>()
        .AddSingleton<OpenPullFinder>()
        .AddSingleton<PullMarker>()
        .AddSingleton<LockReleaser>()
        .AddEvaluation()
        .AddQueueWorker<PullWorker>()
        .AddPeriodicJob<OpenPullResync>(timerOnly);

    /// <summary>The evaluation alone, without the jobs that start it.</summary>
    public static IServiceCollection AddEvaluation(this IServiceCollection services) => services
        .AddSingleton(_ => new SharedCache(SharedCache.SharedBytes))
        .AddSingleton(new ReaderMemory(ReaderMemory.SharedBytes))
        .AddSingleton<EvidenceReader>()
        .AddSingleton<BaseBranchChanges>()
        .AddSingleton<SameFiles>()
        .AddSingleton<AcceptedPlansReader>()
        .AddSingleton<PeopleCache>()
        .AddSingleton<PeopleReader>()
        .AddSingleton<NameStore>()
        .AddSingleton<BoundNames>()
        .AddSingleton<PublishedPlans>()
        .AddSingleton<ProposalStore>()
        .AddSingleton<PeopleFactsReader>()
        .AddSingleton(provider => ActivatorUtilities.CreateInstance<PullFactsReader>(
            provider, provider.GetRequiredService<AppIdentity>().AppId))
        .AddSingleton<AuditLog>()
        .AddSingleton<TimelineReader>()
        .AddSingleton<CheckRunPublisher>()
        .AddSingleton<ChangeStore>()
        .AddSingleton<MergeRecorder>()
        .AddSingleton<AutoMergeStopper>()
        .AddSingleton<MergeGroupChecks>()
        .AddSingleton<DeadLetterChecks>()
        .AddSingleton<PullReconciler>()
        .AddSingleton<Reconcile>(provider => provider.GetRequiredService<PullReconciler>().RunAsync);
}
