using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>Finds folders that lost all of their configuration and may have been root modules.</summary>
internal static class Orphans
{
    public static IReadOnlyList<OrphanedProject> Of(
        IReadOnlyList<ChangedFile> files, SourceTree tree, EnvironmentMap map)
    {
        var lost = files.SelectMany(file => Deleted(file, tree)).Where(file => !map.IsIgnored(file.Path))
            .ToLookup(file => FolderPath.Of(file.Path));
        return
        [
            .. lost.Where(folder => folder.Any(file => IsConfiguration(file.Path, tree)) && !tree.HasModule(folder.Key)
                    && !DestroyFiles.IsDestroyed(folder.Key, tree))
                .Select(folder => Orphan(folder.Key, [.. folder], map))
                .OfType<OrphanedProject>()
                .OrderBy(orphan => orphan.Path, StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// The removed paths: a renamed file's old path, and missing files, because a plain list of paths does not give a
    /// status.
    /// </summary>
    private static IEnumerable<DeletedFile> Deleted(ChangedFile file, SourceTree tree)
    {
        if (file.PreviousPath is { } previous) yield return new(previous, file.RemovedText, file.Path);
        if (file.Status == ChangeStatus.Removed || (IsConfiguration(file.Path, tree) && !tree.Holds(file.Path)))
            yield return new(file.Path, file.RemovedText, null);
    }

    /// <summary>A Terragrunt file with units below is their parent, not a unit.</summary>
    private static bool IsConfiguration(string path, SourceTree tree) =>
        TerraformPaths.IsSource(path) || (TerraformPaths.IsTerragrunt(path) && !tree.HasUnitBelow(FolderPath.Of(path)));

    private static OrphanedProject? Orphan(string folder, IReadOnlyList<DeletedFile> files, EnvironmentMap map)
    {
        var environments = map.Claiming(folder).Select(environment => environment.Name).ToList();
        var claim = environments.Count == 0 ? null
            : $"{string.Join(", ", environments)} {(environments.Count == 1 ? "includes" : "include")} it";
        if (Evidence(files, claim, map.IsShared(folder)) is not { } evidence) return null;
        var moved = files.Where(file => TerraformPaths.IsSource(file.Path) || TerraformPaths.IsTerragrunt(file.Path))
            .Select(file => file.MovedTo).OfType<string>().Select(FolderPath.Of);
        return new(FolderPath.DisplayName(folder), environments, evidence,
            moved.Order(StringComparer.Ordinal).Select(FolderPath.DisplayName).FirstOrDefault());
    }

    private static string? Evidence(IReadOnlyList<DeletedFile> files, string? claim, bool isShared)
    {
        var sources = files.Where(file => TerraformPaths.IsSource(file.Path)).ToList();
        var known = sources.Where(file => file.Text is not null)
            .Select(file => TerraformFile.Read(file.Path, file.Text!)).ToList();
        if (known.Exists(file => file.HasBackend)) return "it had a backend";
        if (isShared) return null;
        if (claim is not null) return claim;
        if (files.Any(file => TerraformPaths.IsTerragrunt(file.Path))) return "it had a terragrunt.hcl";
        if (known.Exists(file => file.HasProvider)) return "it had a provider";
        if (files.FirstOrDefault(
            file => TerraformPaths.IsLock(file.Path) || TerraformPaths.IsVariables(file.Path)) is { } rootFile)
            return $"it had {rootFile.Path.Split('/')[^1]}";
        return known.Count < sources.Count ? "it may have been a root module" : null;
    }

    private sealed record DeletedFile(string Path, string? Text, string? MovedTo);
}
