using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Http;

namespace TfPilot.GitHub.Identity;

/// <summary>
/// The GitHub App as GitHub knows it: its number and its private key, which never shows itself. Safe for concurrent
/// use.
/// </summary>
public sealed class AppIdentity : IDisposable
{
    private const int MinKeyBits = 2048;

    /// <summary>
    /// GitHub's clock may be behind ours; it refuses what was signed in its future and what lives longer than ten
    /// minutes.
    /// </summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(9);

    private readonly RSA key;
    private readonly Lock gate = new();

    private AppIdentity(long appId, RSA key)
    {
        AppId = appId;
        this.key = key;
    }

    public long AppId { get; }

    /// <summary>
    /// From the text of the <c>.pem</c> file that GitHub gave when the key was made (PKCS#1), or the same in PKCS#8.
    /// </summary>
    public static Validated<AppIdentity> Read(long appId, string pem)
    {
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(pem);
            key.ExportRSAPrivateKeyPem();
            if (key.KeySize >= MinKeyBits) return new AppIdentity(appId, key);
        }
        catch (Exception failure) when (failure is ArgumentException or CryptographicException)
        {
        }

        key.Dispose();
        return new Problem("private key",
            $"is no RSA private key of {MinKeyBits} bits or more in PEM; take the whole .pem file that GitHub gave " +
                "for the App, without a passphrase");
    }

    /// <summary>
    /// Says to GitHub that it is the App who asks; for ten minutes from <paramref name="now"/> at most.
    /// </summary>
    public GitHubToken Sign(DateTimeOffset now)
    {
        var claims = new JsonObject
        {
            ["iat"] = (now - ClockSkew).ToUnixTimeSeconds(),
            ["exp"] = (now + TokenLifetime).ToUnixTimeSeconds(),
            ["iss"] = AppId.ToString(CultureInfo.InvariantCulture),
        };
        lock (gate) return new(JwtWriter.Write(claims, key));
    }

    public void Dispose() => key.Dispose();
}
