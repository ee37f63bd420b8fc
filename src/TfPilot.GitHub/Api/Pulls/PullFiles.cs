using TfPilot.Core.Environments;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>The kind of change of a file. GitHub reports <see cref="Changed"/> when only the mode changed.</summary>
public enum PullFileChange { Added, Removed, Modified, Renamed, Copied, Changed, Unchanged }

/// <summary>
/// A file that a pull request touches. <paramref name="PreviousPath"/> is its path before a rename or copy.
/// </summary>
public sealed record PullFile(string Path, PullFileChange Change, string? PreviousPath);

/// <summary>
/// The files of a pull request. GitHub lists at most 3,000; when there may be more, <paramref name="IsComplete"/> is
/// false.
/// </summary>
public sealed record PullFileList(IReadOnlyList<PullFile> Files, bool IsComplete)
{
    /// <summary>
    /// The files in the form that decisions use. The source of a copy is not a change, because that file still exists.
    /// </summary>
    public ChangedFiles ToChanges() => new([.. Files.Select(ToChange)]) { IsTruncated = !IsComplete };

    private static ChangedFile ToChange(PullFile file) => new(file.Path, file.Change switch
    {
        PullFileChange.Added or PullFileChange.Copied => ChangeStatus.Added,
        PullFileChange.Removed => ChangeStatus.Removed,
        PullFileChange.Renamed => ChangeStatus.Renamed,
        _ => ChangeStatus.Modified,
    })
    {
        PreviousPath = file.Change == PullFileChange.Renamed ? file.PreviousPath : null,
    };
}

/// <summary>Lists the changed files of a pull request.</summary>
public static class PullFiles
{
    private const int Limit = 3_000;

    /// <summary>Lists the changed files; one call per hundred.</summary>
    public static async Task<PullFileList> ListChangedFilesAsync(
        this GitHubClient github, RepositoryName repository, PullNumber number, CancellationToken ct)
    {
        var files = new List<PullFile>();
        await foreach (var (found, _) in github.PagesAsync($"/repos/{repository}/pulls/{number}/files",
            $"list the files of pull request {repository}#{number}", PullRestJson.Default.IReadOnlyListRestFile, ct))
        {
            files.AddRange(found.Select(ToModel));
            if (files.Count >= Limit) return new(files, IsComplete: false);
        }

        return new(files, IsComplete: true);
    }

    internal static PullFile ToModel(RestFile file) =>
        new(file.Filename, Change(file.Status), file.PreviousFilename);

    /// <summary>An unknown status counts as modified.</summary>
    private static PullFileChange Change(string status) =>
        Enum.TryParse<PullFileChange>(status, ignoreCase: true, out var change) ? change : PullFileChange.Modified;
}

internal sealed record RestFile(
    string Filename, string Status, string? PreviousFilename = null, string? Sha = null, string? Patch = null);
