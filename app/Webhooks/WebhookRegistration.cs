using TfPilot.App.Jobs;
using TfPilot.Storage;

namespace TfPilot.App.Webhooks;

/// <summary>Registers the webhook endpoint, the inbox worker and the redelivery scan.</summary>
internal static class WebhookRegistration
{
    /// <param name="timerOnly">Whether only a timer starts work that is not urgent.</param>
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
