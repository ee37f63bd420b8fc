using TfPilot.Core.Policies;

namespace TfPilot.Core.Environments;

/// <summary>
/// What the configuration of one folder reads from other folders, regardless of the folder's location. <paramref
/// name="Modules"/> and <paramref name="FromFolder"/> are relative to the folder itself, <paramref name="FromRoot"/> to
/// the root module, where Terraform runs.
/// </summary>
public sealed record FolderReads(
    IReadOnlyList<string> Modules, IReadOnlyList<ReadPath> FromFolder, IReadOnlyList<ReadPath> FromRoot)
{
    public static readonly FolderReads Unknown = new([], [], []) { IsKnown = false };

    /// <summary>False when it may read any file, because a path contains values that only Terraform knows.</summary>
    public bool IsKnown { get; init; } = true;

    /// <param name="files">The names and texts of the configuration files directly in the folder.</param>
    public static FolderReads Of(IReadOnlyList<(string Name, string Text)> files)
    {
        var scans = files.Select(file => ReadScan.Of(file.Name, file.Text)).ToList();
        var sources = files.SelectMany(file => Sources(file.Name, file.Text)).ToList();
        return new(
            [.. sources.OfType<string>().Where(IsLocal).Distinct()],
            Once(scans.SelectMany(scan => scan.FromFolder)),
            Once(scans.SelectMany(scan => scan.FromRoot)))
        {
            IsKnown = scans.TrueForAll(scan => scan.IsKnown) && !sources.Contains(null),
        };
    }

    /// <summary>The sources of the module calls in the file; null for a source built from expressions.</summary>
    private static IEnumerable<string?> Sources(string name, string text)
    {
        if (name.EndsWith(".json", StringComparison.Ordinal))
        {
            var read = TerraformFile.Read(name, text);
            return read.HasUnknownSource ? read.ModuleSources.Append<string?>(null) : read.ModuleSources;
        }

        return HclBlocks.Read(name, text)
            .Where(block => block.Path.StartsWith("module.", StringComparison.Ordinal)
                && block.Attributes.ContainsKey("source"))
            .Select(block => TerraformFile.IsUnknown(block.ModuleSource) ? null : block.ModuleSource);
    }

    private static IReadOnlyList<ReadPath> Once(IEnumerable<ReadPath> paths) =>
        [.. paths.OrderByDescending(path => path.IsCertain).DistinctBy(path => path.Path)];

    private static bool IsLocal(string source) => source is "." or ".."
        || source.StartsWith("./", StringComparison.Ordinal) || source.StartsWith("../", StringComparison.Ordinal);
}

/// <summary>
/// A path as written. <paramref name="IsCertain"/> is false for words that only look like a path, such as in a command.
/// </summary>
public readonly record struct ReadPath(string Path, bool IsCertain);
