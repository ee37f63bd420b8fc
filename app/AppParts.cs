using System.Diagnostics;
using TfPilot.App.Configuration;
using TfPilot.App.Evidence;
using TfPilot.App.Health;
using TfPilot.App.Webhooks;
using TfPilot.App.Work;
using TfPilot.GitHub;
using TfPilot.GitHub.Evidence;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App;

/// <summary>What the App is made of once it is configured.</summary>
internal static class AppParts
{
    /// <summary>Short, because what has to wait longer waits in the queue.</summary>
    private static readonly GitHubPatience Patience = GitHubPatience.Default with { PerTry = TimeSpan.FromSeconds(15), Waiting = TimeSpan.FromSeconds(30) };

    public static IServiceCollection AddApp(this IServiceCollection parts, AppConfiguration configuration) => parts
        .AddSingleton(configuration)
        .AddSingleton(configuration.Identity)
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
        .AddSingleton<Retention>()
        .AddSingleton<Signals>()
        .AddSingleton<OpenPullFinder>()
        .AddSingleton<DeliveryRouter>()
        .AddSingleton<WebhookEndpoint>()
        .AddEvidence()
        .AddSingleton<Readiness>()
        .AddWork<InboxWorker>()
        .AddWork<PullWorker>();

    private static IServiceCollection AddWork<T>(this IServiceCollection parts) where T : class, IDrain => parts
        .AddSingleton<T>()
        .AddSingleton<IDrain>(known => known.GetRequiredService<T>())
        .AddSingleton<IHostedService>(known => ActivatorUtilities.CreateInstance<WorkLoop>(known, known.GetRequiredService<T>()));
}
