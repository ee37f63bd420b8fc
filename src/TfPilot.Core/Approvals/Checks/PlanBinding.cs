namespace TfPilot.Core.Approvals;

/// <summary>What an override and an approval of policy have to name: an environment's plan, trusted as a whole, and what its rules found.</summary>
/// <param name="Environment">Null is what belongs to none.</param>
public sealed record PlanBinding(string? Environment, string Fingerprint, IReadOnlyList<FindingSet> Findings)
{
    internal static IReadOnlyList<PlanBinding> Of(PullEvaluation pull) =>
    [
        .. from environment in pull.ApprovalScopes
           let fingerprint = pull.FingerprintOf(environment)
           where fingerprint is not null
           select new PlanBinding(environment, fingerprint, FindingSet.Of(pull, environment)),
    ];
}
