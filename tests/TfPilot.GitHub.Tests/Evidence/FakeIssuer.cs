using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TfPilot.GitHub.Evidence;

namespace TfPilot.GitHub.Tests.Evidence;

/// <summary>An in-memory OIDC token issuer with configurable signing keys.</summary>
internal sealed class FakeIssuer : HttpMessageHandler
{
    public const string Audience = "https://tfpilot.test";

    private static readonly Lazy<RSA> First = new(() => RSA.Create(2048));
    private static readonly Lazy<RSA> Second = new(() => RSA.Create(2048));

    public static RSA Key => First.Value;

    public static RSA OtherKey => Second.Value;

    public Uri Address { get; } = new("https://issuer.test/oidc");

    public AutoAdvanceClock Clock { get; } = new();

    public Dictionary<string, RSA> Published { get; } = new() { ["one"] = Key };

    public JsonObject Configuration { get; } = new()
    {
        ["issuer"] = "https://issuer.test/oidc",
        ["jwks_uri"] = "https://issuer.test/oidc/keys"
    };

    public bool IsDown { get; set; }

    /// <summary>The number of times the keys were fetched.</summary>
    public int Reads { get; private set; }

    public JsonObject Claims => new()
    {
        ["iss"] = "https://issuer.test/oidc",
        ["aud"] = Audience,
        ["nbf"] = Seconds(-300),
        ["iat"] = Seconds(0),
        ["exp"] = Seconds(300),
        ["repository"] = "acme/infra",
        ["repository_id"] = "4001",
        ["repository_owner_id"] = "3001",
        ["event_name"] = "pull_request",
        ["ref"] = "refs/pull/7/merge",
        ["sha"] = "0123456789abcdef0123456789abcdef01234567",
        ["run_id"] = "15390",
        ["run_attempt"] = "2",
        ["runner_environment"] = "github-hosted",
        ["job_workflow_ref"] = "acme/ci/.github/workflows/publish.yml@refs/heads/main",
        ["job_workflow_sha"] = "89abcdef0123456789abcdef0123456789abcdef",
    };

    public OidcVerifier Verifier() =>
        new(new HttpClient(this, disposeHandler: false), new(Address, Audience),
            new(Clock, () => 0) { Attempt = AutoAdvanceClock.AttemptTimeout });

    public long Seconds(int fromNow) => Clock.GetUtcNow().AddSeconds(fromNow).ToUnixTimeSeconds();

    public string Token(JsonObject? claims = null) =>
        Sign("""{"typ":"JWT","alg":"RS256","kid":"one"}""", (claims ?? Claims).ToJsonString(), Key);

    public string With(string claim, JsonNode? value)
    {
        var claims = Claims;
        if (value is null) claims.Remove(claim);
        else claims[claim] = value;
        return Token(claims);
    }

    public static string Sign(string header, string claims, RSA key)
    {
        var text = $"{Part(header)}.{Part(claims)}";
        var signature = key.SignData(
            Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    public static string Part(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        request.Headers.Authorization.Should().BeNull();
        var response = IsDown
            ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Content = new StringContent("{}") }
            : new(HttpStatusCode.OK)
            {
                Content = new StringContent(request.RequestUri!.AbsolutePath switch
                {
                    "/oidc/.well-known/openid-configuration" => Configuration.ToJsonString(),
                    "/oidc/keys" => Keys(),
                    _ => "no",
                }),
            };
        return Task.FromResult(response);
    }

    private string Keys()
    {
        Reads++;
        return new JsonObject { ["keys"] = new JsonArray([.. Published.Select(ToModel)]) }.ToJsonString();
    }

    private static JsonNode ToModel(KeyValuePair<string, RSA> key)
    {
        var parameters = key.Value.ExportParameters(includePrivateParameters: false);
        return new JsonObject
        {
            ["kty"] = "RSA", ["alg"] = "RS256", ["use"] = "sig", ["kid"] = key.Key,
            ["n"] = Base64Url.EncodeToString(parameters.Modulus),
            ["e"] = Base64Url.EncodeToString(parameters.Exponent)
        };
    }
}
