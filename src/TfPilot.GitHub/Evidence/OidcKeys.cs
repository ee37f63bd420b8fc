using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using TfPilot.GitHub.Http;

namespace TfPilot.GitHub.Evidence;

/// <summary>
/// The issuer's public keys by id. Refreshed after an hour, so that a revoked key expires, and for an unknown id at
/// most once a minute, so that outside requests cannot cause traffic.
/// </summary>
internal sealed class OidcKeys(HttpClient http, Uri issuer, GitHubTimeouts timeouts)
{
    private const int MinBits = 2048;

    private static readonly TimeSpan CacheLifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(10);

    private readonly GitHubClient client = new(
        http, new(issuer, issuer, issuer), token: null, timeouts with { RetryBudget = TimeSpan.FromSeconds(10) });
    private readonly Lock gate = new();

    private CachedKeys known = new(new Dictionary<string, RSAParameters>(), DateTimeOffset.MinValue);
    private (Task<CachedKeys> Answer, DateTimeOffset At)? refresh;

    /// <summary>Null when the issuer publishes no such key.</summary>
    public async Task<RSAParameters?> FindAsync(string id, CancellationToken ct)
    {
        var now = timeouts.Clock.GetUtcNow();
        var current = Current(id, now) ?? await FetchOnce(now).WaitAsync(ct);
        return current.Keys.TryGetValue(id, out var key) ? key : null;
    }

    /// <summary>The cached keys; null when they expired or do not contain the key.</summary>
    private CachedKeys? Current(string id, DateTimeOffset now)
    {
        lock (gate) return now - known.At < CacheLifetime && known.Keys.ContainsKey(id) ? known : null;
    }

    /// <summary>A caller's cancellation must not cancel the request that others share.</summary>
    private Task<CachedKeys> FetchOnce(DateTimeOffset now)
    {
        lock (gate)
        {
            if (refresh is { Answer: var answer, At: var at }
                && now - at < (answer.IsFaulted ? RetryDelay : RefreshInterval)) return answer;
            refresh = (RefreshAsync(now), now);
            return refresh.Value.Answer;
        }
    }

    private async Task<CachedKeys> RefreshAsync(DateTimeOffset now)
    {
        await Task.Yield();
        var read = new CachedKeys(await ReadAsync(CancellationToken.None), now);
        lock (gate) return known = read;
    }

    private async Task<IReadOnlyDictionary<string, RSAParameters>> ReadAsync(CancellationToken ct)
    {
        var purpose = $"read the keys of {issuer}";
        var configuration = await client.SendAsync(
            client.Rest(HttpMethod.Get, "/.well-known/openid-configuration",
                purpose) with
            { Accept = GitHubRequest.Plain }, OidcJson.Default.OidcConfiguration, ct);
        if (configuration.Issuer.TrimEnd('/') != issuer.AbsoluteUri.TrimEnd('/')
            || !GitHubEndpoints.IsSecure(configuration.JwksUri))
            throw new GitHubError(GitHubErrorKind.Unavailable,
                "names another issuer, or its keys have no https URL " +
                    $"({configuration.Issuer}, {configuration.JwksUri})").ToException(purpose);
        var set = await client.SendAsync(
            new GitHubRequest(HttpMethod.Get, configuration.JwksUri, purpose) { Accept = GitHubRequest.Plain },
            OidcJson.Default.OidcKeySet, ct);
        return set.Keys.Where(IsUsable).DistinctBy(key => key.Kid)
            .ToDictionary(key => key.Kid!, key => new RSAParameters
            {
                Modulus = Base64Url.DecodeFromChars(key.N),
                Exponent = Base64Url.DecodeFromChars(key.E),
            });
    }

    private static bool IsUsable(OidcKey key) =>
        key is { Kty: "RSA", Kid.Length: > 0, Alg: null or "RS256", Use: null or "sig", N: not null, E: not null }
        && Base64Url.IsValid(key.N, out var bytes) && bytes * 8 >= MinBits && Base64Url.IsValid(key.E);

    private sealed record CachedKeys(IReadOnlyDictionary<string, RSAParameters> Keys, DateTimeOffset At);
}

internal sealed record OidcConfiguration(string Issuer, Uri JwksUri);

internal sealed record OidcKeySet(IReadOnlyList<OidcKey> Keys);

internal sealed record OidcKey(
    string? Kty = null, string? Kid = null, string? Alg = null, string? Use = null, string? N = null, string? E = null);

/// <summary>The documents of an OIDC issuer.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(OidcConfiguration))]
[JsonSerializable(typeof(OidcKeySet))]
internal sealed partial class OidcJson : JsonSerializerContext;
