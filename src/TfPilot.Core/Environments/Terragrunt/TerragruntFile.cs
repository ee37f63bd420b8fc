using TfPilot.Core.Policies;

namespace TfPilot.Core.Environments;

/// <summary>One file of Terragrunt, cut into pieces once for all units that read it.</summary>
internal sealed record TerragruntFile(string Path, List<HclToken> Tokens, HclBody Body)
{
    public static TerragruntFile Read(SourceFile file)
    {
        var tokens = HclTemplate.Tokens(file.Text);
        return new(file.Path, tokens, HclBody.Of(tokens));
    }

    /// <summary>Its locals; an argument that is not among them has no value here.</summary>
    public List<HclToken>? LocalOf(string name) =>
        Body.All("locals").Select(locals => locals.Arguments.GetValueOrDefault(name)).FirstOrDefault(value => value is not null);
}

/// <summary>The files of a repository as Terragrunt's functions look for them.</summary>
internal sealed class TerragruntFiles
{
    private readonly Dictionary<string, SourceFile> files;
    private readonly Dictionary<string, TerragruntFile> read = [];
    private readonly HashSet<string> folders;

    public TerragruntFiles(IReadOnlyList<SourceFile> files)
    {
        this.files = files.ToDictionary(file => file.Path);
        folders = [.. files.Select(file => Basics.FolderPath.Of(file.Path)).Distinct().SelectMany(Basics.FolderPath.Upwards)];
    }

    public bool Holds(string path) => files.ContainsKey(path);

    public bool HoldsAnything(string path) => files.ContainsKey(path) || folders.Contains(path);

    /// <summary>Null when there is no such file of HCL.</summary>
    public TerragruntFile? Find(string path)
    {
        if (read.TryGetValue(path, out var known)) return known;
        if (!files.TryGetValue(path, out var file) || !TerraformPaths.IsConfiguration(path) || path.EndsWith(".json", StringComparison.Ordinal)) return null;
        return read[path] = TerragruntFile.Read(file);
    }
}
