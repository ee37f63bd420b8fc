namespace TfPilot.Core.Costs;

public enum GuardrailVerdict
{
    Pass,
    Crossed,

    /// <summary>It cannot be judged: not estimated, or another currency.</summary>
    Unknown,
}

/// <summary>
/// One limit held against one project. <paramref name="Limit"/> is the settings' key (<c>max_increase</c>); <paramref name="Got"/> and
/// <paramref name="Want"/> are what a reviewer reads, the first being the reason when the verdict is unknown.
/// </summary>
public sealed record GuardrailResult(string Limit, GuardrailVerdict Verdict, string Got, string Want);
