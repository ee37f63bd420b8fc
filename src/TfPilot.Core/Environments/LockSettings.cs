namespace TfPilot.Core.Environments;

/// <summary>When to warn about a lock that is held for a long time, and which waiting apply goes first.</summary>
public sealed record LockSettings(TimeSpan WarnAfter)
{
    /// <summary>The label of <c>queue: priority</c> if the settings name none.</summary>
    public const string DefaultPriorityLabel = "priority";

    public static readonly LockSettings Default = new(TimeSpan.FromHours(4));

    /// <summary>
    /// Applies of pull requests with one of these labels go before others that wait; empty means first come, first
    /// served.
    /// </summary>
    public IReadOnlyList<string> PriorityLabels { get; init; } = [];
}
