namespace TfPilot.Core.Reviews;

/// <summary>Why a change is in no plan.</summary>
public enum UnplannedKind
{
    /// <summary>The file belongs to no project.</summary>
    Unmapped,

    /// <summary>The folder lost its configuration while its state remains.</summary>
    Orphaned,

    /// <summary>The settings, and with them the rules, change.</summary>
    Settings,
}

/// <summary>A change that no plan shows, so that a person has to review it.</summary>
public sealed record UnplannedChange(string Path, UnplannedKind Kind);
