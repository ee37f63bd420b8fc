namespace TfPilot.Action.Inputs;

/// <summary>Resolves every symbolic link in a path as the operating system does (realpath).</summary>
internal static class RealPath
{
    /// <summary>Linux follows at most this many in one path.</summary>
    private const int MaxLinks = 40;

    /// <returns>Null if the path does not exist or needs more links, for example because of a cycle.</returns>
    public static string? Resolve(string path)
    {
        var full = Path.GetFullPath(path);
        var at = Path.GetPathRoot(full)!;
        var pending = new Stack<string>(SegmentsReversed(full[at.Length..]));
        for (var links = 0; pending.TryPop(out var step);)
        {
            var next = step == ".." ? Path.GetDirectoryName(at) ?? at : Path.Combine(at, step);
            if (step == ".." || new FileInfo(next).LinkTarget is not { } target)
            {
                at = next;
                continue;
            }

            if (++links > MaxLinks) return null;
            if (Path.GetPathRoot(target) is { Length: > 0 } root) at = root;
            foreach (var part in SegmentsReversed(target)) pending.Push(part);
        }

        return Path.Exists(at) ? at : null;
    }

    /// <summary>The resolved path relative to a folder; null if it is outside the folder or does not exist.</summary>
    /// <param name="root">A real path.</param>
    public static string? RelativeTo(string root, string path) =>
        Resolve(path) is { } real
        && Path.GetRelativePath(root, real).Replace('\\', '/') is var relativePath && relativePath != ".."
        && !relativePath.StartsWith("../", StringComparison.Ordinal) && !Path.IsPathRooted(relativePath)
            ? relativePath == "." ? "" : relativePath
            : null;

    /// <summary>The segments of a path, last first.</summary>
    private static IEnumerable<string> SegmentsReversed(string path) =>
        path.Split('/', Path.DirectorySeparatorChar).Where(step => step is not ("" or ".")).Reverse();
}
