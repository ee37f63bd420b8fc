using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Action.Inputs;

/// <summary>
/// Reads the files of a repository that concern Terraform. A file that cannot be read is a problem, for its project
/// would be missed.
/// </summary>
internal static class TerraformSources
{
    private static readonly EnumerationOptions Readable = new() { AttributesToSkip = 0 };

    /// <param name="folder">The repository's root.</param>
    public static Validated<SourceTree> Read(string folder)
    {
        if (!Directory.Exists(folder) || RealPath.Of(folder) is not { } root)
            return new Problem(folder, $"{folder} is no folder. Name the repository's root.");
        var (paths, links) = (new List<string>(), new List<string>());
        try
        {
            Walk(root, paths, links);
        }
        catch (UnauthorizedAccessException)
        {
            return new Problem(folder,
                $"A folder in {folder} may not be read by this user. Check its permissions (in a container: the " +
                    "mount and the user).");
        }

        return Read(root, [.. paths.Order(StringComparer.Ordinal)], links);
    }

    private static Validated<SourceTree> Read(string root, IReadOnlyList<string> paths, IReadOnlyList<string> links)
    {
        var ignored = GitIgnored.Of(root, [.. paths, .. links]);
        var files = new List<SourceFile>();
        var problems = new List<Problem>();
        foreach (var path in paths.Where(path => !ignored.Contains(path)))
        {
            var read = Read(root, path);
            if (read is Validated<SourceFile>.Valid(var file)) files.Add(file);
            else problems.AddRange(((Validated<SourceFile>.Invalid)read).Problems);
        }

        if (problems.Count > 0) return new Validated<SourceTree>.Invalid(problems);
        IReadOnlyList<FolderLink> real = [.. links.Where(link => !ignored.Contains(link))
            .Select(link => new FolderLink(link, RealPath.Within(root, Path.Combine(root, link))))];
        var tree = new SourceTree(files, real);
        return WrittenLinks.Of(root, tree) is { Count: > 0 } written ? new SourceTree(files, real.Concat(written))
            : tree;
    }

    /// <summary>
    /// The files that concern Terraform, and the links to folders, which may go in circles and are not entered here.
    /// From the root.
    /// </summary>
    private static void Walk(string root, List<string> files, List<string> links)
    {
        var folders = new Stack<string>([""]);
        while (folders.TryPop(out var folder))
        {
            foreach (var entry in new DirectoryInfo(Path.Combine(root, folder)).EnumerateFileSystemInfos("*", Readable))
            {
                var path = folder.Length == 0 ? entry.Name : $"{folder}/{entry.Name}";
                if (entry is not DirectoryInfo) files.AddRange(TerraformPaths.IsTerraform(path) ? [path] : []);
                else if (TerraformPaths.ToolFolders.Contains(entry.Name)) continue;
                else if (entry.LinkTarget is null) folders.Push(path);
                else links.Add(path);
            }
        }
    }

    /// <summary>A link out of the repository, or to nothing, is a file without text.</summary>
    private static Validated<SourceFile> Read(string root, string path)
    {
        var full = Path.Combine(root, path);
        if (new FileInfo(full).LinkTarget is null)
            return Text(path, full).Then<SourceFile>(text => new SourceFile(path, text));
        return RealPath.Within(root, full) is not { } target ? new SourceFile(path, "")
            : Text(path, Path.Combine(root, target))
            .Then<SourceFile>(text => new SourceFile(path, text) { LinksTo = target });
    }

    private static Validated<string> Text(string name, string path) =>
        TerraformPaths.IsSource(name) || TerraformPaths.IsConfiguration(name)
        ? InputFile.ReadText(path, name, "It was there a moment ago: try again.") : "";
}
