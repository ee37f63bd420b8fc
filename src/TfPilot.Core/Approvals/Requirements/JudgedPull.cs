using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Approvals;

/// <summary>A plan that counts, judged by the settings in force.</summary>
internal sealed record JudgedProject(ProjectEvidence Evidence, ProjectReview Review)
{
    public string? Environment => Review.Environment;
}

/// <summary>
/// The facts of a pull request at one moment with what its plans and paths mean by the settings in force; requirements
/// look at it.
/// </summary>
public abstract class JudgedPull
{
    private const int MaxListedPaths = 5;

    private readonly ILookup<string?, JudgedProject> projectsOf;
    private readonly ILookup<string?, string> fingerprints;

    private protected JudgedPull(PullFacts facts)
    {
        Facts = facts;
        var counted = EvidenceDocument.Counted(facts.Evidence).ToList();
        Foreign = [.. facts.Evidence.Except(counted).OrderByDescending(document => document.Run.Run)
            .ThenByDescending(document => document.Run.Attempt)];
        Newest = counted.Count == 0 ? null : counted.First(document => document.Run == EvidenceRuns.Newest(counted));
        Projects =
        [
            .. ProjectEvidence.Newest(counted).Select(evidence => new JudgedProject(evidence, Review(evidence.Facts))),
        ];
        projectsOf = Projects.ToLookup(project => project.Environment, StringComparer.OrdinalIgnoreCase);
        fingerprints = projectsOf.Where(projects => projects.All(project => project.Evidence.IsTrusted))
            .ToLookup(projects => projects.Key, EnvironmentPlan.FingerprintOf, StringComparer.OrdinalIgnoreCase);
        Claims = facts.Affected.Paths
            .SelectMany(touch => touch.Environments, (touch, environment) => (environment, Path: touch.Path.ToString()))
            .ToLookup(claim => claim.environment, claim => claim.Path, StringComparer.OrdinalIgnoreCase);
        RequiredEnvironments =
        [
            .. facts.Settings.Environments.Select(environment => environment.Name)
                .Where(name => !facts.Affected.IsComplete || Claims.Contains(name)),
        ];
        Touching = TouchingOf(RequiredEnvironments.Count > 0);
        var planned = Touching.Select(project => project.Environment).OfType<string>().Order(StringComparer.Ordinal);
        Modules = new(facts.Affected.Paths, Projects);
        Environments = [.. RequiredEnvironments.Concat(planned).Distinct(StringComparer.OrdinalIgnoreCase)];
        Rejudged = Rejudging.Of(facts, hasEvidence: Newest is not null, Review);
        Participants = facts.People is null ? null : new(facts.People, facts.Head);
    }

    public PullFacts Facts { get; }

    /// <summary>
    /// The environments that the paths ask for, in the order of the settings, then the ones that only plans name.
    /// </summary>
    public IReadOnlyList<string> Environments { get; }

    /// <summary>Those, and null for what belongs to none: everything that people have to agree to.</summary>
    public IEnumerable<string?> ApprovalScopes => IsUnassigned ? Environments.Append(null) : Environments;

    /// <summary>All plans of the environment as one; null when there is none, or one that is not trusted.</summary>
    public string? FingerprintOf(string? environment) => fingerprints[environment].FirstOrDefault();

    /// <summary>What came from jobs that are not trusted, the newest first.</summary>
    internal IReadOnlyList<EvidenceDocument> Foreign { get; }

    /// <summary>The latest document that counts; null when none came.</summary>
    internal EvidenceDocument? Newest { get; }

    internal IReadOnlyList<JudgedProject> Projects { get; }

    /// <summary>
    /// What accepted plans say of a change of the settings alone. They touch no environment and ask nobody.
    /// </summary>
    internal Rejudging? Rejudged { get; }

    /// <summary>The changed paths of each environment.</summary>
    internal ILookup<string, string> Claims { get; }

    /// <summary>The environments that the paths alone ask for, in the order of the settings.</summary>
    internal IReadOnlyList<string> RequiredEnvironments { get; }

    /// <summary>Null where people are not asked.</summary>
    internal Participants? Participants { get; }

    internal KnownModules Modules { get; }

    /// <summary>Neither the paths nor the evidence say anything of Terraform or of its rules.</summary>
    internal bool IsNothing =>
        Facts.Affected.IsNothing && Projects.Count == 0 && Newest is not { Facts.Problems.Count: > 0 }
        && (Participants is null || Facts.Affected.Protected.Count == 0);

    /// <summary>Whether nothing changed but the settings.</summary>
    internal bool IsOfSettings =>
        Facts.Affected.IsComplete && Facts.Affected.Paths.All(path => path.Kind == TouchKind.Settings);

    /// <summary>Whether it may be what corrects a name of the settings that stands for nobody.</summary>
    internal bool MayCorrectNames => IsOfSettings && Facts.Affected.Paths.Count > 0;

    /// <summary>
    /// The projects that the pull request touches: a trusted plan without any change has only looked at its
    /// environment.
    /// </summary>
    private IReadOnlyList<JudgedProject> Touching { get; }

    private bool IsUnassigned =>
        Facts.Affected.Paths.Any(touch => touch.Kind == TouchKind.Unmapped)
        || Touching.Any(project => project.Environment is null);

    /// <summary>
    /// Where more than the settings changed and nothing else says whom to ask, the environments that were looked at do.
    /// </summary>
    private IReadOnlyList<JudgedProject> TouchingOf(bool isDemanded)
    {
        var changing = Projects.Where(
            project => !project.Evidence.IsTrusted || project.Review.Risk.Class != RiskClass.None).ToList();
        return changing.Count > 0 || isDemanded || IsOfSettings ? changing : Projects;
    }

    internal IEnumerable<JudgedProject> In(string? environment) => projectsOf[environment];

    internal static bool IsSame(string? environment, string? other) =>
        string.Equals(environment, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>The head and the base that evidence must be of, as people write them.</summary>
    internal string Where => $"{Facts.Head.Short} on {VisibleText.Of(Facts.BaseBranch)} {Facts.Base.Short}";

    internal static string Listed(IReadOnlyList<string> paths) =>
        string.Join(", ", paths.Take(MaxListedPaths).Select(VisibleText.Of))
        + (paths.Count > MaxListedPaths ? $" and {paths.Count - MaxListedPaths} more" : "");

    /// <summary>
    /// An environment of the settings is written as they write it, so that its rules hold whatever the case.
    /// </summary>
    private ProjectReview Review(ProjectFacts facts) => ReviewRules.Judge(
        facts with { Environment = Facts.Settings.Find(facts.Environment)?.Name ?? facts.Environment },
        Facts.Settings.Context);
}
