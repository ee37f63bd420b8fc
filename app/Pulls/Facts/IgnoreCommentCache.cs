using TfPilot.App.Jobs;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Policies;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Identity;

namespace TfPilot.App.Pulls;

/// <summary>
/// The ignore comments of the default branch, read by the App itself, because a report must not decide which ignore
/// comments count. Cached; at one commit they are immutable.
/// </summary>
internal sealed class IgnoreCommentCache(SharedCache cache)
{
    /// <summary>The maximum number of folders; ignore comments in further folders have no effect.</summary>
    private const int MaxFolders = 50;

    private readonly SharedCache.Region<(long Repository, CommitSha Commit, string Folders), AcceptedIgnores> known =
        cache.CreateRegion<(long, CommitSha, string), AcceptedIgnores>(ignores => 300L * ignores.Count);

    /// <returns>The accepted ignore comments. No call is made when no trusted report contains an ignore
    /// comment.</returns>
    public async Task<AcceptedIgnores> OfAsync(
        InstalledRepository repository, long id, CommitSha commit, IEnumerable<EvidenceDocument> evidence,
        CancellationToken ct)
    {
        IReadOnlyList<string> folders =
        [
            .. evidence.Where(document => document.IsTrusted).SelectMany(document => document.Facts.Projects)
                .SelectMany(project => project.IgnoreFolders)
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MaxFolders),
        ];
        if (folders.Count == 0) return AcceptedIgnores.None;
        var key = (id, commit, string.Join('\n', folders));
        if (known.TryGetValue(key, out var read)) return read;
        return known.Set(
            key, AcceptedIgnores.Of(await repository.Client.ReadSourcesAsync(repository.Name, commit, folders, ct)));
    }
}
