using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Settings;

/// <summary>
/// A file that one project gets for one environment; a null environment means all of the project. <paramref
/// name="Path"/> is as the settings write it.
/// </summary>
internal sealed record EnvironmentFile(string Root, string? Environment, string Path, bool IsBackend, string File)
{
    /// <summary>Whether the file's own name is the environment's, rather than that of a folder above.</summary>
    public bool IsNamed { get; init; }

    /// <summary>Whether its name says that it is common to several, so that others take precedence.</summary>
    public bool IsCommon { get; init; }
}

/// <summary>
/// Finds environments in the names of files of variables and of backend configuration: <c>env/prod.tfvars</c>,
/// <c>vars/prod/*.tfvars</c>, <c>vars_dev.euc1.tfvars</c>, <c>backend/prod.tfbackend</c>.
/// </summary>
internal sealed class EnvironmentFiles
{
    private static readonly string[] Endings =
        [".tfvars.json", ".tfvars", ".tfbackend", ".backend", ".hcl", ".config", ".conf", ".ini"];

    private static readonly HashSet<string> Common =
        ["common", "global", "globals", "shared", "base", "default", "defaults", "all"];

    private static readonly HashSet<string> Backends =
        ["backend", "backends", "backend-config", "backend-configs", "backend_config", "backend_configs"];

    private static readonly HashSet<string> Layers = ["secret", "secrets", "sensitive"];

    private readonly List<Candidate> candidates = [];
    private readonly EnvironmentFamilies families;

    private EnvironmentFiles(IReadOnlyList<string> roots, IReadOnlyList<string> projects, IReadOnlyList<string> paths,
        Func<string, string?> moduleOf)
    {
        var known = roots.ToHashSet();
        var files = PlanFiles(paths);
        families = new([.. files.Select(file => new EnvironmentFileName(file, StemOf(file), IsBackend(file)))],
            roots.Select(root => root.Split('/')[^1]).ToHashSet());
        foreach (var file in files)
        {
            if (moduleOf(FolderPath.Of(file)) is { } owner && known.Contains(owner)) AddInside(owner, file);
            else if (!TerraformPaths.IsReadBesideThePlan(file) || moduleOf(FolderPath.Of(file)) != FolderPath.Of(file))
                AddOutside(file, roots);
        }

        AddGeneral([.. files.Where(file => moduleOf(FolderPath.Of(file)) is not { } owner || !known.Contains(owner))],
            roots, projects);
    }

    /// <param name="roots">The projects without an environment of their own.</param>
    /// <param name="projects">All projects.</param>
    /// <param name="moduleOf">The nearest folder with configuration.</param>
    /// <returns>The files, and the paths beside environments that may be some.</returns>
    public static (IReadOnlyList<EnvironmentFile> Files, IReadOnlyList<string> Doubtful) Of(
        IReadOnlyList<string> roots, IReadOnlyList<string> projects, IReadOnlyList<string> paths,
        Func<string, string?> moduleOf)
    {
        var all = new EnvironmentFiles(roots, projects, paths, moduleOf);
        return (Named(all.candidates), [.. all.families.Doubtful]);
    }

    private static IReadOnlyList<EnvironmentFile> Named(List<Candidate> found)
    {
        var named = found.Where(one => one.Stage is not null).ToLookup(one => one.Root);
        var several = found.Where(one => one is { IsByFolder: true, IsBackend: false } && !one.Path.StartsWith('/'))
            .GroupBy(one => (one.Root, one.Folder)).Where(same => same.Count() > 1).Select(same => same.Key)
            .ToHashSet();
        found = found.ConvertAll(one => one.IsBackend || !several.Contains((one.Root, one.Folder)) ? one
            : one with { Path = $"{Quoted(one.Folder)}/*.tfvars" });
        var split = Split(found);
        return
        [
            .. found.Where(one => one.Stage is not null || named.Contains(one.Root)).Select(one => new EnvironmentFile(
                one.Root, one.Stage is null ? null : NameOf(one, named[one.Root], split), one.Path, one.IsBackend,
                one.File)
            { IsNamed = one is { Stage: not null, IsByFolder: false }, IsCommon = Common.Contains(one.Stem) }),
        ];
    }

