using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Action.Inputs;

/// <summary>
/// Reads the Terraform files of a repository. An unreadable file is a problem, because its project would be missed.
/// </summary>
internal static class TerraformSources
{
    private static readonly EnumerationOptions Readable = new() { AttributesToSkip = 0 };

    /// <param name="folder">The repository's root.</param>
    public static Validated<SourceTree> Read(string folder)
    {
        if (!Directory.Exists(folder) || RealPath.Resolve(folder) is not { } root)
            return new Problem(folder, $"{folder} is not a folder. Pass the path of the repository's root.");
        var (paths, links) = (new List<string>(), new List<string>());
        try
        {
            Walk(root, paths, links);
        }
        catch (InvalidDataException broken)
        {
            return new Problem(broken.Message,
                $"The name of {VisibleText.Of(broken.Message)} is not valid UTF-8. Rename it, or ignore it with git " +
                    "and remove it from the checkout.");
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
            .Select(link => new FolderLink(link, RealPath.RelativeTo(root, Path.Combine(root, link))))];
        var tree = new SourceTree(files, real);
        return WrittenLinks.Of(root, tree) is { Count: > 0 } written ? new SourceTree(files, real.Concat(written))
            : tree;
    }

    /// <summary>
    /// Lists the Terraform files and the symbolic links to folders relative to the root. Links are not followed here,
    /// because they may form a cycle.
    /// </summary>
    private static void Walk(string root, List<string> files, List<string> links)
    {
        var folders = new Stack<string>([""]);
        while (folders.TryPop(out var folder))
        {
            foreach (var entry in new DirectoryInfo(Path.Combine(root, folder)).EnumerateFileSystemInfos("*", Readable))
            {
                var path = folder.Length == 0 ? entry.Name : $"{folder}/{entry.Name}";
                if (PathName.IsBroken(entry.Name) && (entry is DirectoryInfo || IsRead(path)))
                    throw new InvalidDataException(path);
                if (entry is not DirectoryInfo) files.AddRange(IsRead(path) ? [path] : []);
                else if (TerraformPaths.ToolFolders.Contains(entry.Name)) continue;
                else if (entry.LinkTarget is null) folders.Push(path);
                else links.Add(path);
            }
        }
    }

    private static bool IsRead(string path) =>
        TerraformPaths.IsTerraform(path) || TerraformPaths.IsVersionFile(path) || TerraformPaths.MayBeBackend(path)
        || DestroyFile.Is(path);

    /// <summary>A link that leads out of the repository or is broken counts as an empty file.</summary>
    private static Validated<SourceFile> Read(string root, string path)
    {
        var full = Path.Combine(root, path);
        if (new FileInfo(full).LinkTarget is null)
            return Text(path, full).Then<SourceFile>(text => new SourceFile(path, text));
        return RealPath.RelativeTo(root, full) is not { } target ? new SourceFile(path, "")
            : Text(path, Path.Combine(root, target))
            .Then<SourceFile>(text => new SourceFile(path, text) { LinksTo = target });
    }

    /// <summary>A pipe has no length and would never end, so it is read like an empty file.</summary>
    private static Validated<string> Text(string name, string path) =>
        (TerraformPaths.IsSource(name) || TerraformPaths.IsConfiguration(name) || TerraformPaths.IsVersionFile(name)
            || DestroyFile.Is(name))
        && new FileInfo(path) is not { Exists: true, Length: 0 }
        ? InputFile.ReadText(path, name, "It was removed while tfpilot was running. Run the command again.") : "";
}
