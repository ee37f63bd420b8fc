using TfPilot.Core.Reviews;

namespace TfPilot.Core.Approvals;

/// <summary>
/// What one attempt of a run reported about the pull request's head and base as they are now. Each objection is a sentence that says why it does
/// not count; it counts when there is none.
/// </summary>
public sealed record EvidenceDocument(RunAttempt Run, IReadOnlyList<string> Objections, ReviewFacts Facts)
{
    public bool IsTrusted => Objections.Count == 0;

    /// <summary>
    /// Whether it comes from a job that is not trusted. Anybody may send as much of that as they like: it is told, and decides nothing.
    /// </summary>
    public bool IsForeign { get; init; }

    /// <summary>What decisions are made from.</summary>
    public static IEnumerable<EvidenceDocument> Counted(IEnumerable<EvidenceDocument> documents) => documents.Where(document => !document.IsForeign);
}
