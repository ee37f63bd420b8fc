using TfPilot.GitHub.Names;

namespace TfPilot.GitHub.Calls;

public enum FileChange { Added, Removed, Modified, Renamed, Copied, Changed, Unchanged }

/// <summary>A file that a pull request touches. <paramref name="PreviousPath"/> is where it was before it was renamed or copied.</summary>
public sealed record ChangedFile(string Path, FileChange Change, string? PreviousPath);

/// <summary>The files of a pull request. GitHub names 3,000 at most; when there are more, <paramref name="IsComplete"/> is false.</summary>
public sealed record ChangedFileList(IReadOnlyList<ChangedFile> Files, bool IsComplete);

/// <summary>Which files does a pull request touch?</summary>
public static class ChangedFiles
{
    public static Task<ChangedFileList> ListChangedFilesAsync(this GitHubClient github, RepositoryName repository, PullNumber number, CancellationToken ct) =>
        throw new NotImplementedException();
}
