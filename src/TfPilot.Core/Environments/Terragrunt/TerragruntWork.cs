namespace TfPilot.Core.Environments;

/// <summary>Limits the work per unit; values beyond the limit are treated as unknown.</summary>
internal sealed class TerragruntWork
{
    private const int MaxExpressions = 20_000;

    private int left = MaxExpressions;

    public bool Spend() => left > 0 && left-- > 0;
}
