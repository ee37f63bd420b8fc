using TfPilot.Core.Basics;
using TfPilot.Core.Costs;
using TfPilot.Core.Plans;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Reviews;

/// <summary>
/// Every redacted input of one project's review. Reviewing it gives the same bytes as reviewing the plan it came from, so that whoever
/// has the facts needs neither the plan nor anyone's word for what it means.
/// </summary>
public sealed record ProjectFacts(string Name, string? Environment, Plan Plan)
{
    /// <summary>Git trees for the fingerprint.</summary>
    public IReadOnlyList<TreeId> Trees { get; init; } = [];

    /// <summary>Where the project's blocks stand, as far as the sources were at hand; comments in them may take findings away.</summary>
    public SourceIndex Sources { get; init; } = SourceIndex.Empty;

    /// <summary>The file that stands for the whole project, from the repository's root with forward slashes.</summary>
    public RepositoryPath EntryFile { get; init; } = "main.tf";

    /// <summary>The folders, from the repository's root, where comments ask to ignore findings.</summary>
    public IReadOnlyList<string> IgnoreFolders => Sources.IgnoreFolders(FolderPath.Of(EntryFile));

    /// <summary>What scanners report of the project.</summary>
    public IReadOnlyList<ScannerResult> Scanned { get; init; } = [];

    /// <summary>What Infracost says about the project; null when it was not asked.</summary>
    public ProjectCost? Cost { get; init; }

    /// <summary>The same with the plan's secrets masked also in what came beside the plan: comments of sources, scanners, estimates.</summary>
    public ProjectFacts WithoutSecrets() => Plan.Secrets.IsEmpty ? this : this with
    {
        Sources = SourceIndex.Of(Sources.Root, Sources.Blocks.Select(block => block with
        {
            ModuleSource = block.ModuleSource is { } source ? Plan.Secrets.MaskWithin(source) : null,
            Ignores = [.. block.Ignores.Select(ignore => ignore with { Reason = Plan.Secrets.MaskWithin(ignore.Reason) })],
        })),
        Scanned = [.. Scanned.Select(Masked)],
        Cost = Cost is null ? null : Masked(Cost),
    };

    private ScannerResult Masked(ScannerResult result) => result with
    {
        Message = Plan.Secrets.MaskWithin(result.Message),
        Docs = result.Docs is null ? null : Plan.Secrets.MaskWithin(result.Docs),
        Suppression = result.Suppression is { } told ? told with { Justification = Plan.Secrets.MaskWithin(told.Justification) } : null,
    };

    private ProjectCost Masked(ProjectCost cost) => cost with
    {
        Label = Plan.Secrets.MaskWithin(cost.Label),
        Name = Plan.Secrets.MaskWithin(cost.Name),
        Path = Plan.Secrets.MaskWithin(cost.Path),
        ModulePath = cost.ModulePath is null ? null : Plan.Secrets.MaskWithin(cost.ModulePath),
        Unknown = cost.Unknown is null ? null : Plan.Secrets.MaskWithin(cost.Unknown),
        Resources = [.. cost.Resources.Select(resource => resource with { Before = Masked(resource.Before), After = Masked(resource.After) })],
    };

    private PricedResource? Masked(PricedResource? side) => side is null ? null : side with
    {
        Components = [.. side.Components.Select(part => part with { Name = Plan.Secrets.MaskWithin(part.Name), Unit = Plan.Secrets.MaskWithin(part.Unit) })],
    };
}

/// <summary>The facts of one run: its projects in the order given, and what could not be read.</summary>
public sealed record ReviewFacts(IReadOnlyList<ProjectFacts> Projects, IReadOnlyList<Problem> Problems)
{
    public const string Schema = "tfpilot.facts/1";
}
