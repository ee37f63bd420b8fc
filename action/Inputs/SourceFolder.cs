using TfPilot.Core.Basics;
using TfPilot.Core.Policies;

namespace TfPilot.Action.Inputs;

/// <summary>
/// The folder of a project's sources and the repository's root. A review uses the sources only for the lines of
/// findings and for ignore comments.
/// </summary>
internal sealed record SourceFolder(string Folder, string Root)
{
    private const int MaxModules = 200;

    /// <param name="source">The <c>--source</c> argument: the project's folder, or a folder that contains the projects
    /// under their names.</param>
    /// <param name="config">The <c>--config</c> argument; null searches the sources and their ancestors.</param>
    public static SourceFolder Of(PlanInput input, string project, string? source, string? config)
    {
        var folder = Path.GetFullPath(FolderOf(input, project, source));
        return new(folder, RootOf(folder, config ?? SettingsFile.FindAbove(folder)));
    }

    private static string FolderOf(PlanInput input, string project, string? source)
    {
        if (source is null)
            return input.IsStandardInput ? "." : Path.GetDirectoryName(Path.GetFullPath(input.Path))!;
        var subfolder = Path.Combine(source, project);
        return Directory.Exists(subfolder) ? subfolder : source;
    }

    /// <summary>Relative to the repository's root, with forward slashes; the root itself is <c>.</c>.</summary>
    public string RelativePath => Path.GetRelativePath(Root, Folder).Replace('\\', '/');

    /// <summary>
    /// The file for locations without a file of their own: <c>main.tf</c>, or else the first Terraform file. If the
    /// path is not a valid repository path, it is the <c>main.tf</c> of the root.
    /// </summary>
    public RepositoryPath EntryFile
    {
        get
        {
            var files = TerraformFiles(Folder).Select(Path.GetFileName).ToList();
            var file = files.Contains("main.tf") || files.Count == 0 ? "main.tf" : files[0]!;
            return RepositoryPath.TryParse(RelativePath == "." ? file : $"{RelativePath}/{file}") ?? "main.tf";
        }
    }

    /// <summary>
    /// The blocks of the root module and of the local modules it calls. Like Terraform, resolves symbolic links before
    /// it resolves the relative sources of a module's own calls. Unreadable files are skipped.
    /// </summary>
    public SourceIndex Index()
    {
        var blocks = new List<HclBlock>();
        var root = ResolveLinks(Folder) ?? Folder;
        var folders = new Queue<string>([root]);
        var known = new HashSet<string>(StringComparer.Ordinal) { root };
        while (folders.TryDequeue(out var folder) && known.Count <= MaxModules)
        {
            foreach (var block in TerraformFiles(folder).SelectMany(Blocks))
            {
                var moduleFolder = CalledBy(block, folder);
                blocks.Add(moduleFolder is null ? block : WithSource(block, folder, moduleFolder));
                if (moduleFolder is not null && known.Add(moduleFolder)) folders.Enqueue(moduleFolder);
            }
        }

        return SourceIndex.Of(Path.GetRelativePath(Folder, root).Replace('\\', '/'), blocks);
    }

    /// <summary>The module call with the source that leads to the resolved folder.</summary>
    private static HclBlock WithSource(HclBlock call, string folder, string moduleFolder) =>
        moduleFolder == Path.GetFullPath(Path.Combine(folder, call.ModuleSource!)) ? call
        : call with { ModuleSource = $"./{Path.GetRelativePath(folder, moduleFolder).Replace('\\', '/')}" };

    private string? CalledBy(HclBlock block, string folder) =>
        block.ModuleSource is { } source && source.StartsWith('.')
        ? ResolveLinks(Path.GetFullPath(Path.Combine(folder, source))) : null;

    /// <summary>
    /// The folder with the symbolic links within the checkout resolved; null if they lead out of it. A folder outside
    /// the checkout is unchanged.
    /// </summary>
    private string? ResolveLinks(string folder) =>
        RealPath.Resolve(Root) is { } root && RealPath.RelativeTo(root, folder) is { } relativePath
        ? Path.GetFullPath(Path.Combine(Root, relativePath))
        : IsInside(folder, Root) && Directory.Exists(folder) ? null
        : folder;

    private IReadOnlyList<HclBlock> Blocks(string file) =>
        TryReadText(file) is { } text
            ? HclBlocks.Read(Path.GetRelativePath(Folder, file).Replace('\\', '/'), text) : [];

    /// <summary>Null if the file cannot be read.</summary>
    public static string? TryReadText(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static IReadOnlyList<string> TerraformFiles(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, "*.*")
                .Where(file => file.EndsWith(".tf", StringComparison.Ordinal)
                    || file.EndsWith(".tofu", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>
    /// The root of the git checkout; without one the folder of the nearest settings, or else the project's own folder.
    /// The current directory has no influence.
    /// </summary>
    private static string RootOf(string folder, string? config)
    {
        if (AncestorFolders.FindCheckoutRoot(folder) is { } checkout) return checkout;
        var root = config is null ? folder : Path.GetDirectoryName(Path.GetFullPath(config))!;
        return IsInside(folder, root) ? root : folder;
    }

    private static bool IsInside(string folder, string root) =>
        folder.StartsWith(
            root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