    /// <summary>
    /// The environment's word, unless some project has several files of it, as <c>prod-eu</c> and <c>prod-us</c>: then
    /// all words that not every file of the project has.
    /// </summary>
    private static string NameOf(Candidate file, IEnumerable<Candidate> ofRoot, HashSet<string> split)
    {
        if (file.IsByFolder || !split.Contains(file.Stage!)) return file.Stage!;
        var common = ofRoot.Where(one => one.IsBackend == file.IsBackend && !one.IsByFolder)
            .Select(one => Words(one.Stem)).Aggregate((all, words) => [.. all.Intersect(words)]);
        var name = string.Join('-', Words(file.Stem).Except(common).Except(Layers));
        return EnvironmentFolders.IsValid(name) && name.Contains(file.Stage!, StringComparison.Ordinal) ? name
            : file.Stage!;
    }

    /// <summary>The environments of which some project has several files, and those with files beside these.</summary>
    private static HashSet<string> Split(IEnumerable<Candidate> found) =>
    [
        .. found.Where(one => one is { Stage: not null, IsByFolder: false } && !Layers.Overlaps(Words(one.Stem)))
            .GroupBy(one => (one.Root, one.Folder, one.IsBackend))
            .Where(beside => beside.GroupBy(one => one.Stage)
                .Any(same => same.Select(one => one.Stem).Distinct().Count() > 1))
            .SelectMany(beside => beside.Select(one => one.Stage!)),
    ];

    private void AddInside(string root, string file)
    {
        var relative = FolderPath.Relative(root, file);
        if (!relative.Contains('/', StringComparison.Ordinal) && TerraformPaths.IsReadBesideThePlan(file)) return;
        Add(root, relative, Quoted(relative), file);
    }

    /// <summary>
    /// A file outside the projects belongs to the one whose folder is named in its path, as in
    /// <c>variables/prod/orders.tfvars</c>.
    /// </summary>
    private void AddOutside(string file, IReadOnlyList<string> roots)
    {
        var stem = StemOf(file);
        var steps = FolderPath.Of(file).Split('/');
        foreach (var root in roots.Where(root => root.Length > 0))
        {
            var name = root.Split('/')[^1];
            var at = Array.LastIndexOf(steps, name);
            if (stem == name)
                Add(root, file, $"{Above(steps)}/${{folder}}{file[(file.LastIndexOf('/') + 1 + stem.Length)..]}", file,
                    isOfProject: true);
            else if (at >= 0)
                Add(root, file, $"{Above(steps[..at])}/${{folder}}{Above(steps[(at + 1)..])}/" +
                    Quoted(FolderPath.NameOf(file)), file);
        }
    }

    /// <summary>
    /// Files outside that name no project: those beside the files of projects are common to them; otherwise they belong
    /// to all projects that have no such file, below the nearest folder with projects.
    /// </summary>
    private void AddGeneral(IReadOnlyList<string> files, IReadOnlyList<string> roots, IReadOnlyList<string> projects)
    {
        var mapped = candidates.Select(one => one.File).ToHashSet();
        var outside = candidates.Where(one => one.Path.StartsWith('/')).ToLookup(one => FolderPath.Of(one.File));
        var without = roots.Except(candidates.Where(one => one.Stage is not null).Select(one => one.Root)).ToList();
        foreach (var file in files.Where(
            path => !mapped.Contains(path) && !TerraformPaths.IsReadBesideThePlan(path)))
        {
            var users = outside[FolderPath.Of(file)].Select(one => one.Root).Distinct().ToList();
            var scope = FolderPath.SelfAndAncestors(FolderPath.Of(file))
                .FirstOrDefault(folder => projects.Any(project => FolderPath.IsAtOrBelow(project, folder))) ?? "";
            var below = without.Where(root => FolderPath.IsAtOrBelow(root, scope));
            foreach (var root in users.Count == 0 ? below : Common.Contains(StemOf(file)) ? users : [])
                Add(root, file, $"/{Quoted(file)}", file);
        }
    }

