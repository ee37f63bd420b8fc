namespace TfPilot.Action.Basics;

/// <summary>The day for which commands evaluate settings, such as the end of a waiver.</summary>
internal static class Clock
{
    /// <summary>In UTC.</summary>
    public static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
}
