namespace TfPilot.Core.Approvals;

/// <summary>What a run reported of a pull request that was merged into the base branch.</summary>
/// <param name="Pull">The number of that pull request.</param>
/// <param name="Received">When the report came.</param>
/// <param name="ChangedSince">What changed on the base branch since the merge; not knowing all of it is enough to distrust it.</param>
public sealed record AcceptedDocument(EvidenceDocument Document, int Pull, DateTimeOffset Received, AffectedPaths ChangedSince);

/// <summary>The plans of pull requests that were merged before, as they are known at <paramref name="Now"/>.</summary>
public sealed record AcceptedPlans(IReadOnlyList<AcceptedDocument> Documents, DateTimeOffset Now)
{
    public static readonly AcceptedPlans None = new([], DateTimeOffset.MinValue);

    /// <summary>How long after it was reported an accepted plan may be judged again.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);
}
