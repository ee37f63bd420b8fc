using System.Diagnostics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>The rule kinds that evaluate the configuration as a whole, regardless of changes.</summary>
internal static class PlanChecks
{
    public static IEnumerable<(ResourceAddress? Address, Observation Seen)> Of(RuleKind kind, PolicyInputs facts) =>
        kind switch
        {
            RuleKind.Modules modules => ModulesCheck.Of(modules, facts),
            RuleKind.Providers providers => ProvidersCheck.Of(providers, facts),
            RuleKind.Naming or RuleKind.Tags or RuleKind.Regions or RuleKind.Sizes or RuleKind.Deny or RuleKind.Protect
                or RuleKind.Attributes => [],
            RuleKind.Cost => [], // Evaluated by Costs, because a plan has no prices.
            _ => throw new UnreachableException(),
        };
}
