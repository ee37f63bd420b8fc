using TfPilot.Core.Reviews;

namespace TfPilot.Core.Approvals;

/// <summary>
/// What one attempt of a run reported about the pull request's head and base as they are now. Each objection is a sentence that says why it does
/// not count; it counts when there is none.
/// </summary>
public sealed record EvidenceDocument(RunAttempt Run, IReadOnlyList<string> Objections, ReviewFacts Facts)
{
    public bool IsTrusted => Objections.Count == 0;
}
