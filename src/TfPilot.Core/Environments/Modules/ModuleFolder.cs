using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>A folder with configuration, a root module or one that others call. <paramref name="Path"/> is empty for the repository's root.</summary>
public sealed record ModuleFolder(string Path)
{
    /// <summary>Whether it says where its state is.</summary>
    public bool HasBackend { get; init; }

    /// <summary>Whether it has what modules leave to their callers: a configured provider, a lock file, values of variables.</summary>
    public bool HasRootMark { get; init; }

    /// <summary>Whether it knows of workspaces.</summary>
    public bool NamesWorkspaces { get; init; }

    /// <summary>Whether Terragrunt plans it on its own.</summary>
    public bool IsUnit { get; init; }

    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>The folders of the modules that it calls, of the files that it links to and of the units it depends on, whether they exist or not.</summary>
    public IReadOnlyList<string> Uses { get; init; } = [];

    /// <summary>Whether it may use any folder.</summary>
    public bool UsesUnknown { get; init; }

    /// <summary>The files of other folders that it is known to read.</summary>
    public IReadOnlyList<PathPattern> Reads { get; init; } = [];

    /// <summary>The real folder, when it is reached through a symbolic link.</summary>
    public string? LinksTo { get; init; }

    /// <summary>Its real folder.</summary>
    internal string RealPath => LinksTo ?? Path;

    internal static ModuleFolder Of(string path, IReadOnlyList<SourceFile> files)
    {
        var read = files.Where(file => TerraformPaths.IsSource(file.Path)).Select(file => TerraformFile.Read(file.Path, file.Text)).ToList();
        var called = read.SelectMany(file => file.ModuleSources).Where(IsLocal).Select(source => FolderPath.Join(path, source));
        var linked = files.Select(file => file.LinksTo).OfType<string>().Select(FolderPath.Of);
        return new(path)
        {
            HasBackend = read.Exists(file => file.HasBackend),
            HasRootMark = read.Exists(file => file.HasProvider) || files.Any(file => TerraformPaths.IsLock(file.Path) || TerraformPaths.IsVariables(file.Path)),
            NamesWorkspaces = read.Exists(file => file.NamesWorkspaces),
            Providers = [.. read.SelectMany(file => file.Providers).Distinct().Order(StringComparer.Ordinal)],
            Uses = [.. called.Concat(linked).Where(used => used != path).Distinct()],
            UsesUnknown = read.Exists(file => file.HasUnknownSource),
        };
    }

    private static bool IsLocal(string source) => source.StartsWith("./", StringComparison.Ordinal) || source.StartsWith("../", StringComparison.Ordinal);
}
