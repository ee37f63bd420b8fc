using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>A rule of the settings: projects that are applied after others.</summary>
/// <param name="Project">The folders of the later projects.</param>
/// <param name="After">The folders of the earlier ones.</param>
public sealed record ProjectNeed(PathGlob Project, IReadOnlyList<PathGlob> After);

/// <summary>
/// Orders applies: a project comes after those that it needs by the settings, whose state it reads, or whose Terragrunt
/// units it depends on; deleted projects are destroyed in the opposite order. Otherwise the given order remains.
/// </summary>
public sealed class ApplyOrder
{
    private readonly IReadOnlyList<PlanJob> jobs;
    private readonly Dictionary<PlanJob, IReadOnlyList<PlanJob>> needed = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<PlanJob, IReadOnlyList<PlanJob>> read = new(ReferenceEqualityComparer.Instance);

    private ApplyOrder(IReadOnlyList<PlanJob> jobs, IReadOnlyList<ProjectNeed> needs)
    {
        this.jobs = jobs;
        foreach (var job in jobs)
        {
            var others = jobs.Where(other => other.Path != job.Path).ToList();
            needed[job] = others.FindAll(other => InOrder(job, other, (one, two) => Needs(one, two, needs)));
            read[job] = others.FindAll(other => InOrder(job, other, Reads));
        }
    }

    /// <returns>The same jobs; a problem when the settings need projects after each other in a circle.</returns>
    public static Validated<IReadOnlyList<PlanJob>> Sort(
        IReadOnlyList<PlanJob> jobs, IReadOnlyList<ProjectNeed> needs)
    {
        var order = new ApplyOrder(jobs, needs);
        var (sorted, waiting) = (new List<PlanJob>(), jobs.ToList());
        while (waiting.Count > 0)
        {
            // States that are read in a circle have no order, so the first one of the given order goes on.
            var free = waiting.Find(job => !order.needed[job].Concat(order.read[job]).Any(waiting.Contains))
                ?? waiting.Find(job => !order.needed[job].Any(waiting.Contains));
            if (free is null) return order.Circle(waiting);
            sorted.Add(free);
            waiting.Remove(free);
        }

        return sorted;
    }

    /// <summary>Of two projects that are destroyed, the one that depends on the other goes first.</summary>
    private static bool InOrder(PlanJob job, PlanJob other, Func<PlanJob, PlanJob, bool> dependsOn) =>
        job.DestroyAt is not null && other.DestroyAt is not null ? dependsOn(other, job) : dependsOn(job, other);

    private bool Needs(PlanJob job, PlanJob other, IReadOnlyList<ProjectNeed> needs) =>
        IsOfSameEnvironment(job, other)
        && needs.Any(need => need.Project.Matches(job.Path) && need.After.Any(glob => glob.Matches(other.Path)));

    private bool Reads(PlanJob job, PlanJob other) => job.Links.Units.Contains(other.Path, StringComparer.Ordinal)
        ? IsOfSameEnvironment(job, other)
        : other.Links.State?.With(other.Arguments.BackendConfig) is { } state
            && job.Links.Reads.Any(one => one.IsSame(job.Path, state, other.Path));

    /// <summary>
    /// A project of several environments concerns only the job's own, unless it does not belong to that one.
    /// </summary>
    private bool IsOfSameEnvironment(PlanJob job, PlanJob other) =>
        EnvironmentNames.IsSame(job.Environment, other.Environment)
        || !jobs.Any(same => same.Path == other.Path && EnvironmentNames.IsSame(same.Environment, job.Environment));

    private Problem Circle(List<PlanJob> waiting)
    {
        var circle = new List<PlanJob> { waiting[0] };
        while (needed[circle[^1]].First(waiting.Contains) is var next && !circle.Contains(next)) circle.Add(next);
        circle.Add(needed[circle[^1]].First(waiting.Contains));
        return new("needs",
            "The settings need these projects after each other in a circle: " +
                $"{string.Join(", then ", circle.Select(job => VisibleText.Of(job.Path)))}. Remove one of them from " +
                "`needs`.");
    }
}
