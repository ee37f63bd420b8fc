namespace TfPilot.Core.Costs;

/// <summary>
/// Limits on the monthly cost of one project; what is null is not limited. Without <paramref name="Currency"/> the numbers are in whatever
/// currency the estimate is.
/// </summary>
/// <param name="MaxIncrease">How much more it may cost, inclusive.</param>
/// <param name="MaxPercent">How much more it may cost, in percent of before, inclusive.</param>
/// <param name="MaxTotal">What it may cost after a change that makes it dearer, inclusive.</param>
public sealed record CostGuardrail(decimal? MaxIncrease = null, decimal? MaxPercent = null, decimal? MaxTotal = null, string? Currency = null);

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
