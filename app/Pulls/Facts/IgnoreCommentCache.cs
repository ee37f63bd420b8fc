using TfPilot.App.Jobs;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Policies;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Identity;

namespace TfPilot.App.Pulls;

/// <summary>
/// The comments of the default branch that take findings away, read there by the App itself: a report may say which
/// comments a change has, and not which of them count. They are kept, because at one commit they stay the same.
/// </summary>
internal sealed class IgnoreCommentCache(SharedCache cache)
{
    /// <summary>Comments in further folders count for nothing.</summary>
    private const int MaxFolders = 50;

    private readonly SharedCache.Part<(long Repository, CommitSha Commit, string Folders), AcceptedIgnores> known =
        cache.For<(long, CommitSha, string), AcceptedIgnores>(ignores => 300L * ignores.Count);

    /// <returns>Without a call where no trusted report has such a comment.</returns>
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
        return known.Keep(
            key, AcceptedIgnores.Of(await repository.Client.ReadSourcesAsync(repository.Name, commit, folders, ct)));
    }
}
