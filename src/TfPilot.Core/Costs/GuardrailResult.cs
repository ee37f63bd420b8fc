namespace TfPilot.Core.Costs;

public enum GuardrailVerdict
{
    Pass,
    Crossed,

    /// <summary>It cannot be evaluated: there is no estimate, or the currency differs.</summary>
    Unknown,
}

/// <summary>
/// One limit applied to one project. <paramref name="Limit"/> is the settings key (<c>max_increase</c>). <paramref
/// name="Got"/> and <paramref name="Want"/> are display texts; for an unknown verdict <paramref name="Got"/> is the
/// reason.
/// </summary>
public sealed record GuardrailResult(string Limit, GuardrailVerdict Verdict, string Got, string Want);
