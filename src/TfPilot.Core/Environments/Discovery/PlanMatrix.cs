using System.Security.Cryptography;
using System.Text;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>
/// One planning job. <paramref name="Artifact"/> is unique among all jobs and a valid name for
/// <c>actions/upload-artifact</c>.
/// </summary>
public sealed record PlanJob(string Project, string Path, string? Environment, string? Workspace, string Artifact)
{
    /// <summary>What init and plan are given.</summary>
    public PlanArguments Arguments { get; init; } = PlanArguments.None;

    /// <summary>The versions of the tool that the project's files ask for.</summary>
    public ToolVersions Versions { get; init; } = ToolVersions.Any;

    /// <summary>The project's state, and the states and units that it reads.</summary>
    public ProjectLinks Links { get; init; } = ProjectLinks.None;

    /// <summary>The commit to check out, to destroy a deleted project; null for a plan of the run's own commit.
    /// </summary>
    public CommitSha? DestroyAt { get; init; }

    /// <summary>The options for init and plan, init first.</summary>
    public IEnumerable<string> Options =>
        DestroyAt is null ? Arguments.Options : Arguments.Options.Append(PlanLine.DestroyOption);

    /// <summary>Such as "live/orders prod": what reviews are known by.</summary>
    public string Label => Environment is null ? Project : $"{Project} {Environment}";
}

/// <summary>The jobs of a discovery, ordered by project and environment.</summary>
public static class PlanMatrix
{
    /// <summary>GitHub's limit of jobs per matrix.</summary>
    public const int MaxJobs = 256;

    private const int LongestName = 100;

    public static IReadOnlyList<PlanJob> Jobs(Discovery discovery)
    {
        var jobs = discovery.Projects.SelectMany(project => project.Targets, (project, target) =>
            new PlanJob(NameOf(project, target), project.Path, target.Environment, target.Workspace,
                Name(project, target))
            {
                Arguments = target.Arguments,
                Versions = project.Versions,
                Links = project.Links,
                DestroyAt = project.DestroyAt,
            })
            .ToList();
        var twice = jobs.GroupBy(job => job.Artifact, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1)
            .SelectMany(same => same).ToHashSet();
        return [.. jobs.Select(
            job => twice.Contains(job) ? job with { Artifact = $"{job.Artifact}-{Hash(job)}" } : job)];
    }

    /// <summary>The jobs, or a problem when there are more than GitHub's limit.</summary>
    public static Validated<IReadOnlyList<PlanJob>> TryCreate(Discovery discovery)
    {
        var jobs = Jobs(discovery);
        return jobs.Count <= MaxJobs ? new Validated<IReadOnlyList<PlanJob>>.Valid(jobs)
            : new Problem("matrix",
                $"The change needs {jobs.Count} plans, but GitHub allows {MaxJobs} jobs per matrix. Use --format " +
                    "batches, which puts several plans into each job.");
    }

    /// <summary>
    /// Reviews and evidence are known by project and environment, so that several workspaces of one environment need
    /// names of their own, such as <c>infra:eu</c>.
    /// </summary>
    private static string NameOf(DiscoveredProject project, PlanTarget target) =>
        project.Targets.Count(other => other.Environment == target.Environment) > 1
        ? $"{project.Name}:{target.Workspace}" : project.Name;

    private static string Name(DiscoveredProject project, PlanTarget target)
    {
        var words = new[] { "tfpilot", project.Name, target.Environment,
            target.Workspace == target.Environment ? null : target.Workspace };
        var name = string.Concat(string.Join('-', words.OfType<string>())
            .Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' ? c : '-'));
        return name.Length <= LongestName ? name : name[..LongestName];
    }

    private static string Hash(PlanJob job) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{job.Path}\n{job.Environment}\n{job.Workspace}")))[..8];
}
