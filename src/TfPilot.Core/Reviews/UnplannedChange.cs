namespace TfPilot.Core.Reviews;

/// <summary>Why a change is in no plan.</summary>
public enum UnplannedKind
{
    /// <summary>No project has the file.</summary>
    Unmapped,

    /// <summary>The folder lost its configuration, and its state stays.</summary>
    Orphaned,

    /// <summary>The rules themselves change.</summary>
    Settings,
}

/// <summary>What a pull request changes and no plan shows, so that somebody has to look at it.</summary>
public sealed record UnplannedChange(string Path, UnplannedKind Kind);
