using System.Diagnostics;
using TfPilot.App.Commands;
using TfPilot.App.Decisions;
using TfPilot.App.Evidence;
using TfPilot.App.Http;
using TfPilot.App.Jobs;
using TfPilot.App.Operator;
using TfPilot.App.Pulls;
using TfPilot.App.Webhooks;
using TfPilot.GitHub;
using TfPilot.GitHub.Evidence;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Hosting;

/// <summary>What the App is made of once it is configured.</summary>
internal static class AppParts
{
    /// <summary>Short, because what has to wait longer waits in the queue.</summary>
    private static readonly GitHubPatience Patience = GitHubPatience.Default with { PerTry = TimeSpan.FromSeconds(15), Waiting = TimeSpan.FromSeconds(30) };

    public static IServiceCollection AddApp(this IServiceCollection parts, AppConfiguration configuration) => parts
        .AddSingleton(configuration)
        .AddSingleton(configuration.Identity)
        .AddSingleton(configuration.Webhooks)
        .AddSingleton(configuration.Endpoints)
        .AddSingleton(configuration.Oidc)
        .AddSingleton(configuration.Trust)
        .AddSingleton(Patience)
        .AddSingleton(GitHubClient.Connect())
        .AddSingleton<InstallationTokens>()
        .AddSingleton<OidcVerifier>()
        .AddSingleton(Database.Open(configuration.Database).Match(database => database, _ => throw new UnreachableException()))
        .AddSingleton<Inbox>()
        .AddSingleton<PullQueue>()
        .AddSingleton<PullStore>()
        .AddSingleton<EvidenceStore>()
        .AddSingleton<InstallationStore>()
        .AddSingleton<ScanStore>()
        .AddSingleton<ScanSchedule>()
        .AddSingleton<RedeliveryStore>()
        .AddSingleton(parts => new Retention(parts.GetRequiredService<Database>()) { EvidenceLifetime = configuration.EvidenceLifetime })
        .AddSingleton<Signals>()
        .AddSingleton<OpenPullFinder>()
        .AddSingleton<DeliveryRouter>()
        .AddSingleton(new BoundedBody(BoundedBody.Shared))
        .AddSingleton<WebhookEndpoint>()
        .AddEvidence()
        .AddReconciling()
        .AddSingleton<QuestionLimits>()
        .AddSingleton<DecisionReader>()
        .AddDesk()
        .AddSingleton<DatabaseHealth>()
        .AddSingleton<Readiness>()
        .AddSingleton<Rounds>()
        .AddSingleton<TimerInvocation>()
        .AddUrgent<InboxWorker>()
        .AddUrgent<PullWorker>()
        .AddSlow<Sweeper>(configuration)
        .AddSlow<Reconsiderer>(configuration)
        .AddSlow<CommentRound>(configuration)
        .AddSlow<RetentionRun>(configuration);

    private static IServiceCollection AddUrgent<T>(this IServiceCollection parts) where T : class, IDrain => parts.AddDrain<T>().AddLoop<T>();

    /// <summary>Under Functions its timer alone thinks of it: the program may sleep for long, and wakes to deliver.</summary>
    private static IServiceCollection AddSlow<T>(this IServiceCollection parts, AppConfiguration configuration) where T : class, IDrain =>
        configuration.IsFunctions ? parts.AddDrain<T>() : parts.AddDrain<T>().AddLoop<T>();

    private static IServiceCollection AddDrain<T>(this IServiceCollection parts) where T : class, IDrain => parts
        .AddSingleton<T>()
        .AddSingleton<IDrain>(known => known.GetRequiredService<T>());

    private static IServiceCollection AddLoop<T>(this IServiceCollection parts) where T : class, IDrain =>
        parts.AddSingleton<IHostedService>(known => ActivatorUtilities.CreateInstance<WorkLoop>(known, known.GetRequiredService<T>()));
}
