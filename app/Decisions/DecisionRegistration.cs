namespace TfPilot.App.Decisions;

/// <summary>Registers the decision endpoint.</summary>
internal static class DecisionRegistration
{
    public static IServiceCollection AddDecisions(this IServiceCollection services) =>
        services.AddSingleton<DecisionReader>();
}
