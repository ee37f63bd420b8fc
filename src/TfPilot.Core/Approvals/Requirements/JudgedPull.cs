using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Approvals;

/// <summary>A plan from counted evidence, evaluated with the effective settings.</summary>
internal sealed record JudgedProject(ProjectEvidence Evidence, ProjectReview Review)
{
    public string? Environment => Review.Environment;
}

/// <summary>
/// The facts of a pull request at one moment, and its plans and paths evaluated with the effective settings. The
/// requirements read it.
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
        BotPull = BotPullRequest.Of(this);
    }

    public PullFacts Facts { get; }

    /// <summary>
    /// The environments that the changed paths require, in the order of the settings, followed by those that only plans
    /// name.
    /// </summary>
    public IReadOnlyList<string> Environments { get; }

    /// <summary>The environments, and null for changes outside all of them: everything that needs approval.</summary>
    public IEnumerable<string?> ApprovalScopes => IsUnassigned ? Environments.Append(null) : Environments;

    /// <summary>
    /// The fingerprint of all plans of the environment together; null if there is no plan, or an untrusted one.
    /// </summary>
    public string? FingerprintOf(string? environment) => fingerprints[environment].FirstOrDefault();

    /// <summary>The evidence of untrusted jobs, newest first.</summary>
    internal IReadOnlyList<EvidenceDocument> Foreign { get; }

    /// <summary>The newest document that counts; null if there is none.</summary>
    internal EvidenceDocument? Newest { get; }

    internal IReadOnlyList<JudgedProject> Projects { get; }

    /// <summary>
    /// The result of evaluating accepted plans again for a settings-only change. They affect no environment and require
    /// no approval.
    /// </summary>
    internal Rejudging? Rejudged { get; }

    /// <summary>The changed paths of each environment.</summary>
    internal ILookup<string, string> Claims { get; }

    /// <summary>The environments that the changed paths alone require, in the order of the settings.</summary>
    internal IReadOnlyList<string> RequiredEnvironments { get; }

    /// <summary>Null if approvals by people are not used.</summary>
    internal Participants? Participants { get; }

    internal KnownModules Modules { get; }

    /// <summary>Null when no bot of the settings opened the pull request.</summary>
    internal BotPullRequest? BotPull { get; }

    /// <summary>Whether neither the changed paths nor the evidence are relevant to Terraform or its rules.</summary>
    internal bool IsNothing =>
        Facts.Affected.IsNothing && Projects.Count == 0 && Newest is not { Facts.Problems.Count: > 0 }
        && (Participants is null || Facts.Affected.Protected.Count == 0);

    /// <summary>Whether only settings changed.</summary>
    internal bool IsOfSettings =>
        Facts.Affected.IsComplete && Facts.Affected.Paths.All(path => path.Kind == TouchKind.Settings);

    /// <summary>
    /// Whether the pull request may correct a name in the settings that belongs to no account or team.
    /// </summary>
    internal bool MayCorrectNames => IsOfSettings && Facts.Affected.Paths.Count > 0;

    /// <summary>
    /// The projects that the pull request affects. A trusted plan without changes does not affect its environment.
    /// </summary>
    private IReadOnlyList<JudgedProject> Touching { get; }

    private bool IsUnassigned =>
        Facts.Affected.Paths.Any(touch => touch.Kind == TouchKind.Unmapped)
        || Touching.Any(project => project.Environment is null);

    /// <summary>
    /// If more than settings changed, but no plan has changes and no path requires an environment, the environments of
    /// all plans are used, so that some approvers are required.
    /// </summary>
    private IReadOnlyList<JudgedProject> TouchingOf(bool isDemanded)
    {
        var changing = Projects.Where(
            project => !project.Evidence.IsTrusted || project.Review.Risk.Class != RiskClass.None).ToList();
        return changing.Count > 0 || isDemanded || IsOfSettings ? changing : Projects;
    }

    internal IEnumerable<JudgedProject> In(string? environment) => projectsOf[environment];

    /// <summary>The head and base commits that evidence must match, in display form.</summary>
    internal string Where => $"{Facts.Head.Short} on {VisibleText.Of(Facts.BaseBranch)} {Facts.Base.Short}";

    internal static string Listed(IReadOnlyList<string> paths) =>
        string.Join(", ", paths.Take(MaxListedPaths).Select(VisibleText.Of))
        + (paths.Count > MaxListedPaths ? $" and {paths.Count - MaxListedPaths} more" : "");

    /// <summary>Uses the environment's spelling in the settings, so that its rules apply regardless of case.</summary>
    private ProjectReview Review(ProjectFacts facts) => ReviewRules.Judge(
        facts with { Environment = Facts.Settings.Find(facts.Environment)?.Name ?? facts.Environment },
        Facts.Settings.Context);
}
