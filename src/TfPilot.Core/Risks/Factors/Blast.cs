using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>Counts the unchanged resources that depend on changed ones.</summary>
internal static class Blast
{
    public static readonly RiskFactorRule Rule = new(
        "blast",
        "Other resources depend on an updated, replaced, deleted or forgotten resource.",
        "4·log2(1 + dependants) + 4 for each stateful one, at most 20; once per plan");

    /// <summary>
    /// A limit per plan: a chain of thousands of changed blocks has millions of dependents, and a reach is then a lower
    /// bound.
    /// </summary>
    private const int MaxSteps = 2_000_000;

    public static IReadOnlyList<BlastRadius> Radii(RiskFacts facts)
    {
        var reaches = new Dictionary<string, (IReadOnlyList<string>? Dependants, int Stateful, int Depth, bool IsCut)>(
            StringComparer.Ordinal);
        var (radii, steps) = (new List<BlastRadius>(), MaxSteps);
        foreach (var change in facts.ExistingResources)
        {
            var block = change.Address.Block;
            if (!reaches.TryGetValue(block, out var reach)) reaches[block] = reach = ReachOf(block, facts, ref steps);
            if (reach.Dependants is { Count: 0 }) continue;
            radii.Add(new(change.Address, reach.Dependants, reach.Stateful, reach.Depth,
                facts.Plan.Graph.HasHiddenEdges || reach.IsCut));
        }

        return radii;
    }

    public static IEnumerable<RiskFactor> In(RiskFacts facts)
    {
        var radii = facts.Blasts.Where(radius => radius.Dependants is not null).ToList();
        if (radii.Count == 0) return [];
        var reached = radii.Select(radius => radius.Dependants!).Distinct().SelectMany(blocks => blocks)
            .Except(facts.ExistingResources.Select(change => change.Address.Block))
            .ToList();
        if (reached.Count == 0) return [];
        var stateful = reached.Count(block => IsStateful(block, facts));
        var widest = radii.OrderByDescending(radius => radius.Dependants!.Count)
            .ThenBy(radius => radius.Address.Text, StringComparer.Ordinal).First();
        return [new(
            Rule.Id, Points(reached.Count, stateful), widest.Address, Evidence(radii, reached.Count, stateful))];
    }

    private static int Points(int reached, int stateful) =>
        (int)Math.Min(20, Math.Round((4 * Math.Log2(1 + reached)) + (4 * stateful), MidpointRounding.AwayFromZero));

    private static (IReadOnlyList<string>?, int, int, bool) ReachOf(string block, RiskFacts facts, ref int steps)
    {
        if (facts.Plan.Graph.ReachOf(block, ref steps) is not { } reach) return (null, 0, 0, false);
        var managed = reach.Blocks.Where(dependant => TypeOf(dependant) is not null).ToList();
        return (managed, managed.Count(dependant => IsStateful(dependant, facts)), reach.Depth, reach.IsTruncated);
    }

    private static string Evidence(List<BlastRadius> radii, int reached, int stateful)
    {
        var depth = radii.Max(radius => radius.Depth);
        var subject = radii.Count == 1 ? "1 changed resource reaches" : $"{radii.Count} changed resources reach";
        var sentence =
            $"{subject} {(radii.Exists(radius => radius.AtLeast) ? "at least " : "")}{reached} " +
            $"{(reached == 1 ? "dependant" : "dependants")}"
            + $", up to {depth} {(depth == 1 ? "step" : "steps")} away";
        return stateful == 0 ? sentence : $"{sentence}, {stateful} of them stateful";
    }

    private static bool IsStateful(string block, RiskFacts facts) =>
        TypeOf(block) is { } type && facts.Settings.Stateful.Contains(type);

    /// <summary>The resource type of a block; null for data sources.</summary>
    private static string? TypeOf(string block)
    {
        var steps = block.Split('.');
        var at = 0;
        while (at + 2 < steps.Length && steps[at] == "module") at += 2;
        return steps[at] == "data" ? null : steps[at];
    }
}
