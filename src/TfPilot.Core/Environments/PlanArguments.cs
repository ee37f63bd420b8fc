using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>
/// What init and plan of a project are given for one environment. <paramref name="VarFiles"/> are paths from the
/// project's folder for <c>-var-file</c>; <paramref name="BackendConfig"/> are such paths, or <c>KEY=VALUE</c>, for
/// <c>-backend-config</c>. Both keep the order of the settings, because later ones take precedence.
/// </summary>
public sealed record PlanArguments(IReadOnlyList<string> VarFiles, IReadOnlyList<string> BackendConfig)
{
    public static readonly PlanArguments None = new([], []);

    /// <summary>Terraform's options for a shell: those of init first.</summary>
    public IEnumerable<string> Options =>
        BackendConfig.Select(value => $"-backend-config={value}").Concat(VarFiles.Select(path => $"-var-file={path}"));

    /// <summary>The files that are passed for the plan, from the repository root.</summary>
    /// <param name="project">The project's folder.</param>
    public IEnumerable<string> FilesOf(string project) =>
        VarFiles.Concat(BackendConfig.Where(IsFile)).Select(path => FolderPath.Join(project, path));

    /// <summary>
    /// The files of a commit that the environment passes to a project's plan, from the repository root. Files of every
    /// workspace are included, because a plan does not name its workspace.
    /// </summary>
    public static IReadOnlyList<string> FilesOf(EnvironmentSettings environment, string project, GitTree tree)
    {
        var context = new PlanContext(project, environment.Name, null);
        var names = new Lazy<SourceNames>(() => new(tree.Paths)); // Only globs need them sorted.
        return [.. PatternsOf(environment)
            .Select(text => new ProjectPath(text.Replace("${workspace}", "*", StringComparison.Ordinal)))
            .SelectMany(path => path.IsPattern ? names.Value.Matching(path.ToGlob(context)) : [path.Resolve(context)])
            .Distinct()];
    }

    /// <summary>The paths of files as the environment names them, with globs and placeholders.</summary>
    internal static IEnumerable<string> PatternsOf(EnvironmentSettings environment) =>
        environment.VarFiles.Select(file => file.Pattern).Concat(environment.BackendConfig.Where(IsFile));

    /// <summary>Whether a backend option names a file: Terraform takes all with an equals sign as values.</summary>
    internal static bool IsFile(string option) => !option.Contains('=', StringComparison.Ordinal);

    /// <summary>The syntax error of a backend option; null when it is valid.</summary>
    internal static string? FindBackendError(string option) =>
        IsFile(option) ? ProjectPath.FindError(option)
        : option.Any(char.IsControl) || option.Trim() != option || option.StartsWith('=')
        ? "write KEY=VALUE without control characters and outer blanks"
        : ProjectPath.FindPlaceholderError(option);

    /// <summary>
    /// A path without globs is always passed: when the file is missing, Terraform refuses to plan, instead of planning
    /// with the defaults. A glob passes the files that exist, and is reported when there are none.
    /// </summary>
    internal static (PlanArguments Arguments, IReadOnlyList<Problem> Notes) Of(
        EnvironmentSettings environment, PlanContext context, SourceNames names)
    {
        if (environment is { VarFiles.Count: 0, BackendConfig.Count: 0 }) return (None, []);
        var notes = new List<Problem>();
        var files = environment.VarFiles.SelectMany(path => Files(path, "var_files")).ToList();
        var backend = environment.BackendConfig.SelectMany(option => IsFile(option)
            ? Files(new(option), "backend_config") : [ProjectPath.Fill(option, context, text => text)]).ToList();
        return (new(Once(files), Once(backend)), notes);

        IEnumerable<string> Files(ProjectPath path, string key)
        {
            if (!path.IsPattern) return [FolderPath.Relative(context.Project, path.Resolve(context))];
            var found = names.Matching(path.ToGlob(context)).ToList();
            if (found.Count == 0 && !path.IsOptional)
                notes.Add(new(FolderPath.DisplayName(context.Project),
                    $"no file matches {path} in {key} of {environment.Name}, so no such file is passed to its plan"));
            return found.Select(file => FolderPath.Relative(context.Project, file));
        }
    }

    /// <summary>The last of equal ones counts, as it does for Terraform.</summary>
    private static IReadOnlyList<string> Once(IEnumerable<string> all) => [.. all.Reverse().Distinct().Reverse()];
}
