using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>
/// What the configuration of one folder takes from other folders, wherever the folder lies. <paramref name="Modules"/> and
/// <paramref name="FromFolder"/> are relative to the folder itself, <paramref name="FromRoot"/> to the root module, where Terraform runs.
/// </summary>
public sealed record FolderReads(IReadOnlyList<string> Modules, IReadOnlyList<ReadPath> FromFolder, IReadOnlyList<ReadPath> FromRoot)
{
    public static readonly FolderReads Unknown = new([], [], []) { IsKnown = false };

    /// <summary>False when it may read any file: a path is made of values that only Terraform knows.</summary>
    public bool IsKnown { get; init; } = true;

    /// <param name="files">The names and texts of the files of configuration right in the folder.</param>
    public static FolderReads Of(IReadOnlyList<(string Name, string Text)> files)
    {
        var scans = files.Select(file => ReadScan.Of(file.Name, file.Text)).ToList();
        var read = files.Select(file => TerraformFile.Read(file.Name, file.Text)).ToList();
        return new(
            [.. read.SelectMany(file => file.ModuleSources).Where(IsLocal).Distinct()],
            Once(scans.SelectMany(scan => scan.FromFolder)),
            Once(scans.SelectMany(scan => scan.FromRoot)))
        {
            IsKnown = scans.TrueForAll(scan => scan.IsKnown) && !read.Exists(file => file.HasUnknownSource),
        };
    }

    private static IReadOnlyList<ReadPath> Once(IEnumerable<ReadPath> paths) => [.. paths.OrderByDescending(path => path.IsCertain).DistinctBy(path => path.Path)];

    private static bool IsLocal(string source) => source is "." or ".." || source.StartsWith("./", StringComparison.Ordinal) || source.StartsWith("../", StringComparison.Ordinal);
}

/// <summary>A path as it is written. <paramref name="IsCertain"/> is false for words that only look like a path, as in a command.</summary>
public readonly record struct ReadPath(string Path, bool IsCertain);
