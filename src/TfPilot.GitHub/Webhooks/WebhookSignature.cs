using System.Security.Cryptography;
using System.Text;

namespace TfPilot.GitHub.Webhooks;

/// <summary>
/// Verifies <c>X-Hub-Signature-256</c> over the raw bytes of a delivery. SHA-1 signatures are ignored.
/// </summary>
public static class WebhookSignature
{
    private const string Prefix = "sha256=";

    /// <summary>Valid with any of the secrets, two during a rotation; without a secret nothing is valid.</summary>
    public static bool IsValid(ReadOnlySpan<byte> payload, string? header, IReadOnlyList<string> secrets)
    {
        if (header is null || header.Length != Prefix.Length + (2 * SHA256.HashSizeInBytes)
            || !header.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        Span<byte> received = stackalloc byte[SHA256.HashSizeInBytes];
        if (Convert.FromHexString(
            header.AsSpan(Prefix.Length), received, out _, out _) != System.Buffers.OperationStatus.Done) return false;
        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        var isValid = false;
        foreach (var secret in secrets.Where(secret => secret.Length > 0))
        {
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), payload, expected);
            isValid |= CryptographicOperations.FixedTimeEquals(received, expected);
        }

        return isValid;
    }
}
