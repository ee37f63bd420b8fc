using System.Text.Json.Nodes;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Tests.Fake;
using TfPilot.OctokitCalls;

namespace TfPilot.GitHub.Tests.Identity;

public sealed class InstallationTokenTests : IDisposable
{
    private readonly FakeGitHub fake = new();
    private readonly AutoAdvanceClock clock = new();

    public void Dispose() => fake.Dispose();

    internal static InstallationTokens Tokens(FakeGitHub fake, TimeProvider clock) =>
        new(new HttpClient(fake, disposeHandler: false), fake.Endpoints, TestApp.Identity(),
            new(clock, () => 0) { Attempt = AutoAdvanceClock.AttemptTimeout });

    [Fact]
    public async Task A_token_is_limited_to_one_repository_and_its_scope()
    {
        var tokens = Tokens(fake, clock);

        var reading = await Ask(tokens, TokenScope.Read);
        var writing = await Ask(tokens, TokenScope.WriteChecks);

        reading.Name.Should().Be(fake.Repository.Name);
        reading.Client.Should().NotBeSameAs(writing.Client);
        fake.Exchanges.Select(exchange => JsonNode.Parse(exchange.Body!)!.ToJsonString()).Should().Equal(
            """{"repository_ids":[4001],"permissions":{"checks":"read","contents":"read","pull_requests":"read"}}""",
            """{"repository_ids":[4001],"permissions":{"checks":"write"}}""");
        fake.Exchanges.Should()
            .OnlyContain(exchange => exchange.PathAndQuery == "/api/app/installations/6001/access_tokens"
                && exchange.Headers["Authorization"].Split('.', StringSplitOptions.None).Length == 3);
    }

    [Fact]
    public async Task The_token_for_listing_repositories_has_only_metadata_permission()
    {
        var listed = await Tokens(fake, clock).ListRepositoriesAsync(FakeApp.Installation, default);

        listed.Should().Equal(FakeApp.Repository);
        JsonNode.Parse(fake.Exchanges[0].Body!)!.ToJsonString().Should().Be("""{"permissions":{"metadata":"read"}}""");
        fake.Exchanges[1].Headers["Authorization"].Should().Be($"Bearer {FakeGitHub.Token}_1");
    }

    [Fact]
    public async Task The_client_of_a_token_uses_it()
    {
        fake.Repository.AddPull(7);
        var repository = await Ask(Tokens(fake, clock), TokenScope.Read);

        await repository.Client.ListOpenPullsAsync(repository.Name, default);

        fake.Exchanges[^1].Headers["Authorization"].Should().Be($"Bearer {FakeGitHub.Token}_1");
    }

    [Theory]
    [InlineData(54, 1)]
    [InlineData(55, 2)] // five minutes before its end
    [InlineData(70, 2)]
    public async Task A_token_is_cached_until_five_minutes_before_it_expires(int minutes, int asked)
    {
        var tokens = Tokens(fake, clock);

        await Ask(tokens, TokenScope.Read);
        clock.Advance(TimeSpan.FromMinutes(minutes));
        await Ask(tokens, TokenScope.Read);

        fake.Exchanges.Should().HaveCount(asked);
    }

    [Fact]
    public async Task Concurrent_callers_share_one_token_request_and_a_canceled_one_does_not_end_it()
    {
        var tokens = Tokens(fake, clock);

        var all = Enumerable.Range(0, 50).AsParallel().Select(_ => Ask(tokens, TokenScope.Read)).ToList();
        await ((Task)tokens.GetClientAsync(6001, 4001, TokenScope.WriteChecks, new(canceled: true))).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

        (await Task.WhenAll(all)).Distinct().Should().ContainSingle();
        await Ask(tokens, TokenScope.WriteChecks);
        fake.Exchanges.Should().HaveCount(2);
    }

    [Fact]
    public async Task An_error_is_not_cached()
    {
        var tokens = Tokens(fake.FailNext(404), clock);

        var first = () => Ask(tokens, TokenScope.Read);
        (await first.Should().ThrowAsync<GitHubException>()).Which.Kind.Should().Be(GitHubErrorKind.NotFound);
        var second = await Ask(tokens, TokenScope.Read);

        second.Name.Should().Be(fake.Repository.Name);
    }

    [Theory]
    [InlineData("", "Installation 6001 has not granted checks: write. ")]
    [InlineData("read", "Installation 6001 has not granted checks: write. ")]
    public async Task A_missing_permission_is_named_with_the_page_that_grants_it(
        string granted, string missing)
    {
        fake.Granted["checks"] = granted;
        var tokens = Tokens(fake, clock);

        var asking = () => Ask(tokens, TokenScope.WriteChecks);
        var refused = (await asking.Should().ThrowAsync<GitHubException>()).Which;

        refused.Kind.Should().Be(GitHubErrorKind.PermissionMissing);
        refused.Message.Should().StartWith("Cannot get a token of installation 6001 to write checks. " + missing)
            .And.Contain("https://github.test/organizations/acme/settings/installations/6001/permissions/update");
        tokens.MissingPermissions.Sentences.Should().ContainSingle().Which.Should().StartWith(missing);
    }

    [Fact]
    public async Task A_permission_granted_later_is_no_longer_reported_as_missing()
    {
        fake.Granted["checks"] = "read";
        var tokens = Tokens(fake, clock);
        var asking = () => Ask(tokens, TokenScope.WriteChecks);
        await asking.Should().ThrowAsync<GitHubException>();

        fake.Granted.Clear();
        await asking();

        tokens.MissingPermissions.Sentences.Should().BeEmpty();
    }

    [Theory]
    [InlineData(422,
        "There is at least one repository that does not exist or is not accessible to the parent installation.",
        GitHubErrorKind.Invalid)]
    // the answer does not mention the repository, so it may still be installed
    [InlineData(422, "Something else is wrong.", GitHubErrorKind.Unavailable)]
    [InlineData(403, "Resource not accessible by integration", GitHubErrorKind.NotPermitted)]
    [InlineData(404, "Not Found", GitHubErrorKind.NotFound)]
    public async Task Only_a_missing_repository_is_reported_as_not_found(
        int status, string message, GitHubErrorKind kind)
    {
        fake.FailNext(status, $$"""{"message":"{{message}}"}""");

        var asking = () => Ask(Tokens(fake, clock), TokenScope.Read);

        (await asking.Should().ThrowAsync<GitHubException>()).Which.Kind.Should().Be(kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","repositories":[{"id":4002,"full_name":"acme/other"}]""")]
    [InlineData(""","repositories":[{"id":4001,"full_name":"acme/infra"},{"id":4002,"full_name":"acme/other"}]""")]
    public async Task A_token_for_other_repositories_is_not_used(string repositories)
    {
        fake.FailNext(201, $$"""{"token":"ghs_wide","expires_at":"2030-01-02T04:04:05Z"{{repositories}}}""");

        var asking = () => Ask(Tokens(fake, clock), TokenScope.Read);

        (await asking.Should().ThrowAsync<GitHubException>()
            .WithMessage("*other repositories than requested*")).Which.Message.Should().NotContain("ghs_wide");
    }

    private static Task<InstalledRepository> Ask(InstallationTokens tokens, TokenScope scope) =>
        tokens.GetClientAsync(FakeApp.Installation, FakeApp.Repository, scope, default);
}
