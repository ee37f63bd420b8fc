namespace TfPilot.Core.Environments;

/// <summary>
/// Which runs may apply: a run of one of these workflow files of the same repository, at the environment's branch, and
/// started by one of these events.
/// </summary>
/// <param name="Workflows">Paths from the repository root, such as <c>.github/workflows/apply.yml</c>.</param>
/// <param name="Events">Names of GitHub events.</param>
public sealed record ApplySettings(IReadOnlyList<string> Workflows, IReadOnlyList<string> Events)
{
    /// <summary>The workflow that <c>tfpilot init --app</c> writes.</summary>
    public const string DefaultWorkflow = ".github/workflows/tfpilot-apply.yml";

    /// <summary>
    /// Whether a job without the App may apply although no ruleset of its branch requires reviews, because classic
    /// branch protection requires them; a job cannot read that protection.
    /// </summary>
    public bool TrustsBranchProtection { get; init; }

    public static readonly ApplySettings Default = new([DefaultWorkflow], ["push", "workflow_dispatch"]);

    /// <summary>
    /// OpenPGP public keys in ASCII armor, whose owners can decrypt a state that the backend did not accept.
    /// </summary>
    public IReadOnlyList<string> StateRecipients { get; init; } = [];

    /// <summary>The hosts that probes after an apply may request.</summary>
    public ProbeHosts ProbeHosts { get; init; } = ProbeHosts.None;
}
