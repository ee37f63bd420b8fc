using TfPilot.Core.Basics;

namespace TfPilot.Core.Costs;

/// <summary>The cost of every project before and after the change, by label.</summary>
public sealed record CostDifference(string Currency, IReadOnlyList<ProjectCost> Projects)
{
    private const string NoBaseline =
        "the estimate has no cost before the change; provide the estimate of the base branch too";

    public CostCounts Counts => Projects.Aggregate(CostCounts.None, (sum, project) => sum + project.Counts);

    /// <summary>Null when no project was estimated on both sides.</summary>
    public CostSummary? Summary =>
        CostSummary.Sum(Projects.Select(project => project.Summary)) is { } sum ? sum with { Without = Without } : null;

    private IReadOnlyList<NotEstimated> Without =>
        [.. Projects.Where(project => project.Unknown is not null)
            .Select(project => new NotEstimated(project.Label, project.Unknown!))];

    /// <summary>
    /// Compares the projects with those of <paramref name="baseline"/>, ignoring the earlier cost in the head's
    /// document. Without a baseline that earlier cost is used.
    /// </summary>
    public static Validated<CostDifference> Of(CostEstimate head, CostEstimate? baseline = null)
    {
        if (baseline is not null && baseline.Currency != head.Currency)
            return CostCurrencies.Differ([head.Currency, baseline.Currency]);

        return ProjectPairs.Of(head, baseline).Then<CostDifference>(pairs =>
            new CostDifference(head.Currency, InOrder(pairs.Select(pair => Compare(pair, head.Currency)))));
    }

    private static IReadOnlyList<ProjectCost> InOrder(IEnumerable<ProjectCost> projects) =>
        [.. projects.OrderBy(project => project.Label, StringComparer.Ordinal)
            .ThenBy(project => project.Path, StringComparer.Ordinal)];

    private static ProjectCost Compare(ProjectPair pair, string currency)
    {
        var project = pair.Head ?? pair.Base!;
        var cost = new ProjectCost
        {
            Label = project.Label, Name = project.Name, Path = project.Path,
            ModulePath = project.ModulePath, Currency = currency
        };
        if (ReasonUnavailable(pair) is { } why) return cost with { Unknown = why };
        cost = cost with { Counts = pair.Head?.Counts ?? CostCounts.None };
        var after = pair.Head?.After ?? CostBreakdown.Nothing;
        if (Baseline(pair) is not { } before)
            return cost with { Unknown = NoBaseline, After = after.Monthly, UsageAfter = after.MonthlyUsage };
        return cost with
        {
            Before = before.Monthly,
            After = after.Monthly,
            UsageBefore = before.MonthlyUsage,
            UsageAfter = after.MonthlyUsage,
            Resources = ResourceCost.Pair(before, after),
        };
    }

    private static CostBreakdown? Baseline(ProjectPair pair) => pair switch
    {
        { Alone: true } => pair.Head!.Before,
        { Base: { } project } => project.After,
        _ => CostBreakdown.Nothing,
    };

    private static string? ReasonUnavailable(ProjectPair pair) => pair switch
    {
        { Head.Errors: [var error, ..] } => FirstLine(error),
        { Base: { IsMissing: false, Errors: [var error, ..] } } =>
            $"the base branch could not be estimated: {FirstLine(error)}",
        { Under: { } parent } => $"{parent} could not be estimated",
        _ => null,
    };

    private static string FirstLine(string error) =>
        TextColumns.Truncate(VisibleText.Of(error.Trim().Split('\n')[0].Trim()), 200);
}
