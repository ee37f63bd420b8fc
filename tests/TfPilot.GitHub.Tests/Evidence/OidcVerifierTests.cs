using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TfPilot.GitHub.Evidence;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Tests.Evidence;

public sealed class OidcVerifierTests : IDisposable
{
    private const string Header = """{"alg":"RS256","kid":"one"}""";

    private readonly FakeIssuer issuer = new();

    public void Dispose() => issuer.Dispose();

    [Fact]
    public async Task The_token_of_a_job_identifies_the_job()
    {
        var verdict = await issuer.Verifier().VerifyAsync(issuer.Token(), default);

        verdict.Should().BeOfType<OidcVerdict.Verified>().Which.Claims.Should().Be(
            new OidcClaims(4001, 3001, RepositoryName.Parse("acme/infra"), "pull_request",
                new("0123456789abcdef0123456789abcdef01234567"), "refs/pull/7/merge", 15390, 2)
            {
                RunnerEnvironment = "github-hosted",
                WorkflowRef = "acme/ci/.github/workflows/publish.yml@refs/heads/main",
                WorkflowCommit = new("89abcdef0123456789abcdef0123456789abcdef"),
            });
    }

    public static readonly TheoryData<string, Func<TokenVariants, string>, OidcRefusal> InvalidTokens = new()
    {
        { "empty", _ => "", OidcRefusal.Malformed },
        { "two parts", form => form.Token[..form.Token.LastIndexOf('.')], OidcRefusal.Malformed },
        { "four parts", form => $"{form.Token}.", OidcRefusal.Malformed },
        { "white space", form => $"{form.Token} ", OidcRefusal.Malformed },
        { "padding", form => $"{form.Token}==", OidcRefusal.Malformed },
        { "standard base64 alphabet", form => form.Token.Insert(form.Token.Length - 4, "+/"), OidcRefusal.Malformed },
        { "too long", _ => FakeIssuer.Sign(Header, $$"""{"x":"{{new string('x', 16_384)}}"}""", FakeIssuer.Key),
            OidcRefusal.Malformed },
        { "invalid JSON", _ => FakeIssuer.Sign(Header, "{", FakeIssuer.Key), OidcRefusal.Malformed },
        { "not an object", _ => FakeIssuer.Sign(Header, "[]", FakeIssuer.Key), OidcRefusal.Malformed },
        { "header is not an object", form => FakeIssuer.Sign("\"RS256\"", form.Claims, FakeIssuer.Key),
            OidcRefusal.Malformed },
        { "a claim twice",
            form => FakeIssuer.Sign(Header,
                form.Claims.Replace("{", """{"repository_id":"4002",""", StringComparison.Ordinal), FakeIssuer.Key),
                OidcRefusal.Malformed },
        { "an algorithm twice",
            form => FakeIssuer.Sign("""{"alg":"RS256","alg":"none","kid":"one"}""", form.Claims, FakeIssuer.Key),
            OidcRefusal.Malformed },
        { "deeply nested claims",
            form => FakeIssuer.Sign(Header, form.Claims.Replace("{", """{"x":[[[[1]]]],""", StringComparison.Ordinal),
                FakeIssuer.Key), OidcRefusal.Malformed },
        { "subject is not a string",
            form => Signed(Header, $$"""{"sub":{},{{form.Claims[1..]}}"""), OidcRefusal.Malformed },
        { "lone surrogate in kid",
            form => Signed("""{"alg":"RS256","kid":"\ud800"}""", form.Claims), OidcRefusal.Malformed },
        { "lone surrogate in a claim name",
            form => Signed(Header, $$"""{"\ud800":1,{{form.Claims[1..]}}"""), OidcRefusal.Malformed },
        { "alg none",
            form => $"{FakeIssuer.Part("""{"alg":"none","kid":"one"}""")}.{FakeIssuer.Part(form.Claims)}.",
            OidcRefusal.WrongAlgorithm },
        { "missing alg", form => FakeIssuer.Sign("""{"kid":"one"}""", form.Claims, FakeIssuer.Key),
            OidcRefusal.WrongAlgorithm },
        { "lowercase alg", form => FakeIssuer.Sign("""{"alg":"rs256","kid":"one"}""", form.Claims, FakeIssuer.Key),
            OidcRefusal.WrongAlgorithm },
        { "public key as an HMAC secret", form => form.Hs256(), OidcRefusal.WrongAlgorithm },
        { "unknown crit extension",
            form => FakeIssuer.Sign("""{"alg":"RS256","kid":"one","crit":["b64"],"b64":false}""", form.Claims,
                FakeIssuer.Key), OidcRefusal.WrongAlgorithm },
        { "missing kid", form => FakeIssuer.Sign("""{"alg":"RS256"}""", form.Claims, FakeIssuer.Key),
            OidcRefusal.UnknownKey },
        { "an unknown key",
            form => FakeIssuer.Sign("""{"alg":"RS256","kid":"two"}""", form.Claims, FakeIssuer.OtherKey),
            OidcRefusal.UnknownKey },
        { "embedded key", form => form.OwnKey(), OidcRefusal.WrongSignature },
        { "another key under a known name", form => FakeIssuer.Sign(Header, form.Claims, FakeIssuer.OtherKey),
            OidcRefusal.WrongSignature },
        { "no signature", form => $"{FakeIssuer.Part(Header)}.{FakeIssuer.Part(form.Claims)}.",
            OidcRefusal.WrongSignature },
        { "other claims under the signature", form => form.Swapped(), OidcRefusal.WrongSignature },
    };

    [Theory]
    [MemberData(nameof(InvalidTokens))]
    public async Task A_malformed_token_is_rejected(
        string what, Func<TokenVariants, string> form, OidcRefusal reason)
    {
        var token = form(new(issuer.Token(), issuer.Claims.ToJsonString()));

        var verdict = await issuer.Verifier().VerifyAsync(token, default);

        verdict.Should().BeOfType<OidcVerdict.Refused>(what).Which.Reason.Should().Be(reason, what);
    }

    [Theory]
    [InlineData("iss", "https://issuer.test", OidcRefusal.WrongIssuer)]
    [InlineData("iss", "https://issuer.test/oidc/", OidcRefusal.WrongIssuer)]
    [InlineData("iss", null, OidcRefusal.WrongIssuer)]
    [InlineData("aud", "https://tfpilot.test/", OidcRefusal.WrongAudience)]
    [InlineData("aud", null, OidcRefusal.WrongAudience)]
    [InlineData("exp", null, OidcRefusal.MissingClaim)]
    [InlineData("nbf", null, OidcRefusal.MissingClaim)]
    [InlineData("iat", null, OidcRefusal.MissingClaim)]
    [InlineData("exp", "1893553745", OidcRefusal.MissingClaim)] // a text
    [InlineData("repository", "acme", OidcRefusal.MissingClaim)]
    [InlineData("repository_id", null, OidcRefusal.MissingClaim)]
    [InlineData("repository_id", "+4001", OidcRefusal.MissingClaim)]
    [InlineData("repository_owner_id", "0", OidcRefusal.MissingClaim)]
    [InlineData("event_name", "", OidcRefusal.MissingClaim)]
    [InlineData("sha", "0123456", OidcRefusal.MissingClaim)]
    [InlineData("ref", null, OidcRefusal.MissingClaim)]
    [InlineData("run_id", "99999999999999999999", OidcRefusal.MissingClaim)]
    [InlineData("run_attempt", "2147483648", OidcRefusal.MissingClaim)]
    public async Task A_token_with_invalid_claims_is_rejected(string claim, string? value, OidcRefusal reason)
    {
        var verdict = await issuer.Verifier().VerifyAsync(issuer.With(claim, value), default);

        verdict.Should().BeOfType<OidcVerdict.Refused>().Which.Reason.Should().Be(reason);
    }

    [Fact]
    public async Task A_token_with_several_audiences_is_rejected()
    {
        var verdict = await issuer.Verifier()
            .VerifyAsync(issuer.With("aud", new JsonArray(FakeIssuer.Audience, "https://other.test")), default);

        verdict.Should().BeOfType<OidcVerdict.Refused>().Which.Reason.Should().Be(OidcRefusal.WrongAudience);
    }

    [Theory]
    [InlineData("exp", -59, null)]
    [InlineData("exp", -60, OidcRefusal.Expired)]
    [InlineData("nbf", 60, null)]
    [InlineData("nbf", 61, OidcRefusal.NotYetValid)]
    [InlineData("iat", 60, null)]
    [InlineData("iat", 61, OidcRefusal.NotYetValid)]
    public async Task Clock_skew_of_up_to_a_minute_is_accepted(string claim, int seconds, OidcRefusal? reason)
    {
        var verdict = await issuer.Verifier().VerifyAsync(issuer.With(claim, issuer.Seconds(seconds)), default);

        (verdict as OidcVerdict.Refused)?.Reason.Should().Be(reason);
        (verdict is OidcVerdict.Verified).Should().Be(reason is null);
    }

    [Fact]
    public async Task Missing_workflow_claims_are_unknown()
    {
        var claims = issuer.Claims;
        foreach (var name in new[] { "runner_environment", "job_workflow_ref", "job_workflow_sha" })
            claims.Remove(name);

        var verdict = await issuer.Verifier().VerifyAsync(issuer.Token(claims), default);

        verdict.Should().BeOfType<OidcVerdict.Verified>().Which.Claims.Should()
            .BeEquivalentTo(
                new { RunnerEnvironment = (string?)null, WorkflowRef = (string?)null, WorkflowCommit = (object?)null });
    }

    private static string Signed(string header, string claims) => FakeIssuer.Sign(header, claims, FakeIssuer.Key);

    /// <summary>A valid token and its claims, from which invalid tokens are made.</summary>
    public sealed record TokenVariants(string Token, string Claims)
    {
        public string Hs256()
        {
            var text = $"{FakeIssuer.Part("""{"alg":"HS256","kid":"one"}""")}.{FakeIssuer.Part(Claims)}";
            var secret = Encoding.UTF8.GetBytes(FakeIssuer.Key.ExportSubjectPublicKeyInfoPem());
            var signature = HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text));
            return $"{text}.{Base64Url.EncodeToString(signature)}";
        }

        /// <summary>A token that carries its own verification key.</summary>
        public string OwnKey()
        {
            var key = FakeIssuer.OtherKey.ExportParameters(includePrivateParameters: false);
            var jwk = $$"""
                {"kty":"RSA","n":"{{Base64Url.EncodeToString(key.Modulus)}}",
                  "e":"{{Base64Url.EncodeToString(key.Exponent)}}"}
                """;
            return FakeIssuer.Sign($$"""{"alg":"RS256","kid":"one","jwk":{{jwk}},"jku":"https://evil.test/keys"}""",
                Claims, FakeIssuer.OtherKey);
        }

        public string Swapped() => Token.Split('.') is [var header, _, var signature]
            ? $"{header}.{FakeIssuer.Part(Claims.Replace("4001", "4002", StringComparison.Ordinal))}.{signature}"
            : throw new InvalidOperationException();
    }
}
