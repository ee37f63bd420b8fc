namespace TfPilot.Core.Costs;

/// <summary>
/// Finds the estimate of a reviewed project: the one whose name, path or module path equals the project's name, or else
/// the only one that ends with it, as <c>shop/infra/live/prod</c> ends with <c>live/prod</c>. Trailing plan file names
/// are ignored.
/// </summary>
public static class ProjectMatch
{
    /// <summary>Null when none or several match, because another project's cost must not be shown.</summary>
    public static ProjectCost? Find(CostDifference cost, string project)
    {
        var wanted = Folder(project);
        return Only(cost, name => name == wanted) ?? Only(cost, name => IsBelow(name, wanted) || IsBelow(wanted, name));
    }

    private static ProjectCost? Only(CostDifference cost, Func<string, bool> matches) =>
        cost.Projects.Where(project => Names(project).Any(matches)).Take(2).ToList() is [var only] ? only : null;

    private static IEnumerable<string> Names(ProjectCost project) =>
        new[] { project.Name, project.Path, project.ModulePath }.OfType<string>().Select(Folder)
        .Where(name => name.Length > 0);

    private static bool IsBelow(string path, string end) =>
        end.Length > 0 && path.EndsWith("/" + end, StringComparison.Ordinal);

    private static string Folder(string path)
    {
        var steps = path.Replace('\\', '/').Split('/').Where(step => step is not ("" or ".")).ToList();
        if (steps is [.., var last] && last.EndsWith(".json", StringComparison.Ordinal))
            steps.RemoveAt(steps.Count - 1);
        return string.Join('/', steps);
    }
}
