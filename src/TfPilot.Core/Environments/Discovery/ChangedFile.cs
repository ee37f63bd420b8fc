namespace TfPilot.Core.Environments;

/// <summary>What a pull request does to a file, in GitHub's words.</summary>
public enum ChangeStatus
{
    Added,
    Modified,
    Removed,
    Renamed,
}

/// <summary>A file that a pull request changes, its path from the repository's root.</summary>
public sealed record ChangedFile(string Path, ChangeStatus Status)
{
    /// <summary>Where a renamed file was.</summary>
    public string? PreviousPath { get; init; }

    /// <summary>What a removed file held, as far as it is known.</summary>
    public string? RemovedText { get; init; }
}

/// <summary>Everything that a pull request changes.</summary>
public sealed record ChangedFiles(IReadOnlyList<ChangedFile> Files)
{
    /// <summary>How many files GitHub names for a pull request; of one that changes more, the rest is unknown.</summary>
    public const int Cap = 3000;

    /// <summary>Whether there are more than these, so that any file may have changed.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Whether everything is asked for, whatever changed.</summary>
    public bool IsEverything { get; init; }

    public static ChangedFiles Everything { get; } = new([]) { IsEverything = true };
}
