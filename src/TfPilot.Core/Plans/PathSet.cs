namespace TfPilot.Core.Plans;

/// <summary>
/// Attribute paths, such as those whose change forces a replacement, queried once per changed attribute.
/// </summary>
internal sealed class PathSet
{
    private readonly HashSet<string> paths;
    private readonly string[] sorted;

    public PathSet(IReadOnlyList<string> paths)
    {
        this.paths = [.. paths];
        sorted = [.. this.paths];
        Array.Sort(sorted, StringComparer.Ordinal);
    }

    /// <summary>
    /// Whether a path equals the attribute, contains it, or is inside it; the empty path contains all.
    /// </summary>
    public bool Meets(string attribute) => sorted.Length > 0
        && (sorted[0].Length == 0 || paths.Contains(attribute) || IsHeld(attribute)
            || Holds(attribute, '.') || Holds(attribute, '['));

    private bool IsHeld(string attribute)
    {
        var rest = attribute.AsSpan();
        while (rest.LastIndexOfAny('.', '[') is var end and >= 0)
        {
            rest = rest[..end];
            if (paths.Contains(rest.ToString())) return true;
        }

        return false;
    }

    private bool Holds(string attribute, char next)
    {
        var below = attribute + next;
        var at = Array.BinarySearch(sorted, below, StringComparer.Ordinal);
        if (at < 0) at = ~at;
        return at < sorted.Length && sorted[at].StartsWith(below, StringComparison.Ordinal);
    }
}
