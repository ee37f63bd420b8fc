namespace TfPilot.Core.Approvals;

/// <summary>
/// Which workflows may send evidence (the facts of a plan) that the App relies on. Without trusted workflows, no
/// evidence is trusted.
/// </summary>
public sealed record TrustSettings(IReadOnlyList<TrustedWorkflow> Workflows)
{
    /// <summary>Self-hosted runners may keep state from earlier jobs, so they are not trusted by default.</summary>
    public bool AllowSelfHosted { get; init; }
}
