using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using TfPilot.GitHub.Ids;

namespace TfPilot.App.Http;

/// <summary>
/// Rate limits of the decision endpoint per address, token and pull request, because each request spends the
/// installation's GitHub rate limit. Rejected tokens are cached, so that they cost no further call. Keeps a bounded
/// number of token hashes, never tokens.
/// </summary>
internal sealed class QuestionLimits(TimeProvider clock)
{
    /// <summary>
    /// Requests per minute. Higher than for a token, because all users behind a proxy may share one address.
    /// </summary>
    public const int MaxPerAddress = 120;
    public const int MaxPerToken = 30;
    public const int MaxPerPull = 30;

    private const int MaxEntries = 10_000;
    private const int AddressBytes = 8; // An IPv6 /64 belongs to one customer.

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RejectionLifetime = TimeSpan.FromMinutes(10);

    private readonly Lock gate = new();
    private readonly Dictionary<string, (int Count, DateTimeOffset End)> counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> rejected = new(StringComparer.Ordinal);

    /// <summary>Counts a request. Returns how long to wait; null when it is allowed.</summary>
    public TimeSpan? Address(IPAddress? address) => Count($"address {Network(address)}", MaxPerAddress);

    public TimeSpan? Token(string token) => Count($"token {Hash(token)}", MaxPerToken);

    public TimeSpan? Pull(RepositoryName repository, PullNumber number) =>
        Count($"pull {repository.ToString().ToUpperInvariant()}#{number.Value}", MaxPerPull);

    public bool IsRejected(string token)
    {
        lock (gate) return rejected.TryGetValue(Hash(token), out var end) && clock.GetUtcNow() < end;
    }

    public void Reject(string token)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            Evict(rejected, end => end, now);
            rejected[Hash(token)] = now + RejectionLifetime;
        }
    }

    private TimeSpan? Count(string key, int limit)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            Evict(counts, entry => entry.End, now);
            var (count, end) = counts.TryGetValue(key, out var known) && now < known.End ? known : (0, now + Window);
            counts[key] = (Math.Min(count, limit) + 1, end);
            return count < limit ? null : end - now;
        }
    }

    /// <summary>Evicts expired entries first, then those that expire soonest.</summary>
    private static void Evict<T>(Dictionary<string, T> entries, Func<T, DateTimeOffset> endOf, DateTimeOffset now)
    {
        if (entries.Count < MaxEntries) return;
        var over = entries.Where(entry => endOf(entry.Value) <= now).Select(entry => entry.Key).ToList();
        foreach (var old in over) entries.Remove(old);
        if (entries.Count < MaxEntries) return;
        var soonest = entries.OrderBy(entry => endOf(entry.Value)).Take(MaxEntries / 2).ToList();
        foreach (var old in soonest) entries.Remove(old.Key);
    }

    private static string Network(IPAddress? address) =>
        address is null ? "unknown"
        : address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString()
        : address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes(), 0, AddressBytes)
        : address.ToString();

    private static string Hash(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
