namespace TfPilot.Core.Environments;

/// <summary>Bounds how much is computed for one unit; what is left out is not known.</summary>
internal sealed class TerragruntWork
{
    private const int MaxExpressions = 20_000;

    private int left = MaxExpressions;

    public bool Spend() => left > 0 && left-- > 0;
}
