namespace TfPilot.Core.Costs;

/// <summary>A sentence about cost; a quiet one means that the cost needs no attention.</summary>
public sealed record CostSentence(string Text, bool IsBelowThreshold);

/// <summary>The cost of a change in one sentence, as unescaped text.</summary>
public static class CostHeadline
{
    /// <param name="cost">The projects to summarize.</param>
    /// <param name="environment">The projects' environment; null leaves it out.</param>
    /// <param name="showFrom">A smaller monthly difference, in either direction, is quiet.</param>
    public static CostSentence Of(CostDifference cost, string? environment, decimal showFrom)
    {
        if (cost.Summary is not { } summary) return new(Unknown(cost), IsBelowThreshold: false);
        var delta = new Money(summary.MonthlyDelta, summary.Currency);
        var now = new Money(summary.MonthlyAfter, summary.Currency);
        var where = environment is null ? "" : $" in {environment}";
        var without = Without(summary.Without.Count);
        var usage = cost.Projects.Sum(project => project.Resources.Count(resource => resource.ChangesWithUsage));
        if (delta.Rounded == 0 && usage > 0)
        {
            var fixedPart = now.Rounded == 0 ? "" : $", without it {now}/month";
            return new($"Cost{where} depends on usage of {Resources(usage)}{fixedPart}{without}",
                IsBelowThreshold: false);
        }

        if (delta.Rounded == 0) return new($"Cost{where} stays {now}/month{without}", IsBelowThreshold: true);
        var more = usage == 0 ? "" : $"; more depends on usage of {Resources(usage)}";
        if (Math.Abs(delta.Rounded) < showFrom)
        {
            return new(
                $"Cost{where} changes by less than {new Money(showFrom, summary.Currency)}/month, " +
                    $"{now} after this change{more}{without}", IsBelowThreshold: usage == 0);
        }

        return new($"Cost: {delta.Signed}/month{where}, {now} after this change{more}{without}",
            IsBelowThreshold: false);
    }

    /// <summary>For a title, such as "+$212/month"; null when there is nothing to report.</summary>
    public static string? Short(CostSummary? cost, decimal showFrom)
    {
        if (cost is null) return null;
        var delta = new Money(cost.MonthlyDelta, cost.Currency);
        return delta.Rounded != 0 && Math.Abs(delta.Rounded) >= showFrom ? $"{delta.Short}/month" : null;
    }

    private static string Unknown(CostDifference cost) => cost.Projects switch
    {
        [] => "Cost: not estimated",
        [{ After: { } after } only] =>
            $"Cost: {new Money(after, cost.Currency)}/month after this change; the cost before it is unknown: " +
                only.Unknown,
        [var only] => $"Cost: not estimated: {only.Unknown}",
        { Count: var count } => $"Cost: {count} projects not estimated",
    };

    private static string Resources(int count) => $"{count} {(count == 1 ? "resource" : "resources")}";

    private static string Without(int projects) => projects switch
    {
        0 => "",
        1 => "; 1 project not estimated",
        _ => $"; {projects} projects not estimated",
    };
}
