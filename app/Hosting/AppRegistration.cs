using System.Diagnostics;
using TfPilot.App.Commands;
using TfPilot.App.Decisions;
using TfPilot.App.Evidence;
using TfPilot.App.Gates;
using TfPilot.App.Http;
using TfPilot.App.Jobs;
using TfPilot.App.Operator;
using TfPilot.App.Proposals;
using TfPilot.App.Pulls;
using TfPilot.App.Records;
using TfPilot.App.Webhooks;
using TfPilot.GitHub.Evidence;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Hosting;

/// <summary>Registers the services of a configured App.</summary>
internal static class AppRegistration
{
    /// <summary>Short timeouts, because work that must wait longer is queued again.</summary>
    private static readonly GitHubTimeouts Timeouts = GitHubTimeouts.Default with
    {
        Attempt = TimeSpan.FromSeconds(15),
        RetryBudget = TimeSpan.FromSeconds(30)
    };

    /// <summary>
    /// Each folder registers its own services; the timer runs their jobs in this order, deliveries first.
    /// </summary>
    public static IServiceCollection AddApp(
        this IServiceCollection services, AppConfiguration configuration) => services
        .AddSingleton(configuration)
        .AddGitHub(configuration)
        .AddSingleton(_ => Open(configuration))
        .AddJobs()
        .AddHttp()
        .AddWebhooks(configuration.Webhooks, configuration.IsFunctions)
        .AddPulls(configuration.IsFunctions)
        .AddCommands(configuration.IsFunctions)
        .AddProposals()
        .AddEvidence()
        .AddGates(configuration.IsFunctions)
        .AddRecords()
        .AddDecisions()
        .AddOperator(configuration.EvidenceLifetime, configuration.IsFunctions)
        .AddSingleton<Readiness>();

    /// <summary>The configuration was validated, so this cannot fail; it opens no connection.</summary>
    public static Database Open(AppConfiguration configuration) =>
        Database.Open(configuration.Database).Match(database => database, _ => throw new UnreachableException());

    private static IServiceCollection AddGitHub(
        this IServiceCollection services, AppConfiguration configuration) => services
        .AddSingleton(configuration.Identity)
        .AddSingleton(configuration.Endpoints)
        .AddSingleton(configuration.Oidc)
        .AddSingleton(configuration.Trust)
        .AddSingleton(Timeouts)
        .AddSingleton(GitHubClient.CreateHttpClient())
        .AddSingleton<InstallationTokens>()
        .AddSingleton<OidcVerifier>();
}
