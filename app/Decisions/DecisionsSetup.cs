namespace TfPilot.App.Decisions;

/// <summary>What explains decisions.</summary>
internal static class DecisionsSetup
{
    public static IServiceCollection AddDecisions(this IServiceCollection services) => services.AddSingleton<DecisionReader>();
}
