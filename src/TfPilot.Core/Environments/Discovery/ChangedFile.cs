namespace TfPilot.Core.Environments;

/// <summary>What a pull request does to a file, in GitHub's terms.</summary>
public enum ChangeStatus
{
    Added,
    Modified,
    Removed,
    Renamed,
}

/// <summary>A file changed by a pull request; the path is relative to the repository root.</summary>
public sealed record ChangedFile(string Path, ChangeStatus Status)
{
    /// <summary>The previous path of a renamed file.</summary>
    public string? PreviousPath { get; init; }

    /// <summary>The content of a removed file, if known.</summary>
    public string? RemovedText { get; init; }
}

/// <summary>All files changed by a pull request.</summary>
public sealed record ChangedFiles(IReadOnlyList<ChangedFile> Files)
{
    /// <summary>The maximum number of files that GitHub lists for a pull request; the rest are unknown.</summary>
    public const int Cap = 3000;

    /// <summary>Whether the list is incomplete, so that any file may have changed.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Whether all projects were requested, regardless of changes.</summary>
    public bool IsEverything { get; init; }

    public static ChangedFiles Everything { get; } = new([]) { IsEverything = true };
}
