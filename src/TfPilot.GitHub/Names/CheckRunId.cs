using System.Globalization;

namespace TfPilot.GitHub.Names;

/// <summary>A check run within its repository.</summary>
public readonly record struct CheckRunId(long Value)
{
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
