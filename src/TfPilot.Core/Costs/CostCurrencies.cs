using TfPilot.Core.Basics;

namespace TfPilot.Core.Costs;

internal static class CostCurrencies
{
    public static Problem Differ(IReadOnlyList<string> currencies) => new(
        "infracost",
        $"The estimates are in {string.Join(" and in ", currencies)}. Use one currency: set `INFRACOST_CURRENCY` " +
            "for every run.");
}
