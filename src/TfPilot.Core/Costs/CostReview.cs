using TfPilot.Core.Plans;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Costs;

/// <summary>
/// The cost of a resource and what the plan does to it. <paramref name="Change"/> is null when the plan does not
/// contain the resource; its price may still change. <paramref name="Factors"/> are the risk factors at its address.
/// </summary>
public sealed record CostLine(ResourceCost Cost, ResourceChange? Change, IReadOnlyList<RiskFactor> Factors)
{
    public bool IsFromReplace => Change?.Action.IsReplace() == true;

    /// <summary>The address as written in the plan.</summary>
    public string Address => Change?.Address.Text ?? Cost.Address;
}

/// <summary>
/// One project's cost combined with its plan: the largest difference first, then unknown ones, then unchanged ones.
/// </summary>
public sealed record CostReview(ProjectCost Project, IReadOnlyList<CostLine> Lines)
{
    public static CostReview Of(ProjectCost project, IReadOnlyList<ResourceChange> changes, Risk risk)
    {
        var plan = new PlanIndex(changes);
        var factors = risk.Factors.Where(factor => factor.Address is not null)
            .ToLookup(factor => factor.Address!.Value);
        var lines = Moved(project.Resources, plan)
            .Select(cost => (Cost: cost, Change: plan.Find(cost, project.Resources)))
            .Select(found => new CostLine(
                found.Cost, found.Change, found.Change is null ? [] : [.. factors[found.Change.Address]]));
        return new(project, InOrder(lines));
    }

    private static IReadOnlyList<CostLine> InOrder(IEnumerable<CostLine> lines) =>
    [
        .. lines.OrderByDescending(line => Math.Abs(line.Cost.Delta ?? 0))
            .ThenByDescending(line => line.Cost.Delta is null)
            .ThenBy(line => line.Address, StringComparer.Ordinal),
    ];

    /// <summary>
    /// A moved resource has its old address before and its new address after; this treats it as one resource.
    /// </summary>
    private static IEnumerable<ResourceCost> Moved(IReadOnlyList<ResourceCost> costs, PlanIndex plan)
    {
        var byAddress = costs.ToDictionary(cost => cost.Address);
        var joined = new Dictionary<string, ResourceCost>();
        foreach (var (from, to) in plan.Moves)
        {
            if (byAddress.GetValueOrDefault(from) is { After: null } old
                && byAddress.GetValueOrDefault(to) is { Before: null } now)
            {
                joined[to] = now with { Before = old.Before };
                byAddress.Remove(from);
            }
        }

        return byAddress.Values.Select(cost => joined.GetValueOrDefault(cost.Address, cost));
    }
}

/// <summary>
/// Finds the change of a resource by address, or by block when each side has only one instance of it.
/// </summary>
internal sealed class PlanIndex
{
    private readonly Dictionary<string, ResourceChange> byAddress;
    private readonly ILookup<string, ResourceChange> byBlock;

    public PlanIndex(IReadOnlyList<ResourceChange> changes)
    {
        var live = changes.Where(change => change.Deposed is null).ToList();
        byAddress = live.DistinctBy(change => change.Address.Text).ToDictionary(change => change.Address.Text);
        byBlock = live.ToLookup(change => change.Address.Block);
        Moves = [.. live.Where(change => change.IsMove)
            .Select(change => (change.PreviousAddress!.Value.Text, change.Address.Text))];
    }

    public IReadOnlyList<(string From, string To)> Moves { get; }

    public ResourceChange? Find(ResourceCost cost, IReadOnlyList<ResourceCost> all)
    {
        if (byAddress.GetValueOrDefault(cost.Address) is { } exact) return exact;
        var block = new ResourceAddress(cost.Address).Block;
        // Infracost omits instance keys that it could not evaluate.
        var isAlone = cost.Address == block
            && all.Count(other => new ResourceAddress(other.Address).Block == block) == 1;
        return isAlone && byBlock[block].Take(2).ToList() is [var only] ? only : null;
    }
}
