using TfPilot.App.Jobs;
using TfPilot.Storage;

namespace TfPilot.App.Operator;

/// <summary>What forgets what is no longer needed.</summary>
internal static class OperatorRegistration
{
    /// <param name="timerOnly">Whether a timer alone starts it.</param>
    public static IServiceCollection AddOperator(
        this IServiceCollection services, TimeSpan evidenceLifetime, bool timerOnly) => services
        .AddSingleton(
            known => new Retention(known.GetRequiredService<Database>()) { EvidenceLifetime = evidenceLifetime })
        .AddPeriodicJob<RetentionJob>(timerOnly);
}
