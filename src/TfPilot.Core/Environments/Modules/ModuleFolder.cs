using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>
/// A folder with configuration: a root module or a called module. <paramref name="Path"/> is empty for the repository
/// root.
/// </summary>
public sealed record ModuleFolder(string Path)
{
    /// <summary>Whether it configures a backend or cloud block.</summary>
    public bool HasBackend { get; init; }

    /// <summary>
    /// Whether it has something that only root modules usually have: a configured provider, a lock file or variable
    /// values.
    /// </summary>
    public bool HasRootMark { get; init; }

    /// <summary>
    /// Whether it only declares variables, providers, versions or moves, so that a plan of it alone shows nothing. A
    /// lock file tells that it is planned all the same.
    /// </summary>
    public bool OnlyDeclares { get; init; }

    /// <summary>Whether it has resources, data sources or module calls.</summary>
    public bool HasResources { get; init; }

    /// <summary>Whether its configuration refers to workspaces.</summary>
    public bool NamesWorkspaces { get; init; }

    /// <summary>Whether a function in it may read files of variables: <c>file("env/prod.tfvars")</c>.</summary>
    public bool ReadsVariableFiles { get; init; }

    /// <summary>Whether it is a Terragrunt unit.</summary>
    public bool IsUnit { get; init; }

    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>The constraints for the version of Terraform itself.</summary>
    public IReadOnlyList<string> RequiredVersions { get; init; } = [];

    /// <summary>
    /// The folders of the modules it calls, the files it links to and the units it depends on, whether they exist or
    /// not.
    /// </summary>
    public IReadOnlyList<string> Uses { get; init; } = [];

    /// <summary>Whether it may use any folder.</summary>
    public bool UsesUnknown { get; init; }

    /// <summary>The known files of other folders that it reads.</summary>
    public IReadOnlyList<PathPattern> Reads { get; init; } = [];

    /// <summary>The real folder, when this one is reached through a symbolic link.</summary>
    public string? LinksTo { get; init; }

    /// <summary>Its real folder.</summary>
    internal string RealPath => LinksTo ?? Path;

    /// <summary>The state that its backend block names; null without one.</summary>
    public StateAddress? State { get; init; }

    /// <summary>The states that it reads with <c>terraform_remote_state</c>.</summary>
    public IReadOnlyList<StateAddress> ReadStates { get; init; } = [];

    internal static ModuleFolder Of(string path, IReadOnlyList<SourceFile> files)
    {
        var read = files.Where(file => TerraformPaths.IsSource(file.Path))
            .Select(file => TerraformFile.Read(file.Path, file.Text)).ToList();
        var called = read.SelectMany(file => file.ModuleSources).Where(IsLocal)
            .Select(source => FolderPath.Join(path, source));
        var linked = files.Select(file => file.LinksTo).OfType<string>().Select(FolderPath.Of);
        return new(path)
        {
            HasBackend = read.Exists(file => file.HasBackend),
            HasRootMark = read.Exists(file => file.HasProvider)
                || files.Any(file => TerraformPaths.IsLock(file.Path) || TerraformPaths.IsVariables(file.Path)),
            OnlyDeclares = read.Exists(file => file.OnlyDeclares) && !read.Exists(file => file.HasBackend)
                && read.TrueForAll(file => file.OnlyDeclares || !file.HasBlocks)
                && !files.Any(file => TerraformPaths.IsLock(file.Path)),
            HasResources = read.Exists(file => file.HasResources),
            NamesWorkspaces = read.Exists(file => file.NamesWorkspaces),
            ReadsVariableFiles = read.Exists(file => file.ReadsVariableFiles),
            Providers = [.. read.SelectMany(file => file.Providers).Distinct().Order(StringComparer.Ordinal)],
            RequiredVersions = [.. read.Select(file => file.RequiredVersion).OfType<string>()],
            Uses = [.. called.Concat(linked).Where(used => used != path).Distinct()],
            State = read.Select(file => file.State).FirstOrDefault(state => state is not null),
            ReadStates = [.. read.SelectMany(file => file.ReadStates)],
            UsesUnknown = read.Exists(file => file.HasUnknownSource),
        };
    }

    private static bool IsLocal(string source) =>
        source.StartsWith("./", StringComparison.Ordinal) || source.StartsWith("../", StringComparison.Ordinal);
}
