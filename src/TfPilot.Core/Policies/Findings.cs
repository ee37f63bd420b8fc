using TfPilot.Core.Plans;

namespace TfPilot.Core.Policies;

/// <summary>Turns rule results into findings.</summary>
internal static class Findings
{
    private const int Columns = 120;

    /// <summary>Null for a pass, and for an unknown value that the rule allows.</summary>
    public static Finding? Of(EffectiveRule rule, ResourceAddress? address, Observation seen, PolicyContext context)
    {
        if (seen.Verdict == FindingVerdict.Pass
            || (seen.Verdict == FindingVerdict.Unknown && rule.Unknown == UnknownHandling.Pass)) return null;
        var found = Exemptions.Apply(rule.Rule.InlineIgnore, context,
            new(rule.Rule.Id, rule.Kind.Word, rule.Level, seen.Verdict, address, seen.Attribute)
            {
                Actual = GotOf(seen),
                Expected = seen.Expected(),
                Why = rule.Rule.Why,
                Docs = rule.Rule.Docs,
                Fix = seen.Fix?.Invoke() ?? rule.Rule.Hint,
                Source = address is { } at ? context.Sources.LocationOf(at.Block, seen.Attribute) : null,
                Counts = seen.Verdict == FindingVerdict.Fail || rule.Unknown == UnknownHandling.Fail,
            });
        return rule.Level == PolicyLevel.Approve || found.IsIgnoreProposed ? found with { Approvers = rule.Approvers }
            : found;
    }

    public static string GotOf(Observation seen) =>
        seen.GotWords ?? (seen.Actual is null or PlanValue.Null ? "not set" : ValueText.Of(seen.Actual, Columns));
}
