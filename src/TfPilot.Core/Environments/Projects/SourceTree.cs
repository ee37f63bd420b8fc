using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>All files of a repository that are relevant to Terraform, after the change.</summary>
public sealed class SourceTree
{
    private readonly HashSet<string> files;
    private readonly HashSet<string> folders;
    private readonly HashSet<string> links;
    private readonly HashSet<string> aroundUnits;
    private readonly HashSet<string> unitParents;

    public SourceTree(IEnumerable<SourceFile> files, IEnumerable<FolderLink>? links = null)
    {
        var all = files.Where(file => !TerraformPaths.IsMadeByTools(file.Path))
            .OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        var followed = (links ?? []).OrderBy(link => link.Path, StringComparer.Ordinal).ToList();
        this.files = [.. all.Select(file => file.Path)];
        Names = new(this.files);
        Versions = all.Where(file => VersionFiles.IsVersionFile(file.Path))
            .ToDictionary(file => file.Path, file => file.Text);
        this.links = [.. followed.Select(link => link.Path)];
        var plain = all.GroupBy(file => FolderPath.Of(file.Path))
            .Where(folder => folder.Any(file => TerraformPaths.IsSource(file.Path)))
            .ToDictionary(folder => folder.Key, folder => ModuleFolder.Of(folder.Key, [.. folder]));
        var units = TerragruntUnits.Of(all, plain);
        var real = units.Units.Concat(plain.Values).DistinctBy(module => module.Path).ToList();
        var (linked, notes) = LinkedFolders.Of(real, followed);
        Modules = [.. real.Concat(linked).DistinctBy(module => module.Path)
            .OrderBy(module => module.Path, StringComparer.Ordinal)];
        folders = [.. Modules.Select(module => module.Path)];
        aroundUnits = [.. Modules.Where(module => module.IsUnit)
            .SelectMany(module => FolderPath.SelfAndAncestors(module.Path).Skip(1))];
        unitParents = [.. units.Parents];
        DestroyFiles = all.Where(file => DestroyFile.Is(file.Path)).ToDictionary(file => file.Path, file => file.Text);
        Variables = [.. all.Select(file => file.Path).Where(TerraformPaths.IsVariables)];
        Notes = [.. notes, .. units.Notes];
        UnknownStacks = units.UnknownStacks;
        Faults = [.. SourceFaults.In(all)];
    }

    /// <summary>All folders with configuration, sorted by path.</summary>
    public IReadOnlyList<ModuleFolder> Modules { get; }

    /// <summary>Variable files, sorted by path.</summary>
    public IReadOnlyList<string> Variables { get; }

    /// <summary>The texts of the files that ask to destroy deleted projects, by path.</summary>
    public IReadOnlyDictionary<string, string> DestroyFiles { get; }

    /// <summary>Notes about links and sources that could not be followed.</summary>
    public IReadOnlyList<Problem> Notes { get; }

    /// <summary>Where files cannot be read, one for each.</summary>
    public IReadOnlyList<SourceFault> Faults { get; }

    /// <summary>Terragrunt stack files whose generated units cannot be determined.</summary>
    public IReadOnlyList<string> UnknownStacks { get; }

    internal SourceNames Names { get; }

    /// <summary>The texts of the files that name versions of tools, by path.</summary>
    internal IReadOnlyDictionary<string, string> Versions { get; }

    public bool Holds(string path) => files.Contains(path);

    public bool HasModule(string folder) => folders.Contains(folder);

    /// <summary>Whether units include the folder's Terragrunt file, so that it is not planned itself.</summary>
    public bool IsParentOfUnits(string folder) => unitParents.Contains(folder);

    public bool HasUnitBelow(string folder) => aroundUnits.Contains(folder);

    /// <summary>Whether the path is a symbolic link to a folder.</summary>
    public bool IsFolderLink(string path) => links.Contains(path);
}
