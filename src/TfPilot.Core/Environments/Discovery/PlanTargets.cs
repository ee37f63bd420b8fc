using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>What a project is planned for: null is no environment, and the workspace that is selected already.</summary>
public sealed record PlanTarget(string? Environment, string? Workspace);

/// <summary>From a project's folder to what it is planned for.</summary>
internal static class PlanTargets
{
    private static readonly IReadOnlyList<PlanTarget> Nowhere = [new(null, null)];

    /// <summary>
    /// Every environment whose paths match, in each of its workspaces; where no paths match, every environment that has workspaces. At least one.
    /// </summary>
    /// <param name="variables">The project's files of variables: a workspace is often called like one.</param>
    public static (IReadOnlyList<PlanTarget> Targets, IReadOnlyList<Problem> Notes) Of(string folder, IReadOnlyList<string> variables, EnvironmentMap map)
    {
        var claiming = map.Claiming(folder).ToList();
        var environments = claiming.Count > 0 ? claiming : map.Environments.Where(environment => environment.Workspaces.Count > 0).ToList();
        var names = variables.Select(WorkspaceOf).OfType<string>().Distinct().ToList();
        var targets = environments.SelectMany(environment => Targets(environment, names)).ToList();
        var unknown = environments.SelectMany(environment => environment.Workspaces.Where(glob => IsPattern(glob) && !names.Exists(name => glob.Matches(name)))
            .Select(glob => new Problem(FolderPath.Shown(folder), $"which workspaces {glob} of {environment.Name} stands for cannot be told from files; name them one by one in the settings")));
        return (targets.Count > 0 ? targets : Nowhere, [.. unknown]);
    }

    private static IEnumerable<PlanTarget> Targets(EnvironmentSettings environment, IReadOnlyList<string> names) =>
        environment.Workspaces.Count == 0 ? [new(environment.Name, null)]
        : environment.Workspaces.SelectMany(glob => IsPattern(glob) ? names.Where(name => glob.Matches(name)) : [glob.Pattern])
            .Distinct()
            .Select(workspace => new PlanTarget(environment.Name, workspace));

    private static bool IsPattern(Glob glob) => glob.Pattern.AsSpan().IndexOfAny('*', '{') >= 0;

    /// <summary><c>envs/prod.tfvars</c> is of the workspace prod; those that Terraform reads by itself are of all.</summary>
    internal static string? WorkspaceOf(string variables)
    {
        var name = variables.Split('/')[^1];
        var stem = name[..name.LastIndexOf(".tfvars", StringComparison.Ordinal)];
        return stem == "terraform" || stem.EndsWith(".auto", StringComparison.Ordinal) ? null : stem;
    }
}
