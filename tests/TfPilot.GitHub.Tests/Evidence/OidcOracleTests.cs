using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TfPilot.GitHub.Evidence;

namespace TfPilot.GitHub.Tests.Evidence;

/// <summary>
/// Our verifier may be stricter than Microsoft.IdentityModel.JsonWebTokens but never laxer: with the same issuer,
/// audience, keys and clock, the library accepts every token that ours accepts.
/// </summary>
public sealed class OidcOracleTests : IDisposable
{
    private const string Header = """{"alg":"RS256","kid":"one"}""";

    /// <summary>The number of mutations per run; twenty thousand were tried manually.</summary>
    private const int RandomTokens = 400;

    private static readonly JsonWebTokenHandler Oracle = new() { MapInboundClaims = false };

    private readonly FakeIssuer issuer = new();

    public void Dispose() => issuer.Dispose();

    [Fact]
    public async Task The_reference_verifier_accepts_a_job_token_and_rejects_a_forged_one()
    {
        var forged = FakeIssuer.Sign(Header, issuer.Claims.ToJsonString(), FakeIssuer.OtherKey);

        (await OracleRefusalAsync(issuer.Token())).Should().BeNull();
        (await OracleRefusalAsync(forged)).Should().NotBeNull();
    }

    [Fact]
    public async Task Tokens_that_the_reference_verifier_wrongly_accepts_are_rejected()
    {
        var claims = issuer.Claims.ToJsonString();
        string[] tokens =
        [
            FakeIssuer.Sign(Header, $$"""{"repository_id":"4002",{{claims[1..]}}""", FakeIssuer.Key),
            FakeIssuer.Sign("""{"alg":"RS256","kid":"one","crit":["exp"]}""", claims, FakeIssuer.Key),
            issuer.With("aud", new JsonArray(FakeIssuer.Audience, "https://other.test")),
        ];

        foreach (var token in tokens)
        {
            (await OracleRefusalAsync(token))
                .Should().BeNull("the library accepts the token, so our own verifier is needed");
            (await OurRefusalAsync(token)).Should().NotBeNull();
        }
    }

    [Theory]
    [InlineData(-300, 300, true)]
    [InlineData(0, 0, true)]
    [InlineData(60, 300, true)]
    [InlineData(-300, -59, true)]
    [InlineData(59, -58, false)] // begins after its end, each within the minute that clocks may differ
    [InlineData(60, 0, false)]
    public async Task Both_verifiers_agree_on_the_validity_period_of_a_token(int begins, int ends, bool isAccepted)
    {
        var claims = issuer.Claims;
        claims["nbf"] = issuer.Seconds(begins);
        claims["exp"] = issuer.Seconds(ends);

        var token = issuer.Token(claims);

        (await OurRefusalAsync(token) is null).Should().Be(isAccepted);
        (await OracleRefusalAsync(token) is null).Should().Be(isAccepted);
    }

    [Fact]
    public async Task Every_mutated_token_that_we_accept_is_accepted_by_the_reference_verifier()
    {
        var random = new Random(20_260_101);
        var accepted = 0;

        for (var i = 0; i < RandomTokens; i++)
        {
            if (await AssertAcceptedByBothAsync(OidcTokenMutations.Next(issuer, random))) accepted++;
        }

        accepted.Should()
            .BeInRange(RandomTokens / 10, RandomTokens * 9 / 10, "the test needs both valid and invalid tokens");
    }

    private async Task<bool> AssertAcceptedByBothAsync(string token)
    {
        if (await OurRefusalAsync(token) is not null) return false;
        (await OracleRefusalAsync(token)).Should().BeNull("ours accepts {0}", token);
        return true;
    }

    private async Task<OidcRefusal?> OurRefusalAsync(string token) =>
        (await issuer.Verifier().VerifyAsync(token, default) as OidcVerdict.Refused)?.Reason;

    private async Task<Exception?> OracleRefusalAsync(string token) =>
        (await Oracle.ValidateTokenAsync(token, Parameters())).Exception;

    private TokenValidationParameters Parameters() => new()
    {
        ValidIssuer = "https://issuer.test/oidc",
        ValidAudience = FakeIssuer.Audience,
        ValidAlgorithms = ["RS256"],
        IssuerSigningKeys = [.. issuer.Published.Select(ToModel)],
        ClockSkew = TimeSpan.FromSeconds(60),
        LifetimeValidator = IsValidNow,
    };

    private static RsaSecurityKey ToModel(KeyValuePair<string, RSA> key) =>
        new(key.Value.ExportParameters(includePrivateParameters: false)) { KeyId = key.Key };

    /// <summary>
    /// The lifetime rule of the library; it always uses the machine's clock, so the token is shifted to that time.
    /// </summary>
    private bool IsValidNow(DateTime? begins, DateTime? ends, SecurityToken token, TokenValidationParameters parameters)
    {
        var shift = DateTime.UtcNow - issuer.Clock.GetUtcNow().UtcDateTime;
        var plain = new TokenValidationParameters { ClockSkew = parameters.ClockSkew };
        Microsoft.IdentityModel.Tokens.Validators.ValidateLifetime(begins + shift, ends + shift, token, plain);
        return true;
    }
}
