namespace TfPilot.Core.Risks;

/// <summary>The change costs more than the settings allow; the chapter of costs finds it.</summary>
internal static class CostGuard
{
    public const int Points = 5;

    public static readonly RiskFactorRule Rule = new(
        "cost",
        "A limit of the settings on increase, percentage or total is crossed.",
        "5 for each limit");
}
