using System.Security.Cryptography;
using System.Text;
using TfPilot.GitHub.Webhooks;

namespace TfPilot.GitHub.Tests.Webhooks;

public class WebhookSignatureTests
{
    private const string Secret = "It's a Secret to Everybody";

    /// <summary>The example in GitHub's documentation.</summary>
    private const string Signed = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    private static readonly byte[] Payload = "Hello, World!"u8.ToArray();

    [Fact]
    public void The_signature_example_in_GitHubs_documentation_is_valid() =>
        WebhookSignature.IsValid(Payload, $"sha256={Signed}", [Secret]).Should().BeTrue();

    [Theory]
    [InlineData(null)] // unsigned
    [InlineData("")]
    [InlineData(Signed)] // without its prefix
    [InlineData("sha256=")]
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e")] // short
    [InlineData($"sha256={Signed}00")] // long
    [InlineData("sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e18")] // the last digit
    [InlineData("sha256=057107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")] // the first digit
    [InlineData("sha256=zz7107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")] // no digits
    [InlineData("sha1=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    [InlineData("SHA256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    public void A_signature_header_in_another_format_is_invalid(string? header) =>
        WebhookSignature.IsValid(Payload, header, [Secret]).Should().BeFalse();

    [Theory]
    [InlineData(true, "new", "old")]
    [InlineData(true, "old", "new")]
    [InlineData(true, "new", "")] // an empty one is none
    [InlineData(false, "old")]
    [InlineData(false)]
    public void During_rotation_either_secret_is_accepted(bool isValid, params string[] secrets) =>
        WebhookSignature.IsValid(Payload, Header("new"), secrets).Should().Be(isValid);

    [Fact]
    public void A_signature_with_an_empty_secret_is_invalid() =>
        WebhookSignature.IsValid(Payload, Header(""), [""]).Should().BeFalse();

    private static string Header(string secret) =>
        $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Payload))}";
}
