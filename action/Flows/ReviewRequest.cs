using TfPilot.Action.Outputs;
using TfPilot.Core.Plans;

namespace TfPilot.Action.Flows;

/// <summary>
/// The parsed command line of <c>tfpilot review</c>. Empty values count as absent, because workflow inputs are never
/// null.
/// </summary>
internal sealed record ReviewRequest(
    IReadOnlyList<string> Plans,
    string? Name,
    string? Environment,
    string? Source,
    string? Config,
    IReadOnlyList<string> Infracost,
    IReadOnlyList<TreeId> Trees,
    IReadOnlyList<Output> Outputs)
{
    /// <summary>Scanner reports: files, folders and globs.</summary>
    public IReadOnlyList<string> Sarif { get; init; } = [];

    /// <summary>The file with the text of the only plan; null without one.</summary>
    public string? PlanText { get; init; }

    /// <summary>
    /// A checkout of the default branch, whose <c>tfpilot:ignore</c> comments are accepted; null without one.
    /// </summary>
    public string? TrustedSource { get; init; }
}
