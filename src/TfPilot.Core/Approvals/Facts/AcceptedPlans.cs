namespace TfPilot.Core.Approvals;

/// <summary>Evidence of a pull request that was merged into the base branch.</summary>
/// <param name="Pull">The number of that pull request.</param>
/// <param name="Received">When the evidence was received.</param>
/// <param name="ChangedSince">The base branch's changes since the merge; an incomplete list makes the plan
/// untrusted.</param>
public sealed record AcceptedDocument(
    EvidenceDocument Document, int Pull, DateTimeOffset Received, AffectedPaths ChangedSince);

/// <summary>The plans of merged pull requests, as known at <paramref name="Now"/>.</summary>
public sealed record AcceptedPlans(IReadOnlyList<AcceptedDocument> Documents, DateTimeOffset Now)
{
    public static readonly AcceptedPlans None = new([], DateTimeOffset.MinValue);

    /// <summary>How long after receipt an accepted plan may be judged again.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);
}
