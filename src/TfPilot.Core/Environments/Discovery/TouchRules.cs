using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>
/// Determines the plans that the changed paths require without reading any file, so it may require more than a
/// discovery, which knows the users of a module. Every path counts separately, a renamed file at both paths. An invalid
/// repository path hides what changed, so anything may have changed.
/// </summary>
public static class TouchRules
{
    public static AffectedPaths Decide(ChangedFiles changed, EnvironmentMap map, UnmappedHandling unmapped) => new(
        [
            .. changed.Files.SelectMany(file => Of(file, map, unmapped)).Select(ByName)
                .GroupBy(touch => touch.Path)
                .Select(same => same.First() with { IsThere = same.Any(touch => touch.IsThere) })
                .OrderBy(touch => $"{touch.Path}", StringComparer.Ordinal),
        ],
        IsComplete: !changed.IsTruncated && !changed.IsEverything && changed.Files.All(HasPaths))
    {
        IsSettingsAlone = changed is { IsTruncated: false, IsEverything: false, Files.Count: > 0 }
            && changed.Files.All(IsOfSettings),
        Protected =
        [
            .. changed.Files.SelectMany(file => new[] { file.Path, file.PreviousPath }).OfType<string>().Distinct()
                .Select(ProtectedPath.Of).OfType<ProtectedPath>()
                .OrderBy(path => path.Path, StringComparer.Ordinal),
        ],
    };

    /// <summary>
    /// Also checks a renamed file's old path. Terraform files among the settings are excluded because they need a plan.
    /// </summary>
    private static bool IsOfSettings(ChangedFile file) => HasPaths(file)
        && new[] { file.Path, file.PreviousPath ?? file.Path }.All(
            path => SettingsPath.Is(path) && !TerraformPaths.IsTerraform(path));

    private static bool HasPaths(ChangedFile file) =>
        RepositoryPath.FindError(file.Path) is null
        && (file.PreviousPath is null || RepositoryPath.FindError(file.PreviousPath) is null);

    private static IEnumerable<AffectedPath> Of(ChangedFile file, EnvironmentMap map, UnmappedHandling unmapped)
    {
        // Without its destroy file nothing is destroyed.
        var isThere = file.Status != ChangeStatus.Removed;
        if ((isThere || !DestroyFile.Is(file.Path)) && RepositoryPath.TryParse(file.Path) is { } path
            && Of(path, map, unmapped) is { } touch) yield return touch with { IsThere = isThere };
        if (RepositoryPath.TryParse(file.PreviousPath) is { } previous && Of(previous, map, unmapped) is { } gone)
            yield return gone;
    }

    private static AffectedPath? Of(RepositoryPath file, EnvironmentMap map, UnmappedHandling unmapped)
    {
        string path = file;
        if (SettingsPath.Is(path)) return new(file, TouchKind.Settings, []);
        if (map.IsIgnored(path)) return null;
        if (GivenPaths.EnvironmentsOf(path, map) is { } given) return new(file, TouchKind.Claimed, NamesOf(given));
        if (map.Claiming(file.Folder).ToList() is { Count: > 0 } claiming)
            return new(file, TouchKind.Claimed, NamesOf(claiming));
        if (map.IsShared(path) || map.IsShared(file.Folder)) return new(file, TouchKind.Shared, []);
        if (!TerraformPaths.IsTerraform(path)) return null;
        if (map.Environments.Where(environment => environment.IsByWorkspace).ToList() is { Count: > 0 } anywhere)
            return new(file, TouchKind.Claimed, NamesOf(anywhere));
        return unmapped == UnmappedHandling.Ignore ? null : new(file, TouchKind.Unmapped, []);
    }

    private static AffectedPath ByName(AffectedPath touch) => touch with
    {
        IsSource = touch.Kind != TouchKind.Settings && TerraformPaths.IsSource(touch.Path),
        IsReadBesideThePlan = TerraformPaths.IsReadBesideThePlan(touch.Path),
        IsTerraform = TerraformPaths.IsTerraform(touch.Path),
    };

    private static IReadOnlyList<string> NamesOf(IEnumerable<EnvironmentSettings> environments) =>
        [.. environments.Select(environment => environment.Name)];
}
