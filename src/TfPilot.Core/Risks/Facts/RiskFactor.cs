using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>A factor as the documentation shows it: what it means, and its points in words.</summary>
public sealed record RiskFactorRule(string Id, string Meaning, string Points)
{
    /// <summary>
    /// The id of earlier versions, which settings may still name and the JSON result still shows; null when there was
    /// none.
    /// </summary>
    public string? FormerId { get; init; }
}

/// <summary>
/// A named reason with its points. <paramref name="Address"/> is where (a resource address; null when it is about the
/// whole plan),
/// <paramref name="Evidence"/> what was seen there, in words that may be shown.
/// </summary>
public sealed record RiskFactor(string Id, int Points, ResourceAddress? Address, string Evidence);

/// <summary>
/// How far one changed object reaches: the blocks that depend on it, <paramref name="Dependants"/> null when unknown
/// (the object is only in the state); <paramref name="AtLeast"/> when references through locals hide further ones.
/// </summary>
public sealed record BlastRadius(
    ResourceAddress Address, IReadOnlyList<string>? Dependants, int Stateful, int Depth, bool AtLeast);

/// <summary>A resource that looks renamed rather than deleted, with the block that says so.</summary>
public sealed record MovedProposal(ResourceAddress From, ResourceAddress To)
{
    /// <summary>The HCL block to paste.</summary>
    public string Block => $$"""
        moved {
          from = {{From}}
          to   = {{To}}
        }
        """;
}
