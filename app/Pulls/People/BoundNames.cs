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
    private readonly SharedCache.Part<(long Repository, string Settings), IReadOnlyDictionary<SettingsName, long>>
        known =
        cache.For<(long, string), IReadOnlyDictionary<SettingsName, long>>(bound => 150L * bound.Count);

    public async Task<IReadOnlyDictionary<SettingsName, long>> BindAsync(
        PullKey key, SettingsTexts settings, IEnumerable<TeamFacts> teams, IEnumerable<KnownLogin> logins,
        CancellationToken ct)
    {
        var place = (key.Repository,
            Hash: Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(settings.Settings ?? ""))));
        var seen = NameBindings.Observed(teams, logins);
        if (known.TryGetValue(place, out var bound) && seen.Keys.All(bound.ContainsKey)) return bound;
        if (seen.Count == 0) return seen;
        bound = await names.BindAsync(key.Installation, key.Repository, place.Hash, seen, ct);
        return known.Keep(place, bound);
    }
}
