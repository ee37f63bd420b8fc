using System.Collections.Concurrent;
using System.Globalization;

namespace TfPilot.GitHub.Http;

/// <summary>
/// The remaining rate limits of one installation, from GitHub's responses. Below <see cref="Reserve"/> only calls that
/// checks need are made; all instances see the same numbers, because GitHub counts them together.
/// </summary>
internal sealed class RateBudget(TimeProvider clock)
{
    /// <summary>The share of a rate limit that is reserved for checks.</summary>
    public const double Reserve = 0.2;

    private static readonly TimeSpan MaxWait = TimeSpan.FromHours(1);

    /// <summary>The rate limits that checks use; others, such as search, are small and not used.</summary>
    private static readonly string[] Resources = ["core", "graphql"];

    private readonly ConcurrentDictionary<string, (bool IsAboveReserve, DateTimeOffset Reset)> resources = [];

    public void Observe(GitHubResponse answer)
    {
        var resource = answer.Header("X-RateLimit-Resource") ?? Resources[0];
        if (!Resources.Contains(resource) || Number(answer, "X-RateLimit-Limit") is not (> 0 and var limit)) return;
        if (Number(answer, "X-RateLimit-Remaining") is not { } remaining
            || Number(answer, "X-RateLimit-Reset") is not { } reset) return;
        resources[resource] = (remaining > limit * Reserve, DateTimeOffset.UnixEpoch.AddSeconds(reset));
    }

    /// <summary>The time until the nearly exhausted limit resets; null when enough is left.</summary>
    public TimeSpan? WaitForReserve()
    {
        var now = clock.GetUtcNow();
        var waits = resources.Values.Where(one => !one.IsAboveReserve && one.Reset > now).Select(one => one.Reset - now)
            .ToList();
        return waits.Count == 0 ? null : waits.Max() is var wait && wait < MaxWait ? wait : MaxWait;
    }

    private static int? Number(GitHubResponse answer, string header) =>
        int.TryParse(answer.Header(header), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : null;
}
