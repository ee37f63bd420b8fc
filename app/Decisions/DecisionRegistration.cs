namespace TfPilot.App.Decisions;

/// <summary>Registers what the endpoints about pull requests need.</summary>
internal static class DecisionRegistration
{
    public static IServiceCollection AddDecisions(this IServiceCollection services) =>
        services.AddSingleton<PullAccess>().AddSingleton<DecisionReader>();
}
