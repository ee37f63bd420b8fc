using TfPilot.App.Jobs;
using TfPilot.Storage;

namespace TfPilot.App.Commands;

/// <summary>Registers the command handlers.</summary>
internal static class CommandRegistration
{
    /// <param name="timerOnly">Whether only a timer starts work that is not urgent.</param>
    public static IServiceCollection AddCommands(this IServiceCollection services, bool timerOnly) => services
        .AddSingleton<CommandStore>()
        .AddSingleton<QuestionAnswers>()
        .AddSingleton<RunRequestStore>()
        .AddSingleton<ApplyLockStore>()
        .AddSingleton<CommandHandler>()
        .AddSingleton<CheckActionHandler>()
        .AddQueueWorker<RunRequestWorker>()
        .AddPeriodicJob<MissedCommentScan>(timerOnly);
}
