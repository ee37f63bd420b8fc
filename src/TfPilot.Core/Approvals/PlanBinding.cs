namespace TfPilot.Core.Approvals;

/// <summary>What an override and an approval of policy have to name: an environment's plan, trusted as a whole, and what its rules found.</summary>
/// <param name="Environment">Null is what belongs to none.</param>
public sealed record PlanBinding(string? Environment, string Fingerprint, IReadOnlyList<FindingSet> Findings)
{
    /// <summary>In the order of the environments; one whose plan is missing or not trusted is left out.</summary>
    public static IReadOnlyList<PlanBinding> Of(PullFacts facts)
    {
        var pull = new PullCase(facts);
        return
        [
            .. from environment in pull.Governed
               let fingerprint = EnvironmentPlan.FingerprintOf(pull, environment)
               where fingerprint is not null
               select new PlanBinding(environment, fingerprint, FindingSet.Of(pull.In(environment).Select(project => project.Review))),
        ];
    }
}
