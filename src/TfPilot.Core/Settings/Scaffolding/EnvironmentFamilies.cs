using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Core.Settings;

/// <summary>
/// Finds environments by what is beside them: in <c>env/{prod,uat,sit}.tfvars</c>, <c>sit</c> is one although its name
/// says nothing. Two known names are evidence; a single one where the folder above is called <c>environments</c> or the
/// like.
/// </summary>
internal sealed class EnvironmentFamilies
{
    private readonly Dictionary<string, string> words = [];
    private readonly HashSet<string> folders = [];
    private readonly SortedSet<string> doubtful = new(StringComparer.Ordinal);

    /// <param name="files">Files that plans may be given.</param>
    /// <param name="projects">The names of the folders of projects, which files are named after too.</param>
    public EnvironmentFamilies(IReadOnlyList<EnvironmentFileName> files, IReadOnlySet<string> projects)
    {
        foreach (var beside in files.GroupBy(file => (file.Folder, file.IsBackend))) AddFiles([.. beside], projects);
        foreach (var parent in Folders(files).ToLookup(folder => FolderPath.Of(folder.Path)))
            AddFolders(parent.Key, [.. parent], projects);
    }

    /// <summary>Files and folders beside an environment that may be environments.</summary>
    public IEnumerable<string> Doubtful => doubtful;

    /// <summary>The environment that the file's own name tells by those beside it.</summary>
    public string? WordOf(string file) => words.GetValueOrDefault(file);

    public bool IsEnvironment(string folder) => folders.Contains(folder);

    private void AddFiles(IReadOnlyList<EnvironmentFileName> files, IReadOnlySet<string> projects)
    {
        var families = files.Select(file => (file.Stem, Word: StageWord.In(file.Stem)))
            .Where(one => one.Word is not null)
            .GroupBy(one => (Before: one.Stem[..one.Word!.At], After: one.Stem[(one.Word.At + one.Word.Text.Length)..]),
                one => one.Word!.Text).ToList();
        foreach (var file in files.Where(file => StageWord.In(file.Stem) is null && !projects.Contains(file.Stem)))
        {
            var found = families
                .Select(family => (Word: Between(file.Stem, family.Key.Before, family.Key.After),
                    Known: family.Distinct().Count()))
                .FirstOrDefault(one => one.Word is not null && !CommonNames.Contains(one.Word));
            if (found.Word is null) continue;
            if (IsEnough(found.Known, file.Folder)) words[file.Path] = found.Word;
            else doubtful.Add(file.Path);
        }
    }

    private void AddFolders(string parent, IReadOnlyList<(string Path, HashSet<string> Tails)> beside,
        IReadOnlySet<string> projects)
    {
        var known = beside.Where(folder => StageWord.In(FolderPath.NameOf(folder.Path)) is not null).ToList();
        if (known.Count == 0) return;
        var count = known.Select(folder => StageWord.In(FolderPath.NameOf(folder.Path))!.Text).Distinct().Count();
        foreach (var (folder, _) in beside.Except(known).Where(folder => FolderPath.NameOf(folder.Path) is var name
            && EnvironmentFolders.IsValid(name) && !CommonNames.Contains(name) && !projects.Contains(name)
            && known.Exists(other => other.Tails.Overlaps(folder.Tails))))
        {
            if (IsEnough(count, parent)) folders.Add(folder);
            else doubtful.Add(folder);
        }
    }

    private static bool IsEnough(int known, string folder) =>
        known > 1 || folder.Split('/').TakeLast(2).Any(EnvironmentFolders.IsEnvironmentParent);

    /// <summary>The middle of the name, a single word unless it is the whole name.</summary>
    private static string? Between(string stem, string before, string after)
    {
        if (stem.Length <= before.Length + after.Length || !stem.StartsWith(before, StringComparison.Ordinal)
            || !stem.EndsWith(after, StringComparison.Ordinal)) return null;
        var word = stem[before.Length..(stem.Length - after.Length)];
        return EnvironmentFolders.IsValid(word) && (word == stem || word.All(char.IsAsciiLetterOrDigit)) ? word : null;
    }

    /// <summary>All folders above the files, each with the paths of its files, its own name left open.</summary>
    private static IEnumerable<(string Path, HashSet<string> Tails)> Folders(
        IReadOnlyList<EnvironmentFileName> files) => files
        .SelectMany(file => FolderPath.SelfAndAncestors(file.Folder).Where(folder => folder.Length > 0),
            (file, folder) => (folder, Tail: TailOf(file, folder)))
        .GroupBy(one => one.folder, (folder, all) => (folder, all.Select(one => one.Tail).ToHashSet()));

    private static string TailOf(EnvironmentFileName file, string folder)
    {
        var tail = file.Path[(folder.Length + 1)..];
        return file.Folder == folder && file.Stem == FolderPath.NameOf(folder) ? $"*{tail[file.Stem.Length..]}" : tail;
    }
}

/// <summary>A file that plans may be given, and its name without ending.</summary>
internal sealed record EnvironmentFileName(string Path, string Stem, bool IsBackend)
{
    public string Folder { get; } = FolderPath.Of(Path);
}
