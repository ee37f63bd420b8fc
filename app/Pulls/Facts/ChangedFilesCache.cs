using TfPilot.App.Jobs;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>
/// The changed files of pull requests. Lists that took several calls are cached; between two commits they are
/// immutable.
/// </summary>
internal sealed class ChangedFilesCache(SharedCache cache)
{
    private readonly SharedCache
        .Region<(PullKey Key, CommitSha Head, CommitSha? Base, string BaseBranch), PullFileList> cachedLists =
        cache.CreateRegion<(PullKey, CommitSha, CommitSha?, string), PullFileList>(SizeOf);

    public static long SizeOf(PullFileList files) =>
        files.Files.Sum(file => 100L + (2 * (file.Path.Length + (file.PreviousPath?.Length ?? 0))));

    public async Task<PullFileList> OfAsync(
        InstalledRepository repository, PullKey key, PullSnapshot snapshot, CancellationToken ct)
    {
        var pull = snapshot.Pull;
        if (snapshot.Files is { } complete) return complete;
        if (cachedLists.TryGetValue((key, pull.Head, snapshot.BaseHead, pull.BaseBranch), out var known)) return known;
        var files = await repository.Client.ListChangedFilesAsync(repository.Name, pull.Number, ct);
        if (files.Files.Count != pull.ChangedFiles) return files; // Perhaps of a newer head; not cached.
        return cachedLists.Set((key, pull.Head, snapshot.BaseHead, pull.BaseBranch), files);
    }
}
