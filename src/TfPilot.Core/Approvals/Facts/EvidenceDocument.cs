using TfPilot.Core.Reviews;

namespace TfPilot.Core.Approvals;

/// <summary>
/// The report of one run attempt about the pull request's current head and base. Each objection is a sentence that says
/// why it does not count; without objections it counts.
/// </summary>
public sealed record EvidenceDocument(RunAttempt Run, IReadOnlyList<string> Objections, ReviewFacts Facts)
{
    public bool IsTrusted => Objections.Count == 0;

    /// <summary>
    /// Whether it comes from an untrusted job. Anyone can send such documents, so they are shown but never used for
    /// decisions.
    /// </summary>
    public bool IsForeign { get; init; }

    /// <summary>The documents that decisions use.</summary>
    public static IEnumerable<EvidenceDocument> Counted(IEnumerable<EvidenceDocument> documents) =>
        documents.Where(document => !document.IsForeign);
}
