using TfPilot.GitHub.Evidence;
using TfPilot.GitHub.Http;

namespace TfPilot.GitHub.Tests.Evidence;

public sealed class OidcKeysTests : IDisposable
{
    private readonly FakeIssuer issuer = new();
    private readonly OidcVerifier verifier;

    public OidcKeysTests() => verifier = issuer.Verifier();

    public void Dispose() => issuer.Dispose();

    [Fact]
    public async Task Keys_are_read_once_for_concurrent_verifications()
    {
        var verdicts = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => VerifyAsync("one")));

        verdicts.Should().OnlyContain(isVerified => isVerified);
        issuer.Reads.Should().Be(1);
    }

    [Fact]
    public async Task A_new_key_is_read_at_first_use_and_unknown_keys_cause_at_most_one_read_a_minute()
    {
        await VerifyAsync("one");
        issuer.Published["two"] = FakeIssuer.Key;

        var atOnce = await VerifyAsync("two");
        issuer.Clock.Advance(TimeSpan.FromSeconds(60));
        var later = await VerifyAsync("two");
        for (var i = 0; i < 20; i++) await VerifyAsync($"no-{i}");

        (atOnce, later).Should().Be((false, true));
        issuer.Reads.Should().Be(2);
    }

    [Theory]
    [InlineData(59, true, 1)]
    [InlineData(60, false, 2)]
    public async Task A_withdrawn_key_expires_within_an_hour(int minutes, bool isGood, int reads)
    {
        await VerifyAsync("one");
        issuer.Published.Remove("one");

        issuer.Clock.Advance(TimeSpan.FromMinutes(minutes));

        (await VerifyAsync("one")).Should().Be(isGood);
        issuer.Reads.Should().Be(reads);
    }

    [Fact]
    public async Task Unreadable_keys_yield_no_verdict_and_are_requested_again_soon()
    {
        issuer.IsDown = true;
        var down = () => VerifyAsync("one");
        (await down.Should().ThrowAsync<GitHubException>()
            .WithMessage("Cannot read the keys of https://issuer.test/oidc*")).Which.Kind.Should()
            .Be(GitHubErrorKind.Unavailable);

        issuer.IsDown = false;
        issuer.Clock.Advance(TimeSpan.FromSeconds(10));

        (await VerifyAsync("one")).Should().BeTrue();
    }

    [Fact]
    public async Task A_cached_key_is_used_while_a_new_one_cannot_be_read()
    {
        await VerifyAsync("one");
        issuer.Clock.Advance(TimeSpan.FromMinutes(2));
        issuer.IsDown = true;
        var unknown = () => VerifyAsync("two");

        await unknown.Should().ThrowAsync<GitHubException>();

        (await VerifyAsync("one")).Should().BeTrue();
    }

    [Theory]
    [InlineData("issuer", "https://other.test")] // a different issuer
    [InlineData("jwks_uri", "http://issuer.test/oidc/keys")] // no TLS
    public async Task Keys_from_another_issuer_or_over_http_are_not_used(string name, string value)
    {
        issuer.Configuration[name] = value;

        var verifying = () => VerifyAsync("one");

        await verifying.Should().ThrowAsync<GitHubException>();
        issuer.Reads.Should().Be(0);
    }

    private async Task<bool> VerifyAsync(string key)
    {
        var claims = issuer.Claims;
        return await verifier.VerifyAsync(
            FakeIssuer.Sign($$"""{"alg":"RS256","kid":"{{key}}"}""", claims.ToJsonString(), FakeIssuer.Key),
            default) is OidcVerdict.Verified;
    }
}
