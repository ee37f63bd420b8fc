using TfPilot.Core.Basics;

namespace TfPilot.Core.Costs;

/// <summary>
/// A project of the head and the same project of the base; null where it is missing. <paramref name="Alone"/> means
/// that there is no base document. <paramref name="Under"/> is the failed project of the head that hides this one.
/// </summary>
internal sealed record ProjectPair(CostProject? Head, CostProject? Base, bool Alone = false, string? Under = null);

/// <summary>
/// Pairs projects with equal name, module path, workspace and path, or else equal except for the path, which differs
/// between two checkouts.
/// </summary>
internal static class ProjectPairs
{
    public static Validated<IReadOnlyList<ProjectPair>> Of(CostEstimate head, CostEstimate? baseline)
    {
        var problems = Twice(head, "estimate").Concat(Twice(baseline, "base estimate")).ToList();
        if (problems.Count > 0) return new Validated<IReadOnlyList<ProjectPair>>.Invalid(problems);
        if (baseline is null)
            return head.Projects.Select(project => new ProjectPair(project, null, Alone: true)).ToList();

        var old = baseline.Projects.ToDictionary(Identity);
        var pairs = head.Projects.Select(project => new ProjectPair(project, Take(old, project))).ToList();
        var remaining = old.Values.ToLookup(LabelOf);
        var added = pairs.Where(pair => pair.Base is null).ToLookup(pair => LabelOf(pair.Head!));
        var unclear = added.Where(
            group => remaining.Contains(group.Key) && (group.Count() > 1 || remaining[group.Key].Count() > 1))
            .Select(group => Unclear(group.First().Head!))
            .ToList();
        if (unclear.Count > 0) return new Validated<IReadOnlyList<ProjectPair>>.Invalid(unclear);

        var removed = remaining.Where(group => !added.Contains(group.Key)).SelectMany(group => group);
        return pairs.Select(
            pair => pair.Base is null ? pair with { Base = remaining[LabelOf(pair.Head!)].SingleOrDefault() } : pair)
            .Concat(removed.Select(project => new ProjectPair(null, project, Under: Parent(project, head))))
            .ToList();
    }

    private static CostProject? Take(
        Dictionary<(string, string?, string?, string), CostProject> from, CostProject project) =>
        from.Remove(Identity(project), out var found) ? found : null;

    private static (string, string?, string?) LabelOf(CostProject project) =>
        (project.Name, project.ModulePath, project.Workspace);

    private static (string, string?, string?, string) Identity(CostProject project) =>
        (project.Name, project.ModulePath, project.Workspace, project.Path);

    /// <summary>
    /// When Infracost cannot read Terragrunt, it reports the parent directory instead of its projects; the projects
    /// still exist.
    /// </summary>
    private static string? Parent(CostProject project, CostEstimate head) => head.Projects
        .Where(
            other => other.Errors.Count > 0 && (IsUnder(project.Name, other.Name) || IsUnder(project.Path, other.Path)))
        .Select(other => other.Label)
        .Order(StringComparer.Ordinal)
        .FirstOrDefault();

    private static bool IsUnder(string path, string folder) =>
        folder == "." || (folder.Length > 0 && path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal));

    private static IEnumerable<Problem> Twice(CostEstimate? estimate, string what) => (estimate?.Projects ?? [])
        .GroupBy(Identity)
        .Where(group => group.Count() > 1)
        .Select(group => VisibleText.Of(group.First().Label))
        .Select(label => new Problem("infracost",
            $"The {what} has two projects \"{label}\". Give them different names in `infracost.yml`."));

    private static Problem Unclear(CostProject project) => new(
        "infracost",
        $"Several projects are called \"{VisibleText.Of(project.Label)}\" and their paths differ between the two " +
            "estimates, so they cannot be matched. "
        + "Give them different names in `infracost.yml`.");
}
