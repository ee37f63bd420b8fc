using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Http;

namespace TfPilot.GitHub.Identity;

/// <summary>The GitHub App's id and private key, which is never printed. Safe for concurrent use.</summary>
public sealed class AppIdentity : IDisposable
{
    private const int MinKeyBits = 2048;

    /// <summary>
    /// GitHub's clock may be behind ours; it rejects tokens issued in its future or valid for more than ten minutes.
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

    /// <summary>Reads the text of GitHub's <c>.pem</c> file (PKCS#1), or PKCS#8.</summary>
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
            $"is not an RSA private key of {MinKeyBits} bits or more in PEM format; use the complete .pem file that " +
                "GitHub generated for the App, without a passphrase");
    }

    /// <summary>A JWT that authenticates the App; valid for at most ten minutes from <paramref name="now"/>.</summary>
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
