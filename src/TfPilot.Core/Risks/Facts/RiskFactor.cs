using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>The documentation of a factor: its meaning, and its points in words.</summary>
public sealed record RiskFactorRule(string Id, string Meaning, string Points)
{
    /// <summary>
    /// The id of earlier versions, which settings may still name and the JSON result still shows; null if the id never
    /// changed.
    /// </summary>
    public string? FormerId { get; init; }
}

/// <summary>
/// A named reason with its points. <paramref name="Address"/> is the resource, or null if the factor concerns the whole
/// plan; <paramref name="Evidence"/> describes what was found, without secrets.
/// </summary>
public sealed record RiskFactor(string Id, int Points, ResourceAddress? Address, string Evidence);

/// <summary>
/// The dependents of one changed object. <paramref name="Dependants"/> is null when unknown, because the object is only
/// in the state; <paramref name="AtLeast"/> is true if references through locals may hide more dependents.
/// </summary>
public sealed record BlastRadius(
    ResourceAddress Address, IReadOnlyList<string>? Dependants, int Stateful, int Depth, bool AtLeast);

/// <summary>
/// A resource that was probably renamed rather than deleted, with the <c>moved</c> block that declares it.
/// </summary>
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
