using System.Globalization;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Costs;

/// <summary>
/// Holds cost limits against a project. The limit itself is allowed, and amounts are judged as they are shown, so that verdict and sentence agree.
/// Limits without a currency are in that of the estimate.
/// </summary>
public static class Guardrails
{
    /// <summary>One result for each limit that is set, in the order of the settings.</summary>
    public static IReadOnlyList<GuardrailResult> Check(RuleKind.Cost limits, ProjectCost project) =>
    [
        .. Limits.Select(limit => (limit, Value: limit.Of(limits)))
            .Where(set => set.Value is not null)
            .Select(set => Judge(set.limit, set.Value!.Value, limits.Currency, project)),
    ];

    private static readonly Limit[] Limits =
    [
        new("max_increase", limits => limits.MaxIncrease, Want: (limit, currency) => $"at most {Signed(limit, currency)} per month", JudgeIncrease),
        new("max_percent", limits => limits.MaxPercent, Want: (limit, _) => $"at most +{Percent(limit)}", JudgePercent),
        new("max_total", limits => limits.MaxTotal, Want: (limit, currency) => $"at most {new Money(limit, currency)} per month", JudgeTotal),
    ];

    private static GuardrailResult Judge(Limit limit, decimal value, string? limitCurrency, ProjectCost project)
    {
        var want = limit.Want(value, limitCurrency ?? project.Currency);
        if (limitCurrency is not null && limitCurrency != project.Currency)
        {
            return new(limit.Key, GuardrailVerdict.Unknown, $"the estimate is in {project.Currency}, the limit in {limitCurrency}", want);
        }

        if ((project.Before, project.After) is not ({ } before, { } after))
        {
            return new(limit.Key, GuardrailVerdict.Unknown, $"not estimated: {project.Unknown}", want);
        }

        var change = new Change(new(before, project.Currency), new(after, project.Currency), new(after - before, project.Currency));
        var (crossed, got) = limit.Judge(value, change);
        return new(limit.Key, crossed ? GuardrailVerdict.Crossed : GuardrailVerdict.Pass, got, want);
    }

    private static (bool Crossed, string Got) JudgeIncrease(decimal limit, Change change) =>
        (change.Delta.Rounded > limit, $"{change.Delta.Signed} per month");

    /// <summary>Of nothing there is no percentage: what is new is for max_increase and max_total to judge.</summary>
    private static (bool Crossed, string Got) JudgePercent(decimal limit, Change change)
    {
        if (change.Before.Rounded == 0) return (false, $"{change.Delta.Signed} per month where nothing was paid before, which is no percentage");
        var percent = Math.Round(change.Delta.Rounded / change.Before.Rounded * 100, 1, MidpointRounding.AwayFromZero);
        return (percent > limit, $"{(percent > 0 ? "+" : "")}{Percent(percent)} ({change.Before} → {change.After})");
    }

    /// <summary>A project that was above already crosses again whenever it becomes dearer: one approval is not one for all later increases.</summary>
    private static (bool Crossed, string Got) JudgeTotal(decimal limit, Change change) =>
        (change.Delta.Rounded > 0 && change.After.Rounded > limit, $"{change.After} per month after {change.Before}");

    private static string Signed(decimal amount, string currency) => new Money(amount, currency).Signed;

    private static string Percent(decimal percent) => $"{percent.ToString("0.#", CultureInfo.InvariantCulture)}%";

    private sealed record Change(Money Before, Money After, Money Delta);

    private sealed record Limit(
        string Key, Func<RuleKind.Cost, decimal?> Of, Func<decimal, string, string> Want, Func<decimal, Change, (bool Crossed, string Got)> Judge);
}
