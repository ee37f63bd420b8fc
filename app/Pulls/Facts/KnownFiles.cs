using System.Collections.Concurrent;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Calls;
using TfPilot.GitHub.Identity;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>The changed files of pull requests; those that took several calls to list are kept, because between two commits they stay the same.</summary>
internal sealed class KnownFiles
{
    private const int Most = 256;

    private readonly ConcurrentDictionary<(PullKey Key, CommitSha Head, CommitSha? Base, string BaseBranch), ChangedFileList> listed = [];

    public async Task<ChangedFileList> OfAsync(InstalledRepository repository, PullKey key, PullSnapshot snapshot, CancellationToken ct)
    {
        var pull = snapshot.Pull;
        if (snapshot.Files is { } told) return told;
        if (listed.TryGetValue((key, pull.Head, snapshot.BaseHead, pull.BaseBranch), out var known)) return known;
        var files = await repository.Client.ListChangedFilesAsync(repository.Name, pull.Number, ct);
        if (files.Files.Count != pull.ChangedFiles) return files; // Of another head perhaps, that came in between.
        if (listed.Count >= Most) listed.Clear();
        return listed[(key, pull.Head, snapshot.BaseHead, pull.BaseBranch)] = files;
    }
}
