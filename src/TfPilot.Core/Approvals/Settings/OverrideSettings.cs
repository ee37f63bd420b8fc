namespace TfPilot.Core.Approvals;

/// <summary>
/// Who may override missing approvals, the minimum length of the reason in characters, and how long an override is
/// valid.
/// </summary>
public sealed record OverrideSettings(IReadOnlyList<TeamName> Teams)
{
    public int MinReasonLength { get; init; } = 15;

    public TimeSpan ValidFor { get; init; } = TimeSpan.FromHours(4);
}
