using TfPilot.Core.Reviews;

namespace TfPilot.Core.Approvals;

/// <summary>
/// The conclusion of a check, worst last. Neutral and skipped are not used because GitHub treats both as success.
/// </summary>
public enum CheckOutcome
{
    Success,

    /// <summary>Someone has to act, or something has to arrive first.</summary>
    ActionRequired,
    Failure,
}

/// <summary>
/// One check run of a commit. The title is plain text of at most <see cref="TitleLength"/> columns; the summary is
/// Markdown within GitHub's limit. Only the required check gates merging; the others report on one environment each.
/// </summary>
public sealed record CheckVerdict(string Name, bool IsRequired, CheckOutcome Outcome, string Title, string Summary)
{
    public const int TitleLength = 60;

    /// <summary>At most <see cref="MaxAnnotations"/>, worst first.</summary>
    public IReadOnlyList<ReviewAnnotation> Annotations { get; init; } = [];

    public const int MaxAnnotations = 50;
}
