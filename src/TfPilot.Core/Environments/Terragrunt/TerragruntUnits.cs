using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>The Terragrunt units: the folders that it plans, including those without Terraform configuration.</summary>
/// <param name="UnknownStacks">Stack files whose generated units cannot be determined.</param>
internal sealed record TerragruntUnits(
    IReadOnlyList<ModuleFolder> Units, IReadOnlyList<string> UnknownStacks, IReadOnlyList<Problem> Notes)
{
    /// <summary>The folders of files that units include, which are not planned for their Terraform files.</summary>
    public IReadOnlyList<string> Parents { get; init; } = [];

    private static readonly TerragruntUnits None = new([], [], []);

    /// <param name="modules">The folders with Terraform configuration.</param>
    public static TerragruntUnits Of(IReadOnlyList<SourceFile> files, IReadOnlyDictionary<string, ModuleFolder> modules)
    {
        if (!files.Any(file => TerraformPaths.IsTerragrunt(file.Path) || IsStack(file.Path))) return None;
        var known = new TerragruntFiles([.. files.DistinctBy(file => file.Path)]);
        var stacks = new TerragruntStacks(known);
        foreach (var stack in files.Where(file => IsStack(file.Path))) stacks.Read(stack.Path);
        var candidates = files.Where(
            file => TerraformPaths.IsTerragrunt(file.Path) && !stacks.IsTemplate(FolderPath.Of(file.Path)))
            .Select(file => (file.Path, Folder: FolderPath.Of(file.Path),
                Reader: Read(known, file.Path, FolderPath.Of(file.Path)))).ToList();
        var parents = candidates
            .SelectMany(unit => unit.Reader.Included.Where(path => path != unit.Path)).ToHashSet();
        var plain = candidates.Where(
            unit => parents.Contains(unit.Path) ? modules.GetValueOrDefault(unit.Folder) is { HasBackend: true }
                : modules.ContainsKey(unit.Folder) || unit.Reader.MayHaveSource)
            .Select(unit => (unit.Folder, unit.Reader, Reads: (IReadOnlyList<PathPattern>)[]));
        var made = stacks.Units.Select(unit => (unit.Folder,
            Reader: unit.Template is { } template ? Read(known, template, unit.Folder) : new(known), unit.Reads));
        var all = plain.Concat(made).DistinctBy(unit => unit.Folder).ToList();
        string[] folders = [.. all.Select(unit => unit.Folder)];
        string[] modulePaths = [.. modules.Keys];
        return new(
            [.. all.Select(
                unit => Unit(modules.GetValueOrDefault(unit.Folder) ?? new(unit.Folder), unit.Reader, unit.Reads,
                    modulePaths, folders))],
            stacks.Unknown,
            [.. stacks.Unknown.Select(path => new Problem(path,
                "the units of this stack cannot be determined from files because their paths are expressions"))])
        {
            Parents = [.. parents.Where(TerraformPaths.IsTerragrunt).Select(FolderPath.Of)
                .Except(all.Select(unit => unit.Folder))],
        };
    }

    private static TerragruntReader Read(TerragruntFiles files, string path, string unit)
    {
        var reader = new TerragruntReader(files);
        reader.Read(path, unit);
        return reader;
    }

    private static ModuleFolder Unit(
        ModuleFolder folder, TerragruntReader reader, IReadOnlyList<PathPattern> reads, IReadOnlyList<string> modules,
        IReadOnlyList<string> units)
    {
        var sources = reader.Sources.Select(PathPattern.Of).ToList();
        var used = sources.SelectMany(source => Matching(source, modules))
            .Concat(reader.Dependencies.Select(PathPattern.Of).SelectMany(path => Matching(path, units)));
        return folder with
        {
            IsUnit = true,
            Uses = [.. folder.Uses.Concat(used).Where(path => path != folder.Path).Distinct()],
            UsesUnknown = folder.UsesUnknown || sources.Exists(source => source.IsAnything),
            Reads = [.. reads.Concat(reader.Reads.Select(PathPattern.Of)).Distinct()],
        };
    }

    /// <summary>A fully known path yields itself, whether it exists or not.</summary>
    private static IEnumerable<string> Matching(PathPattern pattern, IReadOnlyList<string> folders) =>
        pattern.IsExact ? [pattern.Prefix] : pattern.IsAnything ? [] : folders.Where(pattern.Matches);

    private static bool IsStack(string path) =>
        path == TerraformPaths.TerragruntStack
        || path.EndsWith($"/{TerraformPaths.TerragruntStack}", StringComparison.Ordinal);
}
