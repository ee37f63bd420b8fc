using TfPilot.Core.Environments;
using TfPilot.Core.Settings;

namespace TfPilot.Action.Inputs;

/// <summary>Finds files of other tools, workflows and makefiles.</summary>
internal static class LayoutHints
{
    private const int MaxDepth = 6;
    private static readonly HashSet<string> Wanted = [.. RepositoryMarks.FileNames];
    private static readonly string[] Automation =
        [".github/workflows/*.yml", ".github/workflows/*.yaml", "Makefile", "makefile", "*.mk"];

    public static RepositoryMarks Read(string folder) => new(
        [.. Find(folder).Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)],
        [.. Automation.SelectMany(pattern => FileGlob.Find(folder, pattern)).Distinct()
            .Select(SourceFolder.TryReadText).OfType<string>()]);

    /// <summary>Unreadable files are skipped.</summary>
    private static IEnumerable<string> Find(string folder)
    {
        var options = new EnumerationOptions
        { RecurseSubdirectories = true, MaxRecursionDepth = MaxDepth, IgnoreInaccessible = true };
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*", options).Where(path => Wanted.Contains(Path.GetFileName(path))
                && !path.Split('/', '\\').Any(TerraformPaths.ToolFolders.Append("node_modules").Contains)) : [];
    }
}
