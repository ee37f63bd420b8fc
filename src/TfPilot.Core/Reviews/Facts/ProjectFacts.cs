using TfPilot.Core.Basics;
using TfPilot.Core.Costs;
using TfPilot.Core.Plans;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Reviews;

/// <summary>
/// All redacted inputs of one project's review. Reviewing them yields the same bytes as reviewing the original plan, so
/// the plan itself is not needed.
/// </summary>
public sealed record ProjectFacts(string Name, string? Environment, Plan Plan)
{
    /// <summary>Git trees for the fingerprint.</summary>
    public IReadOnlyList<TreeId> Trees { get; init; } = [];

    /// <summary>
    /// The locations of the project's blocks, if the sources are available; comments there may ignore findings.
    /// </summary>
    public SourceIndex Sources { get; init; } = SourceIndex.Empty;

    /// <summary>The file that represents the project, relative to the repository root.</summary>
    public RepositoryPath EntryFile { get; init; } = "main.tf";

    /// <summary>The folders, relative to the repository root, with ignore comments.</summary>
    public IReadOnlyList<string> IgnoreFolders => Sources.IgnoreFolders(FolderPath.Of(EntryFile));

    /// <summary>The scanner results of the project.</summary>
    public IReadOnlyList<ScannerResult> Scanned { get; init; } = [];

    /// <summary>The project's Infracost estimate; null when there is none.</summary>
    public ProjectCost? Cost { get; init; }

    /// <summary>The plan as Terraform prints it; null when it was not asked for.</summary>
    public RedactedText? PlanText { get; init; }

    /// <summary>
    /// The same facts with the plan's secrets masked in comments, scanner results and estimates as well.
    /// </summary>
    public ProjectFacts WithoutSecrets() => Plan.Secrets.IsEmpty ? this : this with
    {
        Sources = SourceIndex.Of(Sources.Root, Sources.Blocks.Select(block => block with
        {
            ModuleSource = block.ModuleSource is { } source ? Plan.Secrets.MaskWithin(source) : null,
            Ignores = [.. block.Ignores.Select(
                ignore => ignore with { Reason = Plan.Secrets.MaskWithin(ignore.Reason) })],
        })),
        Scanned = [.. Scanned.Select(Masked)],
        Cost = Cost is null ? null : Masked(Cost),
    };

    private ScannerResult Masked(ScannerResult result) => result with
    {
        Message = Plan.Secrets.MaskWithin(result.Message),
        Docs = result.Docs is null ? null : Plan.Secrets.MaskWithin(result.Docs),
        Suppression = result.Suppression is { } suppression
            ? suppression with { Justification = Plan.Secrets.MaskWithin(suppression.Justification) } : null,
    };

    private ProjectCost Masked(ProjectCost cost) => cost with
    {
        Label = Plan.Secrets.MaskWithin(cost.Label),
        Name = Plan.Secrets.MaskWithin(cost.Name),
        Path = Plan.Secrets.MaskWithin(cost.Path),
        ModulePath = cost.ModulePath is null ? null : Plan.Secrets.MaskWithin(cost.ModulePath),
        Unknown = cost.Unknown is null ? null : Plan.Secrets.MaskWithin(cost.Unknown),
        Resources = [.. cost.Resources.Select(
            resource => resource with { Before = Masked(resource.Before), After = Masked(resource.After) })],
    };

    private PricedResource? Masked(PricedResource? side) => side is null ? null : side with
    {
        Components = [.. side.Components.Select(part => part with { Name = Plan.Secrets.MaskWithin(part.Name),
            Unit = Plan.Secrets.MaskWithin(part.Unit) })],
    };
}

/// <summary>The facts of one run: its projects in the given order, and the input problems.</summary>
public sealed record ReviewFacts(IReadOnlyList<ProjectFacts> Projects, IReadOnlyList<Problem> Problems)
{
    public const string Schema = "tfpilot.facts/1";

    /// <summary>The same facts without what is only shown; decisions do not need it.</summary>
    public ReviewFacts WithoutPlanTexts() => Projects.All(project => project.PlanText is null) ? this
        : this with { Projects = [.. Projects.Select(project => project with { PlanText = null })] };
}
