using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using TfPilot.GitHub.Webhooks;

namespace TfPilot.GitHub.Evidence;

/// <summary>A parsed token, not yet verified. The signature covers the text of the first two parts.</summary>
internal sealed record Jwt(JsonElement Header, JsonElement Claims, byte[] Signed, byte[] Signature)
{
    /// <summary>GitHub's tokens are shorter than 3,000 characters.</summary>
    public const int MaxTokenLength = 16 * 1024;

    /// <summary>A duplicate claim is ambiguous: parsers differ in which value they use.</summary>
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 4 };

    /// <summary>Strings by RFC 7515 and RFC 7519; parsers may differ for other types.</summary>
    private static readonly string[] TextsOfHeader = ["alg", "cty", "kid", "typ", "x5t", "zip"];
    private static readonly string[] TextsOfClaims = ["azp", "iss", "jti", "sub"];

    public static Jwt? TryRead(string token)
    {
        if (token.Length > MaxTokenLength || token.Split('.') is not [{ } header, { } claims, { } signature])
            return null;
        if (Object(header, TextsOfHeader) is not { } head || Object(claims, TextsOfClaims) is not { } body) return null;
        if (Bytes(signature) is not { } signed) return null;
        return new(head, body, Encoding.ASCII.GetBytes($"{header}.{claims}"), signed);
    }

    private static JsonElement? Object(string part, string[] texts)
    {
        if (Bytes(part) is not { } bytes) return null;
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return null;
            if (texts.Any(name => root.At(name) is { ValueKind: not JsonValueKind.String })) return null;
            foreach (var member in root.EnumerateObject())
            {
                if (member.Value.ValueKind == JsonValueKind.String) _ = member.Value.GetString();
            }

            return root.Clone();
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an unpaired surrogate.
            return null;
        }
    }

    /// <summary>The decoder would accept white space and padding, which a token must not have.</summary>
    private static byte[]? Bytes(string part) =>
        part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && Base64Url.IsValid(part)
        ? Base64Url.DecodeFromChars(part) : null;
}
