using TfPilot.Core.Basics;
using TfPilot.Core.Policies;

namespace TfPilot.Action.Inputs;

/// <summary>
/// Where a project's sources are, and the way to them from the repository's root. Reading them only ever adds to a
/// review: which line a finding is about, and comments that ask to ignore it.
/// </summary>
internal sealed record SourceFolder(string Folder, string Root)
{
    private const int MaxModules = 200;

    /// <param name="source">As the command line names it: the folder itself, or one that holds the projects under their
    /// names.</param>
    /// <param name="config">The settings file as the command line names it; null is the nearest above the
    /// sources.</param>
    public static SourceFolder Of(PlanInput input, string project, string? source, string? config)
    {
        var folder = source is null
            ? input.IsStandardInput ? "." : Path.GetDirectoryName(Path.GetFullPath(input.Path))!
            : Directory.Exists(Path.Combine(source, project)) ? Path.Combine(source, project) : source;
        var full = Path.GetFullPath(folder);
        return new(full, RootOf(full, config ?? SettingsFile.FindAbove(full)));
    }

    /// <summary>From the repository's root, with forward slashes; the root itself is <c>.</c>.</summary>
    public string RelativePath => Path.GetRelativePath(Root, Folder).Replace('\\', '/');

    /// <summary>
    /// The first file of the project, for places that need one; by convention <c>main.tf</c>. Of a folder whose path no
    /// document takes it is that of the root, so that no plan counts as one of another folder.
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
    /// The blocks of the root module and of the local modules it calls. As Terraform does it, a module behind a
    /// symbolic link is its real folder, from which its own calls lead on. What cannot be read is left out.
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
    /// The folder without the symbolic links within the checkout; null when they lead out of it. What lies elsewhere
    /// stays as it is.
    /// </summary>
    private string? RealOf(string folder) =>
        RealPath.Of(Root) is { } root && RealPath.Within(root, folder) is { } way
        ? Path.GetFullPath(Path.Combine(Root, way))
        : IsInside(folder, Root) && Directory.Exists(folder) ? null
        : folder;

    private IReadOnlyList<HclBlock> Blocks(string file) =>
        TextOf(file) is { } text ? HclBlocks.Read(Path.GetRelativePath(Folder, file).Replace('\\', '/'), text) : [];

    /// <summary>Null when it cannot be read.</summary>
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
    /// The nearest folder that is a git checkout; without one that of the settings above the sources, at last the
    /// project's own: never where the command happens to run.
    /// </summary>
    private static string RootOf(string folder, string? config)
    {
        if (FoldersAbove.CheckoutOf(folder) is { } checkout) return checkout;
        var root = config is null ? folder : Path.GetDirectoryName(Path.GetFullPath(config))!;
        return IsInside(folder, root) ? root : folder;
    }

    private static bool IsInside(string folder, string root) =>
        folder.StartsWith(
            root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
