using TfPilot.App.Jobs;
using TfPilot.Storage;

namespace TfPilot.App.Operator;

/// <summary>Registers the retention job.</summary>
internal static class OperatorRegistration
{
    /// <param name="timerOnly">Whether only a timer starts it.</param>
    public static IServiceCollection AddOperator(
        this IServiceCollection services, TimeSpan evidenceLifetime, bool timerOnly) => services
        .AddSingleton(
            known => new Retention(known.GetRequiredService<Database>()) { EvidenceLifetime = evidenceLifetime })
        .AddPeriodicJob<RetentionJob>(timerOnly);
}
