using System.Globalization;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Costs;

/// <summary>
/// Applies cost limits to a project. An amount equal to the limit is allowed. Amounts are compared as displayed
/// (rounded), so that the verdict matches the message. Limits without a currency use that of the estimate.
/// </summary>
public static class Guardrails
{
    /// <summary>One result per configured limit, in settings order.</summary>
    public static IReadOnlyList<GuardrailResult> Check(RuleKind.Cost limits, ProjectCost project) =>
    [
        .. Limits.Select(limit => (limit, Value: limit.Of(limits)))
            .Where(set => set.Value is not null)
            .Select(set => Judge(set.limit, set.Value!.Value, limits.Currency, project)),
    ];

    private static readonly Limit[] Limits =
    [
        new("max_increase", limits => limits.MaxIncrease,
            Want: (limit, currency) => $"at most {Signed(limit, currency)} per month", JudgeIncrease),
        new("max_percent", limits => limits.MaxPercent, Want: (limit, _) => $"at most +{Percent(limit)}", JudgePercent),
        new("max_total", limits => limits.MaxTotal,
            Want: (limit, currency) => $"at most {new Money(limit, currency)} per month", JudgeTotal),
    ];

    private static GuardrailResult Judge(Limit limit, decimal value, string? limitCurrency, ProjectCost project)
    {
        var want = limit.Want(value, limitCurrency ?? project.Currency);
        if (limitCurrency is not null && limitCurrency != project.Currency)
        {
            return new(limit.Key, GuardrailVerdict.Unknown,
                $"the estimate is in {project.Currency}, the limit in {limitCurrency}", want);
        }

        if ((project.Before, project.After) is not ({ } before, { } after))
        {
            return new(limit.Key, GuardrailVerdict.Unknown, $"not estimated: {project.Unknown}", want);
        }

        var change = new Change(
            new(before, project.Currency), new(after, project.Currency), new(after - before, project.Currency));
        var (crossed, got) = limit.Judge(value, change);
        return new(limit.Key, crossed ? GuardrailVerdict.Crossed : GuardrailVerdict.Pass, got, want);
    }

    private static (bool Crossed, string Got) JudgeIncrease(decimal limit, Change change) =>
        (change.Delta.Rounded > limit, $"{change.Delta.Signed} per month");

    /// <summary>A new project has no percentage increase; max_increase and max_total cover it.</summary>
    private static (bool Crossed, string Got) JudgePercent(decimal limit, Change change)
    {
        if (change.Before.Rounded == 0)
            return (false, $"{change.Delta.Signed} per month from zero, so there is no percentage");
        var percent = Math.Round(change.Delta.Rounded / change.Before.Rounded * 100, 1, MidpointRounding.AwayFromZero);
        return (percent > limit, $"{(percent > 0 ? "+" : "")}{Percent(percent)} ({change.Before} → {change.After})");
    }

    /// <summary>
    /// A project already above the limit violates it again with every increase, so that one approval does not cover
    /// later increases.
    /// </summary>
    private static (bool Crossed, string Got) JudgeTotal(decimal limit, Change change) =>
        (change.Delta.Rounded > 0 && change.After.Rounded > limit, $"{change.After} per month after {change.Before}");

    private static string Signed(decimal amount, string currency) => new Money(amount, currency).Signed;

    private static string Percent(decimal percent) => $"{percent.ToString("0.#", CultureInfo.InvariantCulture)}%";

    private sealed record Change(Money Before, Money After, Money Delta);

    private sealed record Limit(
        string Key, Func<RuleKind.Cost, decimal?> Of, Func<decimal, string, string> Want,
        Func<decimal, Change, (bool Crossed, string Got)> Judge);
}
