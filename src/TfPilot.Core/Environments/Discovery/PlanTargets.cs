using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>
/// The environment and workspace of a plan. A null environment means none; a null workspace means the one already
/// selected.
/// </summary>
public sealed record PlanTarget(string? Environment, string? Workspace)
{
    /// <summary>What init and plan are given.</summary>
    public PlanArguments Arguments { get; init; } = PlanArguments.None;
}

/// <summary>Determines the environments and workspaces that a project is planned for.</summary>
internal static class PlanTargets
{
    private static readonly IReadOnlyList<PlanTarget> Nowhere = [new(null, null)];

    /// <summary>
    /// Every environment whose paths match, in each of its workspaces; if no paths match, every environment that has
    /// workspaces and no paths. Returns at least one.
    /// </summary>
    /// <param name="variables">The project's variable files; a workspace often has the same name as one.</param>
    public static (IReadOnlyList<PlanTarget> Targets, IReadOnlyList<Problem> Notes) Of(
        string folder, IReadOnlyList<string> variables, SourceNames files, EnvironmentMap map)
    {
        var claiming = map.Claiming(folder).ToList();
        var environments = claiming.Count > 0 ? claiming
            : map.Environments.Where(environment => environment.IsByWorkspace).ToList();
        var names = variables.Select(WorkspaceOf).OfType<string>().Distinct().ToList();
        var unknown = environments.SelectMany(environment => environment.WorkspacesOf(folder)
            .Where(glob => IsPattern(glob) && !names.Exists(name => glob.Matches(name)))
            .Select(glob => new Problem(FolderPath.DisplayName(folder),
                $"the workspaces matching {glob} of {environment.Name} cannot be determined from files; list " +
                    "them individually in the settings")));
        var targets = new List<PlanTarget>();
        var notes = unknown.ToList();
        foreach (var (environment, workspace) in environments.SelectMany(
            environment => Workspaces([.. environment.WorkspacesOf(folder)], names),
            (environment, workspace) => (environment, workspace)))
        {
            var (arguments, missing) = PlanArguments.Of(
                environment, new(folder, environment.Name, workspace), files);
            targets.Add(new(environment.Name, workspace) { Arguments = arguments });
            notes.AddRange(missing);
        }

        return (targets.Count > 0 ? targets : Nowhere, [.. notes.Distinct()]);
    }

    /// <summary>Null is the workspace that is already selected.</summary>
    private static IReadOnlyList<string?> Workspaces(IReadOnlyList<Glob> globs, IReadOnlyList<string> names) =>
        globs.Count == 0 ? [null]
        : [.. globs
            .SelectMany(glob => IsPattern(glob) ? names.Where(name => glob.Matches(name)) : [glob.Pattern])
            .Distinct()];

    private static bool IsPattern(Glob glob) => glob.Pattern.AsSpan().IndexOfAny('*', '{') >= 0;

    /// <summary>
    /// <c>envs/prod.tfvars</c> belongs to workspace prod; files that Terraform loads automatically belong to all.
    /// </summary>
    internal static string? WorkspaceOf(string variables)
    {
        var name = variables.Split('/')[^1];
        var stem = name[..name.LastIndexOf(".tfvars", StringComparison.Ordinal)];
        return stem == "terraform" || stem.EndsWith(".auto", StringComparison.Ordinal) ? null : stem;
    }
}
