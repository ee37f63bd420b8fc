using TfPilot.App.Jobs;
using TfPilot.Storage;

namespace TfPilot.App.Webhooks;

/// <summary>What takes deliveries, and finds those that were lost.</summary>
internal static class WebhookRegistration
{
    /// <param name="timerOnly">Whether a timer alone starts what is not urgent.</param>
    public static IServiceCollection AddWebhooks(
        this IServiceCollection services, WebhookSecrets secrets, bool timerOnly) => services
        .AddSingleton(secrets)
        .AddSingleton<Inbox>()
        .AddSingleton<RedeliveryStore>()
        .AddSingleton<InstallationStore>()
        .AddSingleton<DeliveryRouter>()
        .AddSingleton<WebhookEndpoint>()
        .AddQueueWorker<InboxWorker>()
        .AddPeriodicJob<RedeliverySweep>(timerOnly);
}
