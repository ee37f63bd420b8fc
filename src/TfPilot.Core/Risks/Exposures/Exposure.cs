using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>Something is open after the change that was not open before.</summary>
internal static class Exposure
{
    public const int OpenPoints = 20;
    private const int Shown = 5;

    public static readonly RiskFactorRule Rule = new(
        "exposure",
        "Something becomes reachable by anybody, or loses its encryption or its protection against becoming public.",
        "20 for each object; 10 when only encryption is off, or an endpoint of Azure that is no database is created with a public address");

    public static IEnumerable<RiskFactor> In(RiskFacts facts) => OfObjects(facts).Concat(DeferredPolicies.Exposures(facts));

    private static IEnumerable<RiskFactor> OfObjects(RiskFacts facts) =>
        from change in facts.Changes
        let openings = facts.OpeningsOf(change.Type)
        where openings.Count > 0
        let opened = new OpenedChange(change)
        let seen = openings.SelectMany(opening => Seen(opening, opened).Select(words => (words, opening.Points))).ToList()
        where seen.Count > 0
        select new RiskFactor(Rule.Id, seen.Max(one => one.Points), change.Address, Evidence(seen.Select(one => one.words).Distinct().ToList()));

    private static IEnumerable<string> Seen(Opening opening, OpenedChange opened) => opened.Change switch
    {
        { Action: PlanAction.Delete, Deposed: null, Type: "aws_s3_bucket_public_access_block" or "aws_s3_account_public_access_block" } =>
            opening is ValueOpening { OnlyWeakens: true } ? ["the public access block is deleted"] : [],
        _ => opening.NewIn(opened).Concat(opening.MaskedIn(opened)),
    };

    private static string Evidence(List<string> seen) => seen.Count <= Shown
        ? string.Join(", ", seen)
        : $"{string.Join(", ", seen.Take(Shown))} and {seen.Count - Shown} more";
}
