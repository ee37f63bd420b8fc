namespace TfPilot.Core.Approvals;

/// <summary>
/// Where one requirement stands: in a few words, and why in sentences. <paramref name="Environment"/> is null where it concerns the whole pull
/// request. All texts are plain.
/// </summary>
public sealed record Standing(string? Environment, CheckOutcome Outcome, string Words, IReadOnlyList<string> Reasons)
{
    /// <summary>As titles say it.</summary>
    public string Title => Environment is null ? Words : $"{Environment}: {Words}";
}
