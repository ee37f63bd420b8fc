using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Identity;

namespace TfPilot.GitHub.Tests.Identity;

public class AppIdentityTests
{
    public static readonly TheoryData<string, string> NoKeys = new()
    {
        { "", "empty" },
        { "/run/secrets/key.pem", "a path" },
        { TestApp.Key.ExportRSAPublicKeyPem(), "a public key" },
        { TestApp.Key.ExportSubjectPublicKeyInfoPem(), "a public key" },
        { TestApp.Key.ExportEncryptedPkcs8PrivateKeyPem(
            "p", new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)), "with a passphrase" },
        { ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportPkcs8PrivateKeyPem(), "no RSA" },
        { RSA.Create(1024).ExportPkcs8PrivateKeyPem(), "too short" },
        { TestApp.Key.ExportRSAPrivateKeyPem()[..600], "cut" },
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_App_signs_a_current_JWT_valid_for_less_than_ten_minutes(bool isPkcs1)
    {
        using var app = TestApp.Identity(
            isPkcs1 ? TestApp.Key.ExportRSAPrivateKeyPem() : TestApp.Key.ExportPkcs8PrivateKeyPem());

        var parts = app.Sign(AutoAdvanceClock.Start).Secret.Split('.');

        Json(parts[0]).Should().BeEquivalentTo("""{"alg":"RS256","typ":"JWT"}""");
        var now = AutoAdvanceClock.Start.ToUnixTimeSeconds();
        Json(parts[1]).Should().Be($$"""{"iat":{{now - 60}},"exp":{{now + 540}},"iss":"501"}""");
        TestApp.Key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]),
            HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(NoKeys))]
    public void An_invalid_private_key_is_reported_without_printing_it(string pem, string because)
    {
        var read = AppIdentity.Read(501, pem);

        var problem = read.Should().BeOfType<Validated<AppIdentity>.Invalid>(because).Which.Problems.Should()
            .ContainSingle().Which;
        problem.Message.Should().StartWith("is not an RSA private key");
        if (pem.Length > 0) problem.Message.Should().NotContain(pem);
    }

    [Fact]
    public void Signing_is_thread_safe()
    {
        using var app = TestApp.Identity();

        var tokens = Enumerable.Range(0, 64).AsParallel().Select(_ => app.Sign(AutoAdvanceClock.Start).Secret)
            .Distinct();

        tokens.Should().ContainSingle();
    }

    private static string Json(string part) => JsonNode.Parse(Base64Url.DecodeFromChars(part))!.ToJsonString();
}
