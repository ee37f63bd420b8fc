using TfPilot.Core.Basics;

namespace TfPilot.Core.Environments;

/// <summary>Why a project is planned.</summary>
public enum PlanReasonKind
{
    /// <summary>A file in its folder changed, or below it where no other module is, or one of another folder that it reads.</summary>
    File,

    /// <summary>Values of its variables changed.</summary>
    Variables,

    /// <summary>A local module that it calls, or a unit of Terragrunt that it depends on, changed, at first or further hand.</summary>
    Module,

    /// <summary>A file that the settings call shared changed, and who uses it cannot be told.</summary>
    Shared,

    /// <summary>What tfpilot goes by changed.</summary>
    Settings,

    /// <summary>GitHub does not name all files of a change this large.</summary>
    TooManyFiles,

    /// <summary>All projects were asked for.</summary>
    Everything,
}

/// <summary>One reason; <paramref name="Subject"/> is the file or folder, empty where there is none.</summary>
public sealed record PlanReason(PlanReasonKind Kind, string Subject);

/// <summary>A root module that must be planned. <paramref name="Path"/> is its folder, <c>.</c> at the repository's root.</summary>
public sealed record DiscoveredProject(string Path, string Name, IReadOnlyList<PlanTarget> Targets, IReadOnlyList<PlanReason> Reasons);

/// <summary>
/// A folder whose configuration is gone, so that what it manages stays without one. <paramref name="Evidence"/> tells why it counts as a root
/// module; <paramref name="MovedTo"/> is where its files went, null when they were deleted.
/// </summary>
public sealed record OrphanedProject(string Path, IReadOnlyList<string> Environments, string Evidence, string? MovedTo);

/// <summary>Which projects must be planned for a change and why, and what of the change no plan covers. In the order of paths.</summary>
public sealed record Discovery(
    IReadOnlyList<DiscoveredProject> Projects,
    IReadOnlyList<OrphanedProject> Orphaned,
    IReadOnlyList<string> Unmapped,
    IReadOnlyList<Problem> Notes)
{
    /// <summary>The changed files of shared modules that no project uses.</summary>
    public IReadOnlyList<string> Unused { get; init; } = [];

    /// <summary>The changed files that tfpilot goes by.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>How many root modules the repository has.</summary>
    public int RootModules { get; init; }

    /// <summary>Whether projects are planned for a change of the settings and for nothing else.</summary>
    public bool IsOfSettingsAlone => Projects.Count > 0 && Orphaned.Count == 0 && Unmapped.Count == 0
        && Projects.All(project => project.Reasons.All(reason => reason.Kind == PlanReasonKind.Settings));

    /// <summary>Whether only a part of the change is known, so that everything is planned.</summary>
    public bool IsTruncated { get; init; }
}
