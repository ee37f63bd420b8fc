using TfPilot.App.Jobs;
using TfPilot.Storage;

namespace TfPilot.App.Commands;

/// <summary>What answers people.</summary>
internal static class CommandRegistration
{
    /// <param name="timerOnly">Whether a timer alone starts what is not urgent.</param>
    public static IServiceCollection AddCommands(this IServiceCollection services, bool timerOnly) => services
        .AddSingleton<CommandStore>()
        .AddSingleton<CommandHandler>()
        .AddSingleton<CheckActionHandler>()
        .AddPeriodicJob<MissedCommentScan>(timerOnly);
}
