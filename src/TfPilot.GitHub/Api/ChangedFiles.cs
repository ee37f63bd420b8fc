using TfPilot.Core.Environments;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>What happened to a file. GitHub says <see cref="Changed"/> when only its mode did.</summary>
public enum FileChange { Added, Removed, Modified, Renamed, Copied, Changed, Unchanged }

/// <summary>
/// A file that a pull request touches. <paramref name="PreviousPath"/> is where it was before it was renamed or copied.
/// </summary>
public sealed record ChangedFile(string Path, FileChange Change, string? PreviousPath);

/// <summary>
/// The files of a pull request. GitHub names 3,000 at most; when there may be more, <paramref name="IsComplete"/> is
/// false.
/// </summary>
public sealed record ChangedFileList(IReadOnlyList<ChangedFile> Files, bool IsComplete)
{
    /// <summary>As decisions take it. What was copied is still where it was.</summary>
    public Core.Environments.ChangedFiles ToChanges() => new([.. Files.Select(ToChange)]) { IsTruncated = !IsComplete };

    private static Core.Environments.ChangedFile ToChange(ChangedFile file) => new(file.Path, file.Change switch
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

/// <summary>Which files does a pull request touch?</summary>
public static class ChangedFiles
{
    private const int PageSize = 100;
    private const int Limit = 3_000;

    /// <summary>One call for each hundred files.</summary>
    public static async Task<ChangedFileList> ListChangedFilesAsync(
        this GitHubClient github, RepositoryName repository, PullNumber number, CancellationToken ct)
    {
        var files = new List<ChangedFile>();
        for (var page = 1; ; page++)
        {
            var path = $"/repos/{repository}/pulls/{number}/files?per_page={PageSize}&page={page}";
            var request = github.Rest(HttpMethod.Get, path, $"list the files of pull request {repository}#{number}");
            var answer = await github.SendAsync(request, ct);
            files.AddRange(GitHubClient.Read(request, answer, RestJson.Default.IReadOnlyListRestFile).Select(ToModel));
            if (files.Count >= Limit) return new(files, IsComplete: false);
            if (!answer.HasNextPage) return new(files, IsComplete: true);
        }
    }

    internal static ChangedFile ToModel(RestFile file) =>
        new(file.Filename, Change(file.Status), file.PreviousFilename);

    /// <summary>A word that GitHub invents later is a change of some kind.</summary>
    private static FileChange Change(string status) =>
        Enum.TryParse<FileChange>(status, ignoreCase: true, out var change) ? change : FileChange.Modified;
}

internal sealed record RestFile(
    string Filename, string Status, string? PreviousFilename = null, string? Sha = null, string? Patch = null);
