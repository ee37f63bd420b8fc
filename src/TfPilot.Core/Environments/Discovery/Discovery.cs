using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>Why a project needs a plan.</summary>
public enum PlanReasonKind
{
    /// <summary>
    /// A file changed in its folder, below it outside other modules, or in another folder that it reads.
    /// </summary>
    File,

    /// <summary>Variable values changed.</summary>
    Variables,

    /// <summary>
    /// A local module that it calls or a Terragrunt unit that it depends on changed, directly or indirectly.
    /// </summary>
    Module,

    /// <summary>A file marked as shared in the settings changed, and its users are unknown.</summary>
    Shared,

    /// <summary>The settings of tfpilot changed.</summary>
    Settings,

    /// <summary>The change is so large that GitHub does not list all of its files.</summary>
    TooManyFiles,

    /// <summary>All projects were requested.</summary>
    Everything,
}

/// <summary>One reason; <paramref name="Subject"/> is the file or folder, or empty.</summary>
public sealed record PlanReason(PlanReasonKind Kind, string Subject);

/// <summary>
/// A root module that needs a plan. <paramref name="Path"/> is its folder, <c>.</c> for the repository root.
/// </summary>
public sealed record DiscoveredProject(
    string Path, string Name, IReadOnlyList<PlanTarget> Targets, IReadOnlyList<PlanReason> Reasons)
{
    /// <summary>The versions of the tool that its files ask for.</summary>
    public ToolVersions Versions { get; init; } = ToolVersions.Any;

    /// <summary>Its state, and the states and units that it reads.</summary>
    public ProjectLinks Links { get; init; } = ProjectLinks.None;

    /// <summary>The commit with the configuration of a deleted project to destroy; otherwise null.</summary>
    public CommitSha? DestroyAt { get; init; }
}

/// <summary>
/// A folder that lost its configuration while its state remains. <paramref name="Evidence"/> says why it is considered
/// a root module; <paramref name="MovedTo"/> is the new location of its files, null when they were deleted.
/// </summary>
public sealed record OrphanedProject(string Path, IReadOnlyList<string> Environments, string Evidence, string? MovedTo);

/// <summary>
/// The projects that need a plan for a change, with reasons, and the changed files that no plan covers. Sorted by path.
/// </summary>
public sealed record Discovery(
    IReadOnlyList<DiscoveredProject> Projects,
    IReadOnlyList<OrphanedProject> Orphaned,
    IReadOnlyList<string> Unmapped,
    IReadOnlyList<Problem> Notes)
{
    /// <summary>Changed files of shared modules that no project uses.</summary>
    public IReadOnlyList<string> Unused { get; init; } = [];

    /// <summary>The changed settings files.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>The deleted projects to destroy; their plans are known only at their commits.</summary>
    public IReadOnlyList<DestroyFile> Destroyed { get; init; } = [];

    /// <summary>The number of root modules in the repository.</summary>
    public int RootModules { get; init; }

    /// <summary>Whether projects are planned for a change of the settings and for nothing else.</summary>
    public bool IsOfSettingsAlone => Projects.Count > 0 && Orphaned.Count == 0 && Unmapped.Count == 0
        && Destroyed.Count == 0
        && Projects.All(project => project.Reasons.All(reason => reason.Kind == PlanReasonKind.Settings));

    /// <summary>Whether only a list of changed files is incomplete, so that everything is planned.</summary>
    public bool IsTruncated { get; init; }
}
