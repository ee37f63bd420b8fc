using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace TfPilot.GitHub.Evidence;

/// <summary>A token taken apart; nothing of it is proved yet. What is signed is the text of its first two parts, as it came.</summary>
internal sealed record Jwt(JsonElement Header, JsonElement Claims, byte[] Signed, byte[] Signature)
{
    /// <summary>GitHub's are shorter than 3,000.</summary>
    public const int LongestToken = 16 * 1024;

    /// <summary>A claim that is there twice says two things; who reads one, and who the other?</summary>
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    public static Jwt? TryRead(string token)
    {
        if (token.Length > LongestToken || token.Split('.') is not [{ } header, { } claims, { } signature]) return null;
        return Object(header) is { } head && Object(claims) is { } body && Bytes(signature) is { } signed
            ? new(head, body, Encoding.ASCII.GetBytes($"{header}.{claims}"), signed)
            : null;
    }

    private static JsonElement? Object(string part)
    {
        if (Bytes(part) is not { } bytes) return null;
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The decoder would skip white space and take padding; a token has neither.</summary>
    private static byte[]? Bytes(string part) =>
        part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && Base64Url.IsValid(part) ? Base64Url.DecodeFromChars(part) : null;
}
