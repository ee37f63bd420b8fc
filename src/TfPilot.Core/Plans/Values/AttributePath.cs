namespace TfPilot.Core.Plans;

/// <summary>
/// Attribute paths for display: <c>tags.owner</c>, <c>ingress[0].from_port</c>, <c>tags["cost center"]</c>.
/// </summary>
internal static class AttributePath
{
    public static string Key(string parent, string key) =>
        !IsIdentifier(key) ? $"{parent}[\"{Escaped(key)}\"]"
        : parent.Length == 0 ? key
        : $"{parent}.{key}";

    /// <summary>The first name of a path: the attribute of the resource.</summary>
    public static string First(string path) => path.IndexOfAny(['.', '[']) is > 0 and var end ? path[..end] : path;

    public static string Index(string parent, int index) => $"{parent}[{index}]";

    private static string Escaped(string key) =>
        key.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static bool IsIdentifier(string key)
    {
        if (key.Length == 0 || char.IsAsciiDigit(key[0])) return false;
        foreach (var c in key)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('_' or '-')) return false;
        }

        return true;
    }
}