    /// <summary>
    /// A folder that is named exactly like an environment goes before the name of a file that only contains one; the
    /// name of a project is no evidence.
    /// </summary>
    private void Add(string root, string relative, string path, string file, bool isOfProject = false)
    {
        if (ProjectPath.FindError(path) is not null) return;
        var (stem, folders) = (StemOf(relative), FolderPath.Of(relative).Split('/'));
        var exact = EnvironmentStages.IsExactly(stem) ? null
            : folders.LastOrDefault(step => EnvironmentFolders.IsValid(step) && EnvironmentStages.IsExactly(step))
                ?? MemberAbove(relative, file);
        var word = exact is null && !isOfProject ? StageWord.In(stem)?.Text ?? families.WordOf(file) : null;
        var folder = exact
            ?? (word is null ? folders.LastOrDefault(step => EnvironmentFolders.RankOf(step) is not null) : null);
        if (word is null && folder is null && !Common.Contains(stem)) return;
        if (word is not null && !EnvironmentFolders.IsValid(word)) return;
        candidates.Add(new(root, word ?? folder, stem, FolderPath.Of(relative), folder is not null, path,
            isOfProject ? TerraformPaths.IsBackend(file) : IsBackend(relative), file));
    }

    /// <summary>The name of the folder above, within the project, that is one by those beside it.</summary>
    private string? MemberAbove(string relative, string file) =>
        FolderPath.SelfAndAncestors(FolderPath.Of(file))
        .FirstOrDefault(folder => folder.Length > file.Length - relative.Length && families.IsEnvironment(folder))
        ?.Split('/')[^1];

    /// <summary>The folders, each behind a slash.</summary>
    private static string Above(string[] steps) =>
        string.Concat(steps.Where(step => step.Length > 0).Select(step => $"/{Glob.Exactly(step).Pattern}"));

    /// <summary>A path whose characters are no globs.</summary>
    private static string Quoted(string path) =>
        string.Join('/', path.Split('/').Select(step => Glob.Exactly(step).Pattern));

    private static string[] Words(string stem) => stem.Split('-', '_', '.');

    /// <summary>
    /// Variables, and configuration of backends. An ending that is not for backends counts where the name is, and no
    /// other file there has both: some tools keep other settings in such a file.
    /// </summary>
    private static List<string> PlanFiles(IReadOnlyList<string> paths)
    {
        var plain = paths.Where(path => IsOfPlans(path) && !IsExample(path)).ToList();
        var folders = plain.Where(IsBackend).Select(FolderPath.Of).ToHashSet();
        return [.. plain, .. paths.Where(path => TerraformPaths.MayBeBackend(path) && !IsExample(path)
            && Words(StemOf(path)).Contains("backend") && !folders.Contains(FolderPath.Of(path)))];
    }

    private static bool IsOfPlans(string path) =>
        TerraformPaths.IsVariables(path) || TerraformPaths.IsBackend(path)
        || (path.EndsWith(".hcl", StringComparison.Ordinal) && IsBackend(path));

    private static bool IsBackend(string path) => TerraformPaths.IsBackend(path)
        || Words(StemOf(path)).Contains("backend") || FolderPath.Of(path).Split('/').Any(Backends.Contains);

    private static bool IsExample(string path) =>
        Words(StemOf(path)).Any(word => word is "example" or "sample" or "template");

    private static string StemOf(string path)
    {
        var name = FolderPath.NameOf(path);
        var ending = Array.Find(Endings, ending => name.EndsWith(ending, StringComparison.Ordinal)) ?? "";
        var stem = name[..^ending.Length];
        return stem.EndsWith(".auto", StringComparison.Ordinal) ? stem[..^".auto".Length] : stem;
    }

    private sealed record Candidate(
        string Root, string? Stage, string Stem, string Folder, bool IsByFolder, string Path, bool IsBackend,
        string File);
}
