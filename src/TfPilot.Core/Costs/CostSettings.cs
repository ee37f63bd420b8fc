namespace TfPilot.Core.Costs;

/// <summary>
/// Monthly differences below <paramref name="ShowFrom"/>, in the review's currency, are summarized in one line.
/// </summary>
public sealed record CostSettings(decimal ShowFrom)
{
    public static readonly CostSettings Default = new(1);
}
