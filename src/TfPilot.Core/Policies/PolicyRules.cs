using TfPilot.Core.Basics;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>
/// Evaluates every rule of the settings for every resource it applies to. Cost guardrails are evaluated in Costs.
/// </summary>
public static class PolicyRules
{
    /// <summary>All results other than passes, ordered by rule, then by address and attribute.</summary>
    public static IReadOnlyList<Finding> Evaluate(Plan plan, PolicyContext context)
    {
        if (context.Settings.Rules.Count == 0) return [];
        var facts = new PolicyInputs(plan, context);
        var found = new List<(int Rule, Finding Finding)>();
        var observed = new Observations(withPasses: false);
        foreach (var subject in facts.Subjects)
        {
            foreach (var rule in subject.TypeInfo.Rules)
            {
                WorkBudget.Spend();
                if (!rule.Covers(subject)) continue;
                ObjectChecks.Evaluate(rule, subject, facts, observed);
                if (observed.Count == 0) continue;
                foreach (var observation in observed.Seen) Add(rule, subject.Change.Address, observation);
                observed.Clear();
            }
        }

        foreach (var rule in facts.Rules)
        {
            foreach (var (address, observation) in PlanChecks.Of(rule.Kind, facts)) Add(rule, address, observation);
        }

        return
        [
            .. found.OrderBy(entry => entry.Rule)
                .ThenBy(entry => entry.Finding.Address?.Text, StringComparer.Ordinal)
                .ThenBy(entry => entry.Finding.Attribute, StringComparer.Ordinal)
                .Select(entry => entry.Finding),
        ];

        void Add(EffectiveRule rule, ResourceAddress? address, Observation observation)
        {
            if (Findings.Of(rule, address, observation, context) is { } finding) found.Add((rule.Order, finding));
        }
    }
}
