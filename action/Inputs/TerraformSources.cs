using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Action.Inputs;

/// <summary>Reads the files of a repository that concern Terraform. A file that cannot be read is a problem, for its project would be missed.</summary>
internal static class TerraformSources
{
    /// <param name="folder">The repository's root.</param>
    public static Validated<SourceTree> Read(string folder)
    {
        if (!Directory.Exists(folder)) return new Problem(folder, $"{folder} is no folder. Name the repository's root.");
        var root = new DirectoryInfo(folder).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Path.GetFullPath(folder);
        var files = new List<SourceFile>();
        var problems = new List<Problem>();
        foreach (var path in FileGlob.Find(root, "**/*").Where(TerraformPaths.IsTerraform))
        {
            var read = Read(root, path);
            if (read is Validated<SourceFile>.Valid(var file)) files.Add(file);
            else problems.AddRange(((Validated<SourceFile>.Invalid)read).Problems);
        }

        return problems.Count > 0 ? new Validated<SourceTree>.Invalid(problems) : new SourceTree(files);
    }

    /// <summary>A link out of the repository, or to nothing, is a file without text.</summary>
    private static Validated<SourceFile> Read(string root, string path)
    {
        var name = Way(root, path);
        if (File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target)
        {
            var way = Way(root, target.FullName);
            if (!target.Exists || way.StartsWith("..", StringComparison.Ordinal)) return new SourceFile(name, "");
            return Text(name, target.FullName).Then<SourceFile>(text => new SourceFile(name, text) { LinksTo = way });
        }

        return Text(name, path).Then<SourceFile>(text => new SourceFile(name, text));
    }

    private static Validated<string> Text(string name, string path) =>
        TerraformPaths.IsSource(name) ? InputFile.ReadText(path, name, "It was there a moment ago: try again.") : "";

    private static string Way(string root, string path) => Path.GetRelativePath(root, path).Replace('\\', '/');
}
