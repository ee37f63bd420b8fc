using System.Collections.Concurrent;
using System.Globalization;

namespace TfPilot.GitHub.Http;

/// <summary>
/// What is left of GitHub's limits of one installation, as its answers say. Below <see cref="Reserve"/> only what
/// checks need is asked; all instances hear the same numbers, for GitHub counts for all of them together.
/// </summary>
internal sealed class RateBudget(TimeProvider clock)
{
    /// <summary>The share of a limit that is kept for checks.</summary>
    public const double Reserve = 0.2;

    private static readonly TimeSpan MaxWait = TimeSpan.FromHours(1);

    /// <summary>The limits that checks use; others, as that of searches, are small and never ours.</summary>
    private static readonly string[] Resources = ["core", "graphql"];

    private readonly ConcurrentDictionary<string, (bool IsSpare, DateTimeOffset Reset)> left = [];

    public void Observe(GitHubAnswer answer)
    {
        var resource = answer.Header("X-RateLimit-Resource") ?? Resources[0];
        if (!Resources.Contains(resource) || Number(answer, "X-RateLimit-Limit") is not (> 0 and var limit)) return;
        if (Number(answer, "X-RateLimit-Remaining") is not { } remaining
            || Number(answer, "X-RateLimit-Reset") is not { } reset) return;
        left[resource] = (remaining > limit * Reserve, DateTimeOffset.UnixEpoch.AddSeconds(reset));
    }

    /// <summary>Until the limit that is nearly used up begins anew; null when there is enough for everything.</summary>
    public TimeSpan? WaitForSpare()
    {
        var now = clock.GetUtcNow();
        var scarce = left.Values.Where(one => !one.IsSpare && one.Reset > now).Select(one => one.Reset - now).ToList();
        return scarce.Count == 0 ? null : scarce.Max() is var wait && wait < MaxWait ? wait : MaxWait;
    }

    private static int? Number(GitHubAnswer answer, string header) =>
        int.TryParse(answer.Header(header), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : null;
}
