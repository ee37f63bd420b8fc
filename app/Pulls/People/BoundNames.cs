using System.Security.Cryptography;
using System.Text;
using TfPilot.App.Jobs;
using TfPilot.Core.Approvals;
using TfPilot.GitHub.Api;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>
/// The account ids that the names in a repository's settings had at first use. They never change, so they are cached.
/// </summary>
internal sealed class BoundNames(NameStore names, SharedCache cache)
{
    private readonly SharedCache.Region<(long Repository, string Settings), IReadOnlyDictionary<SettingsName, long>>
        known =
        cache.CreateRegion<(long, string), IReadOnlyDictionary<SettingsName, long>>(boundIds => 150L * boundIds.Count);

    public async Task<IReadOnlyDictionary<SettingsName, long>> BindAsync(
        PullKey key, SettingsTexts settings, IEnumerable<TeamFacts> teams, IEnumerable<KnownLogin> logins,
        CancellationToken ct)
    {
        var cacheKey = (key.Repository,
            Hash: Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(settings.Settings ?? ""))));
        var seen = NameBindings.Observed(teams, logins);
        if (known.TryGetValue(cacheKey, out var boundIds) && seen.Keys.All(boundIds.ContainsKey)) return boundIds;
        if (seen.Count == 0) return seen;
        boundIds = await names.BindAsync(key.Installation, key.Repository, cacheKey.Hash, seen, ct);
        return known.Set(cacheKey, boundIds);
    }
}
