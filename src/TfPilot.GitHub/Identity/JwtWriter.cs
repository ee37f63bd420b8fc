using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace TfPilot.GitHub.Identity;

/// <summary>Writes JSON Web Tokens, signed with RS256.</summary>
internal static class JwtWriter
{
    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT"}"""u8);

    public static string Write(JsonObject claims, RSA key)
    {
        var text = $"{Header}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        var signature = key.SignData(
            Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }
}
