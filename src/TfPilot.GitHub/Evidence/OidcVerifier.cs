using System.Security.Cryptography;
using System.Text.Json;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Webhooks;

namespace TfPilot.GitHub.Evidence;

/// <summary>Whose tokens are believed, and to whom they must be addressed.</summary>
public sealed record OidcSettings(Uri Issuer, string Audience)
{
    public static readonly Uri GitHubActions = new("https://token.actions.githubusercontent.com");
}

/// <summary>
/// Proves that a token is from a job of GitHub Actions and was made for us. Safe for concurrent use; keep one, for it
/// keeps the keys.
/// </summary>
public sealed class OidcVerifier(HttpClient http, OidcSettings settings, GitHubTimeouts patience)
{
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    private readonly OidcKeys keys = new(http, settings.Issuer, patience);

    /// <summary>
    /// Throws <see cref="GitHubException"/> when the issuer's keys cannot be read; then nothing is known of the token.
    /// </summary>
    public async Task<OidcVerdict> VerifyAsync(string token, CancellationToken ct)
    {
        if (Jwt.TryRead(token) is not { } jwt) return Refuse(OidcRefusal.Malformed, "is no JSON web token of a job");
        if (jwt.Header.Text("alg") != "RS256" || jwt.Header.At("crit") is not null)
            return Refuse(OidcRefusal.WrongAlgorithm, "is not signed with RS256");
        if (jwt.Header.Text("kid") is not { } id || await keys.FindAsync(id, ct) is not { } key)
            return Refuse(OidcRefusal.UnknownKey, $"is signed with a key that {settings.Issuer} does not publish");
        return IsSigned(jwt, key) ? Judge(jwt.Claims, patience.Clock.GetUtcNow())
            : Refuse(OidcRefusal.WrongSignature, "does not bear its signature rightly");
    }

    private static bool IsSigned(Jwt jwt, RSAParameters key)
    {
        using var rsa = RSA.Create(key);
        return rsa.VerifyData(jwt.Signed, jwt.Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private OidcVerdict Judge(JsonElement claims, DateTimeOffset now)
    {
        if (claims.Text("iss") != settings.Issuer.OriginalString.TrimEnd('/'))
            return Refuse(OidcRefusal.WrongIssuer, $"is not of {settings.Issuer}");
        if (claims.Text("aud") != settings.Audience)
            return Refuse(OidcRefusal.WrongAudience, $"is not made for the audience {settings.Audience}");
        var (begins, made, ends) = (JwtClaims.Moment(claims, "nbf"), JwtClaims.Moment(claims, "iat"),
            JwtClaims.Moment(claims, "exp"));
        if (ends is null || made is null || begins is null || begins > ends)
            return Refuse(OidcRefusal.MissingClaim, "does not say from when to when it is valid");
        if (now - Skew >= ends) return Refuse(OidcRefusal.Expired, $"was valid until {ends:u}; it is {now:u}");
        if (now + Skew < begins || now + Skew < made)
            return Refuse(OidcRefusal.NotYetValid, $"is valid from {begins:u} on; it is {now:u}");
        return JwtClaims.Read(claims) is { } read ? new OidcVerdict.Verified(read)
            : Refuse(OidcRefusal.MissingClaim, "does not say of which repository, run and commit it is");
    }

    private static OidcVerdict.Refused Refuse(OidcRefusal reason, string what) => new(reason, $"The token {what}.");
}
