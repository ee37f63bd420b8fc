using TfPilot.Core.Environments;
using TfPilot.GitHub;
using TfPilot.GitHub.Calls;
using TfPilot.GitHub.Names;
using ChangedFile = TfPilot.Core.Environments.ChangedFile;
using ChangedFiles = TfPilot.Core.Environments.ChangedFiles;

namespace TfPilot.Action.Inputs;

/// <summary>What a pull request changes, as GitHub tells it.</summary>
internal static class PullRequestChanges
{
    public static async Task<ChangedFiles> ReadAsync(GitHubClient github, RepositoryName repository, PullNumber number, CancellationToken ct)
    {
        var listed = await github.ListChangedFilesAsync(repository, number, ct);
        return new([.. listed.Files.Select(File)]) { IsTruncated = !listed.IsComplete };
    }

    /// <summary>What was copied is still where it was.</summary>
    private static ChangedFile File(TfPilot.GitHub.Calls.ChangedFile file) => new(file.Path, file.Change switch
    {
        FileChange.Added or FileChange.Copied => ChangeStatus.Added,
        FileChange.Removed => ChangeStatus.Removed,
        FileChange.Renamed => ChangeStatus.Renamed,
        _ => ChangeStatus.Modified,
    })
    {
        PreviousPath = file.Change == FileChange.Renamed ? file.PreviousPath : null,
    };
}
