using System.Security.Cryptography;
using System.Text.Json;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Webhooks;

namespace TfPilot.GitHub.Evidence;

/// <summary>The trusted issuer and the required audience.</summary>
public sealed record OidcSettings(Uri Issuer, string Audience)
{
    public static readonly Uri GitHubActions = new("https://token.actions.githubusercontent.com");
}

/// <summary>
/// Verifies that a token was issued by GitHub Actions for our audience. Safe for concurrent use; use one instance,
/// because it caches the keys.
/// </summary>
public sealed class OidcVerifier(HttpClient http, OidcSettings settings, GitHubTimeouts timeouts)
{
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    private readonly OidcKeys keys = new(http, settings.Issuer, timeouts);

    /// <summary>
    /// Throws <see cref="GitHubException"/> when the issuer's keys cannot be read; then the token is neither valid nor
    /// invalid.
    /// </summary>
    public async Task<OidcVerdict> VerifyAsync(string token, CancellationToken ct)
    {
        if (Jwt.TryRead(token) is not { } jwt) return Refuse(OidcRefusal.Malformed, "is not a valid JSON Web Token");
        if (jwt.Header.Text("alg") != "RS256" || jwt.Header.At("crit") is not null)
            return Refuse(OidcRefusal.WrongAlgorithm, "is not signed with RS256");
        if (jwt.Header.Text("kid") is not { } id || await keys.FindAsync(id, ct) is not { } key)
            return Refuse(OidcRefusal.UnknownKey, $"is signed with a key that {settings.Issuer} does not publish");
        return IsSigned(jwt, key) ? CheckClaims(jwt.Claims, timeouts.Clock.GetUtcNow())
            : Refuse(OidcRefusal.WrongSignature, "has an invalid signature");
    }

    private static bool IsSigned(Jwt jwt, RSAParameters key)
    {
        using var rsa = RSA.Create(key);
        return rsa.VerifyData(jwt.Signed, jwt.Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private OidcVerdict CheckClaims(JsonElement claims, DateTimeOffset now)
    {
        if (claims.Text("iss") != settings.Issuer.OriginalString.TrimEnd('/'))
            return Refuse(OidcRefusal.WrongIssuer, $"was not issued by {settings.Issuer}");
        if (claims.Text("aud") != settings.Audience)
            return Refuse(OidcRefusal.WrongAudience, $"was not issued for the audience {settings.Audience}");
        var (notBefore, issuedAt, expires) = (JwtClaims.Moment(claims, "nbf"), JwtClaims.Moment(claims, "iat"),
            JwtClaims.Moment(claims, "exp"));
        if (expires is null || issuedAt is null || notBefore is null || notBefore > expires)
            return Refuse(OidcRefusal.MissingClaim, "has no validity period");
        if (now - Skew >= expires) return Refuse(OidcRefusal.Expired, $"expired at {expires:u} (current time {now:u})");
        if (now + Skew < notBefore || now + Skew < issuedAt)
            return Refuse(OidcRefusal.NotYetValid, $"is not valid before {notBefore:u} (current time {now:u})");
        return JwtClaims.Read(claims) is { } read ? new OidcVerdict.Verified(read)
            : Refuse(OidcRefusal.MissingClaim, "does not name the repository, run and commit");
    }

    private static OidcVerdict.Refused Refuse(OidcRefusal reason, string what) => new(reason, $"The token {what}.");
}
