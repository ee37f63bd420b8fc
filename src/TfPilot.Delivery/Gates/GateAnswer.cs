using TfPilot.Core.Plans;

namespace TfPilot.Delivery.Gates;

/// <summary>A reason against applying: the id of its rule and a sentence that says what to do.</summary>
public sealed record GateReason(string Rule, string Sentence);

/// <summary>The gate's answer. Without reasons it is <c>go</c>.</summary>
/// <param name="IsNothing">Whether the plan changes nothing, so that the change counts as applied.</param>
/// <param name="Deviations">What differs between the approved plan and the fresh one; empty when nothing does or the
/// approved plan is unknown.</param>
public sealed record GateAnswer(
    bool IsNothing, IReadOnlyList<GateReason> Reasons, IReadOnlyList<PlanDeviation> Deviations)
{
    public bool IsGo => Reasons.Count == 0;

    /// <summary>What the answer is based on, for display; null for the comparison with the approved plan.</summary>
    public string? Basis { get; init; }
}
