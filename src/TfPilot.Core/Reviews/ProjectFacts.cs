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
    public string EntryFile { get; init; } = "main.tf";

    /// <summary>The folders, from the repository's root, where comments ask to ignore findings.</summary>
    public IReadOnlyList<string> IgnoreFolders => Sources.IgnoreFolders(FolderPath.Of(EntryFile));

    /// <summary>What scanners report of the project.</summary>
    public IReadOnlyList<ScannerResult> Scanned { get; init; } = [];

    /// <summary>What Infracost says about the project; null when it was not asked.</summary>
    public ProjectCost? Cost { get; init; }
}

/// <summary>The facts of one run: its projects in the order given, and what could not be read.</summary>
public sealed record ReviewFacts(IReadOnlyList<ProjectFacts> Projects, IReadOnlyList<Problem> Problems)
{
    public const string Schema = "tfpilot.facts/1";
}
