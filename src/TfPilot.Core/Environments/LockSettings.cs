namespace TfPilot.Core.Environments;

/// <summary>When to warn about a lock that is held for a long time.</summary>
public sealed record LockSettings(TimeSpan WarnAfter)
{
    public static readonly LockSettings Default = new(TimeSpan.FromHours(4));
}
