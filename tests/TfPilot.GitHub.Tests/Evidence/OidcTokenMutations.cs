using System.Text.Json.Nodes;

namespace TfPilot.GitHub.Tests.Evidence;

/// <summary>
/// Tokens with one to three mutations: of the header, the claims, the key, the signed text or the finished token.
/// </summary>
internal static class OidcTokenMutations
{
    private static readonly string[] Headers =
    [
        """{"typ":"JWT","alg":"RS256","kid":"one","x5t":"abc"}""", """{"typ":"at+jwt","alg":"RS256","kid":"one"}""",
        """{"alg":"RS384","kid":"one"}""", """{"alg":"none","kid":"one"}""", """{"alg":"HS256","kid":"one"}""",
        """{"alg":"RS256"}""", """{"alg":"RS256","kid":"two"}""", """{"alg":"RS256","kid":""}""",
        """{"alg":"RS256","kid":["one"]}""", """{"alg":["RS256"],"kid":"one"}""",
        """{"alg":"RS256","kid":"one","crit":[]}""", """{"alg":"RS256","kid":"one","crit":null}""",
        """{"alg":"RS256","kid":"one","zip":"DEF"}""", """{"alg":"RS256","kid":"one","cty":"JWT"}""",
        """{"alg":"RS256","kid":"one","typ":7}""", """{"\u0061lg":"RS256","kid":"one"}""",
        """{"alg":"RS256","kid":"one","b64":false}""", """ {"alg" : "RS256", "kid" : "one"} """,
        """{"alg":"\ud800","kid":"one"}""", """{"alg":"RS256","kid":"one\ud800"}""",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1.5", "1e9", "1893553446.0", "1893553446", "253402300799", "253402300800",
        "99999999999999999999", "\"\"", "\"1893553746\"", "\"https://issuer.test/oidc\"",
        "\"https://issuer.test/oidc/\"", "\"HTTPS://ISSUER.TEST/oidc\"", "\"https://tfpilot.test\"",
        "\"https://tfpilot.test/\"", "[]", "{}", "[\"https://tfpilot.test\"]", "[\"https://tfpilot.test\",\"x\"]",
        "[\"https://issuer.test/oidc\"]", "\"HALF\"", "\"https:\\/\\/tfpilot.test\"", "[null]", "{\"a\":{\"b\":[1]}}",
    ];

    private static readonly string[] Names =
    [
        "iss", "aud", "exp", "nbf", "iat", "sub", "jti", "azp", "act", "actort", "repository", "run_id", "EXP",
    ];

    public static string Next(FakeIssuer issuer, Random random)
    {
        var (header, claims, key) = ("""{"typ":"JWT","alg":"RS256","kid":"one"}""", issuer.Claims, FakeIssuer.Key);
        var (edits, tail) = (0, 0);
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            switch (random.Next(12))
            {
                case 0: header = Of(Headers, random); break;
                case < 4: claims[Of(Names, random)] = JsonNode.Parse(Of(Values, random)); break;
                case < 7: claims[Of(["exp", "nbf", "iat"], random)] = issuer.Seconds(random.Next(-130, 130)); break;
                case < 9: claims[$"extra_{changes}"] = JsonNode.Parse(Of(Values, random)); break;
                case 9: edits++; break;
                case 10: tail++; break;
                default: key = random.Next(3) == 0 ? FakeIssuer.OtherKey : key; break;
            }
        }

        var text = Edited(claims.ToJsonString().Replace("HALF", "\\ud800", StringComparison.Ordinal), edits, random);
        return Edited(FakeIssuer.Sign(header, text, key), tail, random);
    }

    /// <summary>Removes, duplicates or replaces random characters of the text, this many times.</summary>
    private static string Edited(string text, int times, Random random)
    {
        for (; times > 0; times--)
        {
            var at = random.Next(text.Length);
            text = random.Next(3) switch
            {
                0 => text.Remove(at, 1),
                1 => text.Insert(at, $"{text[at]}"),
                _ => $"{text[..at]}{text[random.Next(text.Length)]}{text[(at + 1)..]}",
            };
        }

        return text;
    }

    private static string Of(string[] choices, Random random) => choices[random.Next(choices.Length)];
}
