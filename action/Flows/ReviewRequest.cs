using TfPilot.Action.Outputs;
using TfPilot.Core.Plans;

namespace TfPilot.Action.Flows;

/// <summary>
/// What <c>tfpilot review</c> was asked for. Empty texts on the command line count as absent, because workflow inputs
/// are never null.
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
    /// <summary>What scanners report: files, folders and globs.</summary>
    public IReadOnlyList<string> Sarif { get; init; } = [];

    /// <summary>
    /// A checkout of the default branch, whose comments tfpilot:ignore count; null when none is at hand.
    /// </summary>
    public string? TrustedSource { get; init; }
}
