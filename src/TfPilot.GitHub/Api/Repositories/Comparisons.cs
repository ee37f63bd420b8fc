using TfPilot.Core.Basics;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>
/// A file that differs between two commits. <paramref name="Patch"/> is null when GitHub returns none: the file is
/// binary or large.
/// </summary>
public sealed record FileDifference(PullFile File, string? Blob, string? Patch);

/// <summary>
/// The changes from the merge base to the second commit. GitHub lists at most 300 files; when there may be more,
/// <paramref name="IsComplete"/> is false.
/// </summary>
public sealed record Comparison(IReadOnlyList<FileDifference> Files, bool IsComplete)
{
    /// <summary>Whether the first commit is the merge base.</summary>
    public bool IsAhead { get; init; }

    public PullFileList Changes => new([.. Files.Select(file => file.File)], IsComplete);
}

/// <summary>Compares commits.</summary>
public static class Comparisons
{
    private const int MaxFiles = 300;

    /// <summary>Compares two commits; one call.</summary>
    public static async Task<Comparison> CompareAsync(
        this GitHubClient github, RepositoryName repository, CommitSha from, CommitSha to, CancellationToken ct)
    {
        var request = github.Rest(HttpMethod.Get, $"/repos/{repository}/compare/{from}...{to}?per_page=1",
            $"compare {from.Short} with {to.Short} in {repository}");
        var (status, found) = await github.SendAsync(request, RepositoryRestJson.Default.RestComparison, ct);
        var files = found ?? [];
        return new([.. files.Select(file => new FileDifference(PullFiles.ToModel(file), file.Sha, file.Patch))],
            IsComplete: files.Count < MaxFiles)
        { IsAhead = status is "ahead" or "identical" };
    }
}

internal sealed record RestComparison(string Status, IReadOnlyList<RestFile>? Files = null);
