using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>
/// The environment and workspace of a plan. A null environment means none; a null workspace means the one already
/// selected.
/// </summary>
public sealed record PlanTarget(string? Environment, string? Workspace);

/// <summary>Determines the environments and workspaces that a project is planned for.</summary>
internal static class PlanTargets
{
    private static readonly IReadOnlyList<PlanTarget> Nowhere = [new(null, null)];

    /// <summary>
    /// Every environment whose paths match, in each of its workspaces; if no paths match, every environment that has
    /// workspaces. Returns at least one.
    /// </summary>
    /// <param name="variables">The project's variable files; a workspace often has the same name as one.</param>
    public static (IReadOnlyList<PlanTarget> Targets, IReadOnlyList<Problem> Notes) Of(
        string folder, IReadOnlyList<string> variables, EnvironmentMap map)
    {
        var claiming = map.Claiming(folder).ToList();
        var environments = claiming.Count > 0 ? claiming
            : map.Environments.Where(environment => environment.Workspaces.Count > 0).ToList();
        var names = variables.Select(WorkspaceOf).OfType<string>().Distinct().ToList();
        var targets = environments.SelectMany(environment => Targets(environment, names)).ToList();
        var unknown = environments.SelectMany(environment => environment.Workspaces
            .Where(glob => IsPattern(glob) && !names.Exists(name => glob.Matches(name)))
            .Select(glob => new Problem(FolderPath.Shown(folder),
                $"the workspaces matching {glob} of {environment.Name} cannot be determined from files; list " +
                    "them individually in the settings")));
        return (targets.Count > 0 ? targets : Nowhere, [.. unknown]);
    }

    private static IEnumerable<PlanTarget> Targets(EnvironmentSettings environment, IReadOnlyList<string> names) =>
        environment.Workspaces.Count == 0 ? [new(environment.Name, null)]
        : environment.Workspaces
        .SelectMany(glob => IsPattern(glob) ? names.Where(name => glob.Matches(name)) : [glob.Pattern])
            .Distinct()
            .Select(workspace => new PlanTarget(environment.Name, workspace));

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
