using TfPilot.Core.Costs;

namespace TfPilot.Core.Reviews;

/// <summary>The cost of the projects with the same currency: a summary sentence and the resources.</summary>
internal sealed record CostBlock(IReadOnlyList<ProjectReview> Projects, CostDifference Cost)
{
    private static readonly CostSentence Nothing = new("", IsBelowThreshold: true);

    public static IReadOnlyList<CostBlock> Of(IEnumerable<ProjectReview> projects) =>
    [
        .. projects.Where(project => project.CostDetails is not null)
            .GroupBy(project => project.CostDetails!.Project.Currency)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new CostBlock([.. group],
                new CostDifference(group.Key, [.. group.Select(project => project.CostDetails!.Project)]))),
    ];

    public CostSentence Sentence => CostHeadline.Of(Cost, Environment, ShowFrom(Projects));

    public IReadOnlyList<(ProjectReview Project, CostRow Row)> Rows =>
        [.. Projects.SelectMany(project => CostTable.Rows(project.CostDetails!).Select(row => (project, row)))];

    /// <summary>A project's cost in brief; null when it has no estimate.</summary>
    public static string? Summary(ProjectReview project) => project switch
    {
        { Cost: { } cost } when new Money(cost.MonthlyDelta, cost.Currency) is var delta =>
            delta.Rounded == 0 && ChangesWithUsage(project) ? CostTable.DependsOnUsage : delta.Signed,
        { CostDetails: not null } => "not estimated",
        _ => null,
    };

    private static bool ChangesWithUsage(ProjectReview project) =>
        project.CostDetails?.Project.Resources.Any(resource => resource.ChangesWithUsage) == true;

    /// <summary>The summary of one project; quiet when it has no estimate.</summary>
    public static CostSentence SentenceOf(ProjectReview project) =>
        Of([project]) is [var block] ? block.Sentence : Nothing;

    /// <summary>The cost difference per changed resource, where it is worth showing.</summary>
    public static Dictionary<string, string> ByAddress(ProjectReview project)
    {
        if (project.CostDetails is not { } details || SentenceOf(project).IsBelowThreshold) return [];
        var rows = CostTable.Rows(details).ToDictionary(row => row.Resource);
        return details.Lines
            .Where(line => line.Change is not null && Math.Abs(line.Cost.Delta ?? 0) >= project.ShowCostFrom
                && line.Cost.Delta != 0)
            .ToDictionary(line => line.Address, line =>
            {
                var delta = new Money(line.Cost.Delta ?? 0, details.Project.Currency);
                return $"{delta.Signed}/month{Explain(rows[line.Address], line.Cost)}";
            });
    }

    private static string Explain(CostRow row, ResourceCost cost) =>
        string.Concat(cost is { Before: not null, After: not null } ? $": {row.Before} → {row.After}" : "",
            row.Cause.Length > 0 ? $" ({row.Cause})" : "");

    public static decimal ShowFrom(IReadOnlyList<ProjectReview> projects) =>
        projects.Select(project => project.ShowCostFrom).DefaultIfEmpty(0).Min();

    private string? Environment =>
        Projects.Select(project => project.Environment).Distinct().ToList() is [var only] ? only : null;
}
