using System.Globalization;

namespace TfPilot.GitHub.Ids;

/// <summary>A check run within its repository.</summary>
public readonly record struct CheckRunId(long Value)
{
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
