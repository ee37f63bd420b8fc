using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>A file that concerns Terraform, its path from the repository's root. Only configuration needs its text.</summary>
public sealed record SourceFile(string Path, string Text)
{
    /// <summary>The file that it is a symbolic link to; null when it is none.</summary>
    public string? LinksTo { get; init; }
}

/// <summary>All files of a repository that concern Terraform, as they are after the change.</summary>
public sealed class SourceTree
{
    private readonly HashSet<string> files;
    private readonly HashSet<string> folders;

    public SourceTree(IEnumerable<SourceFile> files)
    {
        var all = files.OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        this.files = [.. all.Select(file => file.Path)];
        Modules = [.. all.GroupBy(file => FolderPath.Of(file.Path)).OrderBy(folder => folder.Key, StringComparer.Ordinal).Where(folder => folder.Any(file => TerraformPaths.IsSource(file.Path))).Select(folder => ModuleFolder.Of(folder.Key, [.. folder]))];
        folders = [.. Modules.Select(module => module.Path)];
        Variables = [.. all.Select(file => file.Path).Where(TerraformPaths.IsVariables)];
    }

    /// <summary>Every folder with configuration, in the order of paths.</summary>
    public IReadOnlyList<ModuleFolder> Modules { get; }

    /// <summary>Files of variables, in the order of paths.</summary>
    public IReadOnlyList<string> Variables { get; }

    public bool Holds(string path) => files.Contains(path);

    public bool HasModule(string folder) => folders.Contains(folder);
}
