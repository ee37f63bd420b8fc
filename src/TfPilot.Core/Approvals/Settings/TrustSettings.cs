namespace TfPilot.Core.Approvals;

/// <summary>Whose evidence counts. Without workflows nobody's does.</summary>
public sealed record TrustSettings(IReadOnlyList<TrustedWorkflow> Workflows)
{
    /// <summary>Runners of one's own keep what earlier jobs left on them.</summary>
    public bool AllowSelfHosted { get; init; }
}
