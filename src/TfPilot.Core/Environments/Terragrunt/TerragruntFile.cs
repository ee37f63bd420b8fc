using TfPilot.Core.Policies;

namespace TfPilot.Core.Environments;

/// <summary>A Terragrunt file, tokenized once for all units that read it.</summary>
internal sealed record TerragruntFile(string Path, List<HclToken> Tokens, HclBody Body)
{
    public static TerragruntFile Read(SourceFile file)
    {
        var tokens = HclTemplate.Tokens(file.Text);
        return new(file.Path, tokens, HclBody.Of(tokens));
    }

    /// <summary>The value of a local; null when the local is not defined in this file.</summary>
    public List<HclToken>? LocalOf(string name) =>
        Body.All("locals").Select(locals => locals.Arguments.GetValueOrDefault(name))
        .FirstOrDefault(value => value is not null);
}

/// <summary>The repository's files, as searched by Terragrunt's functions.</summary>
internal sealed class TerragruntFiles
{
    private readonly Dictionary<string, SourceFile> files;
    private readonly Dictionary<string, TerragruntFile> read = [];
    private readonly HashSet<string> folders;

    public TerragruntFiles(IReadOnlyList<SourceFile> files)
    {
        this.files = files.ToDictionary(file => file.Path);
        folders = [.. files.Select(file => Basics.FolderPath.Of(file.Path)).Distinct()
            .SelectMany(Basics.FolderPath.SelfAndAncestors)];
    }

    public bool Holds(string path) => files.ContainsKey(path);

    public bool HoldsAnything(string path) => files.ContainsKey(path) || folders.Contains(path);

    /// <summary>Null when there is no such HCL file.</summary>
    public TerragruntFile? Find(string path)
    {
        if (read.TryGetValue(path, out var known)) return known;
        if (!files.TryGetValue(path, out var file) || !TerraformPaths.IsConfiguration(path)
            || path.EndsWith(".json", StringComparison.Ordinal)) return null;
        return read[path] = TerragruntFile.Read(file);
    }
}
