namespace TfPilot.Core.Risks;

/// <summary>The cost exceeds a limit in the settings; evaluated in Costs.</summary>
internal static class CostGuard
{
    public const int Points = 5;

    public static readonly RiskFactorRule Rule = new(
        "cost",
        "A cost limit in the settings (increase, percentage or total) is exceeded.",
        "5 for each limit");
}
