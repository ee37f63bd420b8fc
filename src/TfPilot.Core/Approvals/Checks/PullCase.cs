using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Approvals;

/// <summary>A plan that counts, judged by the settings in force.</summary>
internal sealed record JudgedProject(ProjectEvidence Evidence, ProjectReview Review)
{
    public string? Environment => Review.Environment;
}

/// <summary>The facts with what follows from them for every rule.</summary>
internal sealed class PullCase
{
    private const int MostPaths = 5;

    public PullCase(PullFacts facts)
    {
        Facts = facts;
        Newest = facts.Evidence.Count == 0 ? null : facts.Evidence.First(document => document.Run == EvidenceRuns.Newest(facts.Evidence));
        Projects = [.. ProjectEvidence.Newest(facts.Evidence).Select(evidence => new JudgedProject(evidence, Judge(evidence.Facts)))];
        Claims = facts.Touched.Paths
            .SelectMany(touch => touch.Environments, (touch, environment) => (environment, touch.Path))
            .ToLookup(claim => claim.environment, claim => claim.Path, StringComparer.OrdinalIgnoreCase);
        Demanded = [.. facts.Settings.Environments.Select(environment => environment.Name).Where(name => !facts.Touched.IsComplete || Claims.Contains(name))];
        var planned = Projects.Select(project => project.Environment).OfType<string>().Order(StringComparer.Ordinal);
        Modules = new(facts.Touched.Paths, Projects);
        Environments = [.. Demanded.Concat(planned).Distinct(StringComparer.OrdinalIgnoreCase)];
        Voters = facts.People is null ? null : new(facts.People, facts.Head);
    }

    public PullFacts Facts { get; }

    /// <summary>The latest document; null when none came.</summary>
    public EvidenceDocument? Newest { get; }

    public IReadOnlyList<JudgedProject> Projects { get; }

    /// <summary>The changed paths of each environment.</summary>
    public ILookup<string, string> Claims { get; }

    /// <summary>The environments that the paths alone ask for, in the order of the settings.</summary>
    public IReadOnlyList<string> Demanded { get; }

    /// <summary>Those, and the ones that only plans name.</summary>
    public IReadOnlyList<string> Environments { get; }

    /// <summary>Null where people are not asked.</summary>
    public Voters? Voters { get; }

    /// <summary>Those, and null for what belongs to none: all that people have to agree to.</summary>
    public IEnumerable<string?> Governed => IsLoose ? Environments.Append(null) : Environments;

    public KnownModules Modules { get; }

    /// <summary>Neither the paths nor the evidence say anything of Terraform or of its rules.</summary>
    public bool IsNothing => Facts.Touched.IsNothing && Projects.Count == 0 && Newest is not { Facts.Problems.Count: > 0 } && (Voters is null || Facts.Touched.Governing.Count == 0);

    private bool IsLoose => Facts.Touched.Paths.Any(touch => touch.Kind == TouchKind.Unmapped) || Projects.Any(project => project.Environment is null);

    public IEnumerable<JudgedProject> In(string? environment) => Projects.Where(project => IsSame(project.Environment, environment));

    public static bool IsSame(string? environment, string? other) => string.Equals(environment, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>The head and the base that evidence must be of, as people write them.</summary>
    public string Where => $"{Facts.Head.Short} on {VisibleText.Of(Facts.BaseBranch)} {Facts.Base.Short}";

    public static string Listed(IReadOnlyList<string> paths) =>
        string.Join(", ", paths.Take(MostPaths).Select(VisibleText.Of)) + (paths.Count > MostPaths ? $" and {paths.Count - MostPaths} more" : "");

    /// <summary>An environment of the settings is written as they write it, so that its rules hold whatever the case.</summary>
    private ProjectReview Judge(ProjectFacts facts) =>
        ReviewRules.Judge(facts with { Environment = Facts.Settings.Find(facts.Environment)?.Name ?? facts.Environment }, Facts.Settings.Context);
}
