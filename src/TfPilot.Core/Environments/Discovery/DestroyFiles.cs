using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>The destroy files of a change, and those that cannot be followed.</summary>
internal sealed record DestroyFiles(
    IReadOnlyList<DestroyFile> Files, IReadOnlyList<string> Unreadable, IReadOnlyList<Problem> Notes)
{
    /// <summary>
    /// The changed files, or all if all projects are wanted. A deleted file asks for nothing. In a folder that has
    /// configuration again, it is ignored, because that project is planned as it is.
    /// </summary>
    public static DestroyFiles Of(ChangedFiles changed, SourceTree tree)
    {
        var paths = changed.IsEverything || changed.IsTruncated ? tree.DestroyFiles.Keys
            : changed.Files.Select(file => file.Path).Where(tree.DestroyFiles.ContainsKey);
        var ordered = paths.Distinct().Order(StringComparer.Ordinal).ToList();
        var wanted = ordered.FindAll(path => !tree.HasModule(FolderPath.Of(path)));
        var read = wanted.ConvertAll(path => (Path: path, File: DestroyFile.Read(path, tree.DestroyFiles[path])));
        return new(
            [.. read.Select(one => one.File).OfType<Validated<DestroyFile>.Valid>().Select(valid => valid.Value)],
            [.. read.Where(one => one.File is Validated<DestroyFile>.Invalid).Select(one => one.Path)],
            [
                .. read.Select(one => one.File).OfType<Validated<DestroyFile>.Invalid>()
                    .SelectMany(invalid => invalid.Problems),
                .. ordered.Except(wanted).Select(path => new Problem(path,
                    "it is ignored, because the folder has configuration; delete the file")),
            ]);
    }

    /// <summary>Whether a readable destroy file asks to destroy the deleted project.</summary>
    public static bool IsDestroyed(string folder, SourceTree tree) =>
        DestroyFile.PathIn(folder) is var path && tree.DestroyFiles.TryGetValue(path, out var text)
        && DestroyFile.Read(path, text) is Validated<DestroyFile>.Valid;
}
