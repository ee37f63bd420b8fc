namespace TfPilot.Core.Environments;

/// <summary>When somebody is told that a lock is held for long.</summary>
public sealed record LockSettings(TimeSpan WarnAfter)
{
    public static readonly LockSettings Default = new(TimeSpan.FromHours(4));
}
