namespace TfPilot.Core.Approvals;

/// <summary>Whose evidence counts. Without trusted workflows, none does.</summary>
public sealed record TrustSettings(IReadOnlyList<TrustedWorkflow> Workflows)
{
    /// <summary>Self-hosted runners may keep state from earlier jobs, so they are not trusted by default.</summary>
    public bool AllowSelfHosted { get; init; }
}
