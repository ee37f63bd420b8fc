using TfPilot.Core.Reviews;

namespace TfPilot.Core.Approvals;

/// <summary>How a check ends, worst last. There is no neutral and no skipped: GitHub takes both for success.</summary>
public enum CheckOutcome
{
    Success,

    /// <summary>Somebody has to act, or something has to arrive first.</summary>
    ActionRequired,
    Failure,
}

/// <summary>
/// What one check of a commit says. The title is plain text of at most <see cref="TitleLength"/> columns, the summary Markdown that fits GitHub.
/// Only the required check decides about merging; the others tell about one environment each.
/// </summary>
public sealed record CheckVerdict(string Name, bool IsRequired, CheckOutcome Outcome, string Title, string Summary)
{
    public const int TitleLength = 60;

    /// <summary>At most <see cref="MaxAnnotations"/>, worst first.</summary>
    public IReadOnlyList<ReviewAnnotation> Annotations { get; init; } = [];

    public const int MaxAnnotations = 50;
}
