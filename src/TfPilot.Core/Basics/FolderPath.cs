namespace TfPilot.Core.Basics;

/// <summary>
/// Operations on folders relative to one root, with forward slashes; <c>.</c> and <c>..</c> are resolved where
/// possible, and the root is empty.
/// </summary>
public static class FolderPath
{
    /// <summary>
    /// Resolves a relative path from a folder; the result starts with <c>..</c> when it leaves the root.
    /// </summary>
    public static string Join(string from, string relativePath)
    {
        WorkBudget.Spend();
        var steps = new List<string>();
        foreach (var name in $"{from}/{relativePath}".Split('/', '\\'))
        {
            if (name == ".." && steps is [.., not ".."]) steps.RemoveAt(steps.Count - 1);
            else if (name is not ("" or ".")) steps.Add(name);
        }

        return string.Join('/', steps);
    }

    /// <summary>The relative path from a folder to a file or folder, both relative to the same root.</summary>
    public static string Relative(string from, string to)
    {
        var (here, there) = (from.Split('/', StringSplitOptions.RemoveEmptyEntries),
            to.Split('/', StringSplitOptions.RemoveEmptyEntries));
        var shared = here.Zip(there).TakeWhile(pair => pair.First == pair.Second).Count();
        return string.Join('/', Enumerable.Repeat("..", here.Length - shared).Concat(there.Skip(shared)));
    }

    /// <summary>The last part of the path of a file or folder.</summary>
    public static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>The folder that contains the file.</summary>
    public static string Of(string file) => Join(file, "..");

    /// <summary>
    /// The folder itself and its parents, nearest first and root last. A folder outside the root yields nothing, so
    /// every walk ends.
    /// </summary>
    public static IEnumerable<string> SelfAndAncestors(string folder)
    {
        var inside = Join("", folder);
        if (LeavesRoot(inside)) yield break;
        for (var length = inside.Length; length > 0; length = inside.LastIndexOf('/', length - 1))
            yield return inside[..length];
        yield return "";
    }

    /// <summary>
    /// Whether a folder equals another one or is below it; every folder inside the root is below the root.
    /// </summary>
    public static bool IsAtOrBelow(string folder, string other) => other.Length == 0 ? !LeavesRoot(folder)
        : folder.StartsWith(other, StringComparison.Ordinal)
        && (folder.Length == other.Length || folder[other.Length] == '/');

    private static bool LeavesRoot(string resolved) =>
        resolved == ".." || resolved.StartsWith("../", StringComparison.Ordinal);

    /// <summary>The folder for display, as Terraform writes it: the root is <c>.</c>.</summary>
    public static string DisplayName(string folder) => folder.Length == 0 ? "." : folder;
}
