using TfPilot.Core.Basics;
using TfPilot.Core.Policies;

namespace TfPilot.Action.Inputs;

/// <summary>
/// The folder of a project's sources and the repository's root. The sources only add to a review: the lines of
/// findings, and ignore comments.
/// </summary>
internal sealed record SourceFolder(string Folder, string Root)
{
    private const int MaxModules = 200;

    /// <param name="source">The <c>--source</c> argument: the project's folder, or a folder that contains the projects
    /// under their names.</param>
    /// <param name="config">The <c>--config</c> argument; null searches the sources and their ancestors.</param>
    public static SourceFolder Of(PlanInput input, string project, string? source, string? config)
    {
        var folder = source is null
            ? input.IsStandardInput ? "." : Path.GetDirectoryName(Path.GetFullPath(input.Path))!
            : Directory.Exists(Path.Combine(source, project)) ? Path.Combine(source, project) : source;
        var full = Path.GetFullPath(folder);
        return new(full, RootOf(full, config ?? SettingsFile.FindAbove(full)));
    }

    /// <summary>Relative to the repository's root, with forward slashes; the root itself is <c>.</c>.</summary>
    public string RelativePath => Path.GetRelativePath(Root, Folder).Replace('\\', '/');

    /// <summary>
    /// The file that represents the project where a location needs one: <c>main.tf</c>. For a folder whose path is not
    /// a valid repository path it is the root's, so that the plan is not attributed to another folder.
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
    /// The blocks of the root module and of the local modules it calls. Like Terraform, resolves a module behind a
    /// symbolic link to its real folder, which its own calls are relative to. Unreadable files are left out.
    /// </summary>
    public SourceIndex Index()
    {
        var blocks = new List<HclBlock>();
        var root = RealOf(Folder) ?? Folder;
        var folders = new Queue<string>([root]);
        var known = new HashSet<string>(StringComparer.Ordinal) { root };
        while (folders.TryDequeue(out var folder) && known.Count <= MaxModules)
        {
            foreach (var block in TerraformFiles(folder).SelectMany(Blocks))
            {
                var next = CalledBy(block, folder);
                blocks.Add(next is null || next == Path.GetFullPath(Path.Combine(folder, block.ModuleSource!)) ? block
                    : block with { ModuleSource = $"./{Path.GetRelativePath(folder, next).Replace('\\', '/')}" });
                if (next is not null && known.Add(next)) folders.Enqueue(next);
            }
        }

        return SourceIndex.Of(Path.GetRelativePath(Folder, root).Replace('\\', '/'), blocks);
    }

    private string? CalledBy(HclBlock block, string folder) =>
        block.ModuleSource is { } source && source.StartsWith('.')
        ? RealOf(Path.GetFullPath(Path.Combine(folder, source))) : null;

    /// <summary>
    /// The folder with the symbolic links within the checkout resolved; null if they lead out of it. A folder outside
    /// the checkout is unchanged.
    /// </summary>
    private string? RealOf(string folder) =>
        RealPath.Resolve(Root) is { } root && RealPath.RelativeTo(root, folder) is { } way
        ? Path.GetFullPath(Path.Combine(Root, way))
        : IsInside(folder, Root) && Directory.Exists(folder) ? null
        : folder;

    private IReadOnlyList<HclBlock> Blocks(string file) =>
        TextOf(file) is { } text ? HclBlocks.Read(Path.GetRelativePath(Folder, file).Replace('\\', '/'), text) : [];

    /// <summary>Null if the file cannot be read.</summary>
    public static string? TextOf(string file)
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
