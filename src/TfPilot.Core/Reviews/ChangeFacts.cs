using TfPilot.Core.Basics;
using TfPilot.Core.Plans;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Reviews;

/// <summary>The risk factors by address.</summary>
internal sealed class ChangeFacts(Risk risk)
{
    /// <summary>Factors already shown elsewhere: as the reason for a replacement, and as the blast radius.</summary>
    private static readonly string[] ListedElsewhere = ["forced-replace", "blast"];

    private readonly ILookup<string?, RiskFactor> factors = risk.Factors.ToLookup(factor => factor.Address?.Text);
    private readonly ILookup<string, BlastRadius> blasts = risk.Blasts.ToLookup(blast => blast.Address.Text);

    /// <summary>Factors shown in the hazards section.</summary>
    private readonly HashSet<RiskFactor> hazards = [.. risk.Hazards.SelectMany(hazard => hazard.Factors)];

    public IEnumerable<RiskFactor> FactorsOf(ResourceAddress address) => factors[address.Text];

    public IEnumerable<RiskFactor> OfWholePlan => factors[null];

    public BlastRadius? BlastOf(ResourceAddress address) => blasts[address.Text].FirstOrDefault();

    /// <summary>A label with details, such as "12 dependants" and "2 of them stateful, up to 3 steps away".</summary>
    public IEnumerable<(string Label, string Text)> Of(ResourceAddress address)
    {
        foreach (var factor in FactorsOf(address)
            .Where(factor => !ListedElsewhere.Contains(factor.Id) && !hazards.Contains(factor)))
            yield return (factor.Id.Replace('-', ' '), factor.Evidence);
        if (BlastOf(address) is { } blast) yield return Reach(blast);
    }

    public static (string Label, string Text) Reach(BlastRadius blast)
    {
        if (blast.Dependants is not { } dependants)
            return ("dependants unknown", "this resource exists only in the state");
        var label = $"{(blast.AtLeast ? "at least " : "")}{Words.Count(dependants.Count, "dependant")}";
        var stateful = blast.Stateful > 0 ? $"{Words.Number(blast.Stateful)} of them stateful, " : "";
        return (label, $"{stateful}up to {Words.Count(blast.Depth, "step")} away");
    }
}
