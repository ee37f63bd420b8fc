namespace TfPilot.Core.Approvals;

/// <summary>
/// Who may override missing approvals, the minimum length of the reason in characters, and how long an override is
/// valid.
/// </summary>
public sealed record OverrideSettings(IReadOnlyList<TeamName> Teams)
{
    public int ReasonMin { get; init; } = 15;

    public TimeSpan Expires { get; init; } = TimeSpan.FromHours(4);
}
