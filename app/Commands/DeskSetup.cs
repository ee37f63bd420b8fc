using TfPilot.App.Pulls;
using TfPilot.Storage;

namespace TfPilot.App.Commands;

/// <summary>What the host needs to know to answer people.</summary>
internal static class DeskSetup
{
    public static IServiceCollection AddDesk(this IServiceCollection services) => services
        .AddSingleton<AuditStore>()
        .AddSingleton<LockStore>()
        .AddSingleton<DeskStore>()
        .AddSingleton<ConsentStore>()
        .AddSingleton<DeskFacts>()
        .AddSingleton<ConcernedPulls>()
        .AddSingleton<LockReturn>()
        .AddSingleton<CommentDesk>()
        .AddSingleton<ButtonDesk>();
}
