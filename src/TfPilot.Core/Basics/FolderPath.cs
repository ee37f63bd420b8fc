namespace TfPilot.Core.Basics;

/// <summary>Folders relative to one root, with forward slashes and without <c>.</c> and <c>..</c> where they can be resolved; the root is empty.</summary>
public static class FolderPath
{
    /// <summary>Where a relative path leads from a folder; it begins with <c>..</c> where it leaves the root.</summary>
    public static string Join(string from, string way)
    {
        WorkBudget.Spend();
        var steps = new List<string>();
        foreach (var name in $"{from}/{way}".Split('/', '\\'))
        {
            if (name == ".." && steps is [.., not ".."]) steps.RemoveAt(steps.Count - 1);
            else if (name is not ("" or ".")) steps.Add(name);
        }

        return string.Join('/', steps);
    }

    /// <summary>The way from a folder to a file or folder, both from the same root.</summary>
    public static string Relative(string from, string to)
    {
        var (here, there) = (from.Split('/', StringSplitOptions.RemoveEmptyEntries), to.Split('/', StringSplitOptions.RemoveEmptyEntries));
        var shared = here.Zip(there).TakeWhile(pair => pair.First == pair.Second).Count();
        return string.Join('/', Enumerable.Repeat("..", here.Length - shared).Concat(there.Skip(shared)));
    }

    /// <summary>The folder that holds the file.</summary>
    public static string Of(string file) => Join(file, "..");

    /// <summary>
    /// The folder itself and those around it, the nearest first, the root last. A folder outside the root has none, so that every walk ends.
    /// </summary>
    public static IEnumerable<string> Upwards(string folder)
    {
        var inside = Join("", folder);
        if (LeavesRoot(inside)) yield break;
        for (var length = inside.Length; length > 0; length = inside.LastIndexOf('/', length - 1)) yield return inside[..length];
        yield return "";
    }

    /// <summary>Whether a folder is another one or lies below it; everything inside lies below the root.</summary>
    public static bool IsAtOrBelow(string folder, string other) => other.Length == 0 ? !LeavesRoot(folder)
        : folder.StartsWith(other, StringComparison.Ordinal) && (folder.Length == other.Length || folder[other.Length] == '/');

    private static bool LeavesRoot(string resolved) => resolved == ".." || resolved.StartsWith("../", StringComparison.Ordinal);

    /// <summary>As people and Terraform write it: the root is <c>.</c>.</summary>
    public static string Shown(string folder) => folder.Length == 0 ? "." : folder;
}
