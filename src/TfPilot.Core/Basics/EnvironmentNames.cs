namespace TfPilot.Core.Basics;

/// <summary>The names of environments.</summary>
public static class EnvironmentNames
{
    /// <summary>Whether both name the same environment. GitHub ignores the case of environment names.</summary>
    public static bool IsSame(string? one, string? other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
