using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Action.Inputs;

/// <summary>
/// Links to module folders in a checkout without symbolic links (<c>core.symlinks=false</c>, the default on Windows):
/// git writes a file that contains the path of the folder. Only files that a module's source names are read.
/// </summary>
internal static class WrittenLinks
{
    private const int MaxLength = 1024;

    public static IReadOnlyList<FolderLink> Of(string root, SourceTree tree) =>
    [
        .. from used in tree.Modules.SelectMany(module => module.Uses).Distinct()
           where !tree.HasModule(used) && !used.StartsWith("..", StringComparison.Ordinal)
           let target = TargetOf(root, used)
           where target is not null
           select new FolderLink(used, target),
    ];

    private static string? TargetOf(string root, string path)
    {
        var file = new FileInfo(Path.Combine(root, path));
        if (!file.Exists || file.LinkTarget is not null || file.Length is 0 or > MaxLength) return null;
        if (InputFile.ReadText(file.FullName, path, "") is not Validated<string>.Valid(var text)
            || text.AsSpan().IndexOfAny('\n', '\0') >= 0 || text.StartsWith('/')) return null;
        return Directory.Exists(Path.Combine(root, FolderPath.Of(path), text))
            ? RealPath.RelativeTo(root, Path.Combine(root, FolderPath.Of(path), text)) : null;
    }
}
