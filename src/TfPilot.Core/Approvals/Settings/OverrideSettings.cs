namespace TfPilot.Core.Approvals;

/// <summary>Who may let a change through without its approvals, with at least how many characters of reason, and for how long that counts.</summary>
public sealed record OverrideSettings(IReadOnlyList<TeamName> Teams)
{
    public int ReasonMin { get; init; } = 15;

    public TimeSpan Expires { get; init; } = TimeSpan.FromHours(4);
}
