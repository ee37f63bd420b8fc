namespace TfPilot.Core.Approvals;

/// <summary>
/// What overrides and policy approvals are bound to: an environment's trusted plan and its policy findings.
/// </summary>
/// <param name="Environment">Null for plans without environment.</param>
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
