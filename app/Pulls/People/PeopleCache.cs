using TfPilot.App.Jobs;
using TfPilot.Core.Approvals;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>
/// Caches GitHub's answers about people for one minute, or until any instance receives a membership webhook: an
/// approval of a person who left must stop counting at once.
/// </summary>
internal sealed class PeopleCache(InstallationStore installations, SharedCache cache, TimeProvider clock)
{
    private static readonly TimeSpan CacheLifetime = TimeSpan.FromMinutes(1);

    private readonly SharedCache.Region<(long Installation, string Question), KnownAnswer> answers =
        cache.CreateRegion<(long, string), KnownAnswer>(
            answer => answer.Value is Lookup<TeamFacts> { Answer.Members: { } members } ? 100L * members.Count : 200);

    /// <summary>
    /// The current version of the membership data. Read it before the call to GitHub, because an answer is as old as
    /// its request.
    /// </summary>
    public Task<long> VersionAsync(long installation, CancellationToken ct) =>
        installations.MembershipVersionAsync(installation, ct);

    public async Task<T> OfAsync<T>(long installation, long version, string cacheKey, Func<Task<T>> readAsync)
        where T : notnull
    {
        var (key, now) = ((installation, cacheKey), clock.GetUtcNow());
        if (answers.TryGetValue(key, out var known) && known.Version == version && now < known.Until)
            return (T)known.Value;
        var answer = await readAsync();
        answers.Set(key, new(answer, version, now + CacheLifetime));
        return answer;
    }

    private sealed record KnownAnswer(object Value, long Version, DateTimeOffset Until);
}
