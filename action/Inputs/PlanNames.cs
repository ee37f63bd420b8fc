namespace TfPilot.Action.Inputs;

/// <summary>
/// Derives a project's name from the path of its plan: the folder, because root modules are known by it, with the file
/// name if that says more than "plan".
/// </summary>
internal static class PlanNames
{
    public static string OfFile(string path) =>
        Path.IsPathRooted(path) || path.StartsWith("..", StringComparison.Ordinal)
        ? InFolder(Path.GetDirectoryName(path)!, path) : InFolder(".", path);

    /// <summary>The name of a plan found in a folder: its relative path, or the folder's own name.</summary>
    public static string InFolder(string folder, string file)
    {
        var relativePath = Path.GetRelativePath(folder, Path.GetDirectoryName(Path.GetFullPath(file))!)
            .Replace('\\', '/');
        if (relativePath == ".") relativePath = "";
        var stem = Stem(Path.GetFileName(file));
        var name = string.Join('/', new[] { relativePath, stem }.Where(part => part.Length > 0));
        return name.Length > 0 ? name : new DirectoryInfo(folder).Name;
    }

    private static string Stem(string file)
    {
        foreach (var ending in new[] { ".tfplan.json", ".plan.json", ".json" })
        {
            if (!file.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) continue;
            var stem = file[..^ending.Length];
            return stem is "plan" or "tfplan" ? "" : stem;
        }

        return file;
    }
}
