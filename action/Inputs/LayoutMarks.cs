using TfPilot.Core.Environments;
using TfPilot.Core.Settings;

namespace TfPilot.Action.Inputs;

/// <summary>Reads what else a repository has: files of other tools, workflows and makefiles.</summary>
internal static class LayoutMarks
{
    private const int MaxDepth = 6;
    private static readonly HashSet<string> Wanted = [.. RepositoryMarks.FileNames];
    private static readonly string[] Automation =
        [".github/workflows/*.yml", ".github/workflows/*.yaml", "Makefile", "makefile", "*.mk"];

    public static RepositoryMarks Read(string folder) => new(
        [.. Find(folder).Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)],
        [.. Automation.SelectMany(pattern => FileGlob.Find(folder, pattern)).Distinct()
            .Select(SourceFolder.TextOf).OfType<string>()]);

    /// <summary>What cannot be read is left out: it is no configuration.</summary>
    private static IEnumerable<string> Find(string folder)
    {
        var options = new EnumerationOptions
        { RecurseSubdirectories = true, MaxRecursionDepth = MaxDepth, IgnoreInaccessible = true };
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*", options).Where(path => Wanted.Contains(Path.GetFileName(path))
                && !path.Split('/', '\\').Any(TerraformPaths.ToolFolders.Append("node_modules").Contains)) : [];
    }
}
