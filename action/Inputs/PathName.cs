namespace TfPilot.Action.Inputs;

/// <summary>Names of files and folders on systems where these are any bytes.</summary>
internal static class PathName
{
    /// <summary>
    /// Whether the name is not valid UTF-8. .NET replaces the invalid bytes, and no path with the replaced name leads
    /// to the file.
    /// </summary>
    public static bool IsBroken(string name) => name.Contains('\uFFFD', StringComparison.Ordinal);
}
