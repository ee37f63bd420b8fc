using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>Something is open after the change that was not open before.</summary>
internal static class Exposure
{
    private const int MaxListed = 5;

    public static readonly RiskFactorRule Rule = new(
        "exposure",
        "Something becomes reachable by anyone, or loses its encryption or its protection against becoming public.",
        "20 for each object; 10 when only encryption is off, or a new Azure endpoint other than a database has a " +
            "public IP address");

    public static IEnumerable<RiskFactor> In(RiskFacts facts) =>
        OfObjects(facts).Concat(DeferredPolicies.Exposures(facts));

    private static IEnumerable<RiskFactor> OfObjects(RiskFacts facts)
    {
        foreach (var change in facts.Changes)
        {
            var rules = facts.OpeningsOf(change.Type);
            if (rules.Count > 0 && Of(change, rules) is { } factor) yield return factor;
        }
    }

    private static RiskFactor? Of(ResourceChange change, IReadOnlyList<ExposureRule> rules)
    {
        var opened = new OpenedChange(change);
        var points = 0;
        List<string>? exposures = null;
        foreach (var rule in rules)
        {
            foreach (var words in Describe(rule, opened))
            {
                (exposures ??= []).Add(words);
                points = Math.Max(points, rule.Points);
            }
        }

        return exposures is null ? null
            : new RiskFactor(Rule.Id, points, change.Address, Evidence(exposures.Distinct().ToList()));
    }

    private static IEnumerable<string> Describe(ExposureRule rule, OpenedChange opened) => opened.Change switch
    {
        {
            Action: PlanAction.Delete, Deposed: null,
            Type: "aws_s3_bucket_public_access_block" or "aws_s3_account_public_access_block"
        } =>
            rule is ValueExposureRule { OnlyWeakens: true } ? ["the public access block is deleted"] : [],
        _ when opened.NewlyMasked.Count == 0 => rule.NewIn(opened),
        _ => rule.NewIn(opened).Concat(rule.MaskedIn(opened)),
    };

    private static string Evidence(List<string> exposures) => exposures.Count <= MaxListed
        ? string.Join(", ", exposures)
        : $"{string.Join(", ", exposures.Take(MaxListed))} and {exposures.Count - MaxListed} more";
}
