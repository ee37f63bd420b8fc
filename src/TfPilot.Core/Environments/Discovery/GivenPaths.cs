using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>
/// Which environments may be given a file of variables or of a backend, by its path alone and without knowing the
/// projects.
/// </summary>
internal static class GivenPaths
{
    /// <summary>
    /// The environments that name the file, and those that name no files, which may read any. Null when no environment
    /// names it, or when Terraform may load it by its name.
    /// </summary>
    public static IReadOnlyList<EnvironmentSettings>? EnvironmentsOf(string path, EnvironmentMap map)
    {
        if (!(TerraformPaths.IsVariables(path) || TerraformPaths.IsBackend(path))
            || TerraformPaths.IsReadBesideThePlan(path)) return null;
        var users = map.Environments.Where(environment => MayGive(environment, path)).ToList();
        if (users.Count == 0) return null;
        var claiming = map.Claiming(FolderPath.Of(path)).Where(
            environment => environment is { VarFiles.Count: 0, BackendConfig.Count: 0 });
        return [.. map.Environments.Where(users.Concat(claiming).Contains)];
    }

    private static bool MayGive(EnvironmentSettings environment, string path) =>
        PlanArguments.PatternsOf(environment).Any(pattern => MayBe(pattern, environment, path));

    private static bool MayBe(string pattern, EnvironmentSettings environment, string path)
    {
        // Each placeholder that depends on the project or workspace stands for any folder or name.
        var filled = ProjectPath.Fill(pattern.Replace("{${folder}}", "*", StringComparison.Ordinal)
            .Replace("${folder}", "*", StringComparison.Ordinal), new("**", environment.Name, "*"), text => text);
        if (filled.StartsWith('/')) return new PathGlob(FolderPath.Join("", filled)).Matches(path);
        var inside = FolderPath.Join("", filled);
        if (inside.StartsWith("../", StringComparison.Ordinal))
            return new PathGlob($"**/{inside.Replace("../", "", StringComparison.Ordinal)}").Matches(path);
        return FolderPath.SelfAndAncestors(FolderPath.Of(path)).Any(folder =>
            (environment.Paths.Count == 0 || environment.Paths.Any(glob => glob.Matches(folder)))
            && new PathGlob(inside).Matches(FolderPath.Relative(folder, path)));
    }
}
