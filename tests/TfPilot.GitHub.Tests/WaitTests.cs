using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Tests.Fake;
using TfPilot.GitHub.Tests.Identity;
using TfPilot.OctokitCalls;

namespace TfPilot.GitHub.Tests;

public sealed class WaitTests : IDisposable
{
    private readonly FakeGitHub fake = new();
    private readonly AutoAdvanceClock clock = new();

    [Theory]
    [InlineData(429, "Retry-After", "600", 600)]
    [InlineData(429, "Retry-After", "3600", 3600)]
    [InlineData(429, "Retry-After", "3601", 3600)]
    [InlineData(429, "Retry-After", "1000000000", 3600)] // 31 years
    [InlineData(429, "Retry-After", "99999999999999999999999999", 3600)] // fits into nothing
    [InlineData(503, "Retry-After", "1000000000", 3600)]
    [InlineData(429, "Retry-After", "-5", null)]
    [InlineData(429, "Retry-After", "Wed, 21 Oct 2065 07:28:00 GMT", null)]
    [InlineData(403, "X-RateLimit-Reset", "99999999999", 3600)]
    [InlineData(403, "X-RateLimit-Reset", "9999999999999999999999999999", 3600)]
    [InlineData(403, "X-RateLimit-Reset", "0", 0)] // long over
    public async Task A_wait_requested_by_GitHub_is_at_most_an_hour(
        int status, string header, string value, int? seconds)
    {
        (string, string)[] headers = header == "Retry-After" ? [(header, value)]
            : [("X-RateLimit-Remaining", "0"), (header, value)];
        fake.FailNext(() => FakeGitHub.Response(status, """{"message":"no"}""", headers), times: 9);
        var ask = () =>
            fake.Client(new(clock, () => 0) { RetryBudget = TimeSpan.Zero, Attempt = AutoAdvanceClock.AttemptTimeout })
            .ReadAppAsync(default);

        var refused = await ask.Should().ThrowAsync<GitHubException>();

        refused.Which.Wait.Should().Be(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null);
    }

    [Theory]
    [InlineData(5000, 1001, null)]
    [InlineData(5000, 1000, 600)]
    [InlineData(5000, 0, 600)]
    [InlineData(12500, 2500, 600)]
    [InlineData(12500, 2501, null)]
    public async Task The_last_fifth_of_the_rate_limit_is_reserved_for_checks(int limit, int remaining, int? seconds)
    {
        var tokens = new InstallationTokens(new HttpClient(fake, disposeHandler: false), fake.Endpoints,
            TestApp.Identity(), new(clock, () => 0) { Attempt = AutoAdvanceClock.AttemptTimeout });
        fake.Limit = (limit, remaining, clock.GetUtcNow().AddMinutes(10));
        var installed = await tokens.GetClientAsync(FakeApp.Installation, FakeApp.Repository, TokenScope.Read, default);
        await installed.Client.ListOpenPullsAsync(installed.Name, default);
        var require = () => tokens.RequireReserve(FakeApp.Installation);

        var wait = tokens.WaitForReserve(FakeApp.Installation);

        wait.Should().Be(seconds is { } until ? TimeSpan.FromSeconds(until) : null);
        if (seconds is null) require.Should().NotThrow();
        else require.Should().Throw<GitHubException>().WithMessage("*reserved for checks*").Which.Kind.Should()
            .Be(GitHubErrorKind.RateLimited);
        tokens.WaitForReserve(9).Should().BeNull("another installation has its own limit");
        clock.Advance(TimeSpan.FromMinutes(10));
        tokens.WaitForReserve(FakeApp.Installation).Should().BeNull("the limit was reset");
    }

    public void Dispose() => fake.Dispose();
}
