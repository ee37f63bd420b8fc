namespace TfPilot.App.Decisions;

/// <summary>What explains decisions.</summary>
internal static class DecisionRegistration
{
    public static IServiceCollection AddDecisions(this IServiceCollection services) =>
        services.AddSingleton<DecisionReader>();
}
