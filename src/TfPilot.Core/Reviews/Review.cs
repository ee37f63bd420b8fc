using TfPilot.Core.Basics;
using TfPilot.Core.Costs;
using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Reviews;

/// <summary>The overall result of a review, worst last.</summary>
public enum Verdict
{
    Pass,

    /// <summary>Passes with warnings.</summary>
    Warn,
    NeedsApproval,
    Blocked,

    /// <summary>Something could not be read, so the review is incomplete.</summary>
    Error,
}

/// <summary>
/// The number of policy findings; all counts are 0 without a policy. <paramref name="Fail"/> are those that count.
/// </summary>
public sealed record PolicySummary(int Fail, int Unknown, int Waived, int Ignored)
{
    public static PolicySummary None { get; } = new(0, 0, 0, 0);

    public static PolicySummary Of(IReadOnlyList<Finding> findings) => new(
        findings.Count(IsFailure),
        findings.Count(finding => finding.Verdict == FindingVerdict.Unknown),
        findings.Count(finding => finding.Verdict == FindingVerdict.Waived),
        findings.Count(finding => finding.Verdict == FindingVerdict.Ignored));

    public static bool IsFailure(Finding finding) => finding is { Verdict: FindingVerdict.Fail, Counts: true };

    public static PolicySummary operator +(PolicySummary a, PolicySummary b) =>
        new(a.Fail + b.Fail, a.Unknown + b.Unknown, a.Waived + b.Waived, a.Ignored + b.Ignored);
}

/// <summary>The review of one plan. <paramref name="Name"/> is the project's name, unique within the review.</summary>
public sealed record ProjectReview(string Name, string? Environment, Plan Plan, string Fingerprint, Risk Risk)
{
    public PlanSummary Summary { get; } = PlanSummary.Of(Plan);

    public PlanCounts Counts { get; } = PlanCounts.Of(Plan);

    /// <summary>
    /// The file that represents the project, relative to the repository root. Source locations of findings are relative
    /// to its folder.
    /// </summary>
    public RepositoryPath EntryFile { get; init; } = "main.tf";

    /// <summary>The findings of the rules, except passes.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    public PolicySummary Policy => PolicySummary.Of(Findings);

    /// <summary>What rules about tags, regions or sizes could not judge: they do not know the provider.</summary>
    public IReadOnlyList<UnjudgedProvider> Unjudged { get; init; } = [];

    /// <summary>Advice; it never affects the verdict.</summary>
    public IReadOnlyList<Suggestion> Suggestions { get; init; } = [];

    public CostSummary? Cost { get; init; }

    /// <summary>The cost by resource; null when the project has no estimate.</summary>
    public CostReview? CostDetails { get; init; }

    /// <summary>Smaller monthly differences are quiet.</summary>
    public decimal ShowCostFrom { get; init; } = CostSettings.Default.ShowFrom;

    /// <summary>The day (UTC) used to evaluate waivers.</summary>
    public DateOnly Today { get; init; }

    /// <summary>The maximum duration of a waiver.</summary>
    public TimeSpan MaxWaiver { get; init; } = PolicySettings.None.MaxWaiver;

    /// <summary>The plan as Terraform prints it; null when it was not asked for.</summary>
    public RedactedText? PlanText { get; init; }

    /// <summary>
    /// Notices that are not risk factors: drift, deferred changes, failing checks, actions; one sentence each.
    /// </summary>
    public IReadOnlyList<string> Attention => Notices.Of(Plan);

    public Verdict Verdict => Verdicts.Of(this);

    /// <summary>Whether it has no changes and no findings.</summary>
    internal bool IsUnchanged =>
        Risk.Level == RiskLevel.None && !Findings.Any(finding => Verdicts.Of(finding) > Verdict.Pass);
}

/// <summary>
/// Several plans reviewed together, worst first, with the <see cref="Problems"/> of those that could not be read.
/// </summary>
public sealed record Review
{
    private Review(IReadOnlyList<ProjectReview> projects, IReadOnlyList<Problem> problems) =>
        (Projects, Problems) = (projects, problems);

    /// <summary>Projects of the same name are numbered: <c>orders</c>, <c>orders (2)</c>.</summary>
    public static Review Of(IReadOnlyList<ProjectReview> projects, IReadOnlyList<Problem> problems) =>
        new(ReviewOrder.Of(projects), [.. problems.OrderBy(problem => problem.Path, StringComparer.Ordinal)]);

    public IReadOnlyList<ProjectReview> Projects { get; }

    public IReadOnlyList<Problem> Problems { get; }

    /// <summary>Changes that are in none of the plans; they need approval, whatever the plans contain.</summary>
    public IReadOnlyList<UnplannedChange> Unplanned { get; init; } = [];

    public PlanSummary Summary => Projects.Aggregate(PlanSummary.Zero, (sum, project) => sum + project.Summary);

    public PlanCounts Counts => Projects.Aggregate(PlanCounts.Zero, (sum, project) => sum + project.Counts);

    /// <summary>The worst class of all projects.</summary>
    public RiskClass RiskClass => Projects.Select(project => project.Risk.Class).DefaultIfEmpty(RiskClass.None).Max();

    /// <summary>The worst level of all projects, as shown to the reader.</summary>
    public RiskLevel RiskLevel => Projects.Select(project => project.Risk.Level).DefaultIfEmpty(RiskLevel.None).Max();

    /// <summary>The highest score of all projects.</summary>
    public int RiskScore => Projects.Select(project => project.Risk.Score).DefaultIfEmpty(0).Max();

    public PolicySummary Policy => Projects.Aggregate(PolicySummary.None, (sum, project) => sum + project.Policy);

    /// <summary>The sum of the projects with an estimate; null when there is none, or when currencies differ.</summary>
    public CostSummary? Cost => CostSummary.Sum(Projects.Select(project => project.Cost));

    public Verdict Verdict => Problems.Count > 0
        ? Verdict.Error
        : Projects.Select(project => project.Verdict).Append(Unplanned.Count > 0 ? Verdict.NeedsApproval : Verdict.Pass)
        .Max();

    /// <summary>0 pass or warn, 1 needs approval or blocked, 2 incomplete.</summary>
    public int ExitCode => Verdict switch
    {
        Verdict.Pass or Verdict.Warn => 0,
        Verdict.NeedsApproval or Verdict.Blocked => 1,
        _ => 2,
    };
}
