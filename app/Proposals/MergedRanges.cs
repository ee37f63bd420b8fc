using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Ids;

namespace TfPilot.App.Proposals;

/// <summary>
/// What a merge added to its branch: the commits after <paramref name="Base"/> until the merge commit.
/// </summary>
/// <param name="Files">The paths of the changed files.</param>
internal sealed record MergedRange(CommitSha Base, IReadOnlyList<string> Files);

/// <summary>Finds the commit of the branch before a merge.</summary>
internal static class MergedRanges
{
    /// <summary>A rebase merge adds as many commits as the pull request has; GitHub allows 100.</summary>
    private const int MaxCommits = 100;

    private const string Workflows = ".github/workflows/";

    /// <summary>
    /// The first parent of a merge commit or a squashed commit. A rebase merge adds several commits, which GitHub
    /// associates with the pull request; they are followed to the first one.
    /// </summary>
    /// <returns>The range, or the sentence that says why it cannot be undone.</returns>
    public static async Task<(MergedRange? Range, string? Refusal)> FindAsync(
        InstalledRepository repository, int pull, CommitSha merge, CancellationToken ct)
    {
        var files = await repository.Client.ListChangedFilesAsync(repository.Name, new PullNumber(pull), ct);
        if (Paths(files).FirstOrDefault(path => path.StartsWith(Workflows, StringComparison.Ordinal)) is { } workflow)
            return (null, $"#{pull} changed {VisibleText.Of(workflow)}, and the App has no permission to write " +
                "workflows. " + Manually(merge));
        var parents = await repository.Client.ReadParentsAsync(repository.Name, merge, ct);
        if (parents.Count != 1)
            return parents.Count == 0 ? (null, $"{merge.Short} has no parent. {Manually(merge)}")
                : (new(parents[0], Paths(files)), null);
        var start = await BeforeAsync(repository, pull, parents[0], ct);
        return start is { } found && await IsSameAsync(repository, files, found, merge, ct)
            ? (new(found, Paths(files)), null)
            : (null, $"It is unclear which commits #{pull} added: the files of the commits until {merge.Short} are " +
                $"not those of the pull request, or there are more than GitHub lists. {Manually(merge)}");
    }

    public static string Manually(CommitSha merge) =>
        $"Revert it yourself with `git revert` of {merge.Text}, and open a pull request.";

    /// <returns>Null when there are too many commits, or the history is not linear.</returns>
    private static async Task<CommitSha?> BeforeAsync(
        InstalledRepository repository, int pull, CommitSha first, CancellationToken ct)
    {
        var commit = first;
        for (var count = 1; count <= MaxCommits; count++)
        {
            var introducedBy = await repository.Client.FindMergedPullsAsync(repository.Name, commit, ct);
            if (!introducedBy.Contains(new PullNumber(pull))) return commit;
            if (await repository.Client.ReadParentsAsync(repository.Name, commit, ct) is not [var parent]) return null;
            commit = parent;
        }

        return null;
    }

    /// <summary>Whether the commits changed exactly the files of the pull request.</summary>
    private static async Task<bool> IsSameAsync(
        InstalledRepository repository, PullFileList files, CommitSha from, CommitSha to, CancellationToken ct)
    {
        var compared = await repository.Client.CompareAsync(repository.Name, from, to, ct);
        return compared is { IsAhead: true, IsComplete: true } && files.IsComplete
            && Paths(compared.Changes).ToHashSet().SetEquals(Paths(files));
    }

    public static IReadOnlyList<string> Paths(PullFileList files) =>
        [.. files.Files.SelectMany(file => new[] { file.Path, file.PreviousPath }).OfType<string>().Distinct()];
}
