using TfPilot.App.Pulls;
using TfPilot.App.Tests.Commands;
using TfPilot.App.Tests.Host;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.App.Tests.Pulls;

/// <summary>
/// A permission that is not granted delays work; objects that cannot be read are not treated as deleted.
/// </summary>
public sealed class MissingPermissionTests
{
    [Theory]
    [InlineData("pull_requests")]
    [InlineData("contents")]
    [InlineData("checks")]
    public async Task A_missing_permission_releases_no_lock_and_writes_no_audit_entry(string permission)
    {
        await using var bench = await LockedAsync();
        bench.GitHub.Granted[permission] = "";
        bench.Tokens.Invalidate(FakeApp.Installation, FakeApp.Repository);

        var looking = () => bench.RunAsync();

        (await looking.Should().ThrowAsync<GitHubException>()).Which.Message.Should().ContainAll(
            $"{permission}: ", "https://github.test/organizations/acme/settings/installations/6001/permissions/update");
        (await bench.Locks.ListAsync(FakeApp.Installation, FakeApp.Repository, default)).Should()
            .ContainSingle(held => held.Environment == "prod");
        (await CommandHandlerTests.LinesAsync(bench)).Should()
            .NotContain(line => line.Contains("released", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_pull_request_hidden_by_a_missing_permission_is_not_treated_as_deleted()
    {
        await using var bench = await LockedAsync();
        await bench.RunAsync();
        bench.GitHub.Granted["pull_requests"] = "";
        bench.GitHub.FailNext(404);

        var looking = () => bench.RunAsync();

        (await looking.Should().ThrowAsync<GitHubException>()).Which.Kind.Should()
            .Be(GitHubErrorKind.PermissionMissing);
        (await bench.Locks.ListAsync(FakeApp.Installation, FakeApp.Repository, default)).Should().NotBeEmpty();
    }

    [Fact]
    public async Task A_repository_removed_from_the_installation_is_treated_as_deleted()
    {
        await using var bench = await LockedAsync();
        bench.Tokens.Invalidate(FakeApp.Installation, FakeApp.Repository);
        bench.GitHub.FailNext(422, """
            {"message":"There is at least one repository that does not exist or is not accessible to the parent installation."}
            """);

        var result = await bench.RunAsync();

        result.Should().Be(new ReconcileResult.Gone());
        (await bench.Locks.ListAsync(FakeApp.Installation, FakeApp.Repository, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task An_unreadable_team_reports_the_missing_permission_in_the_check()
    {
        await using var bench = await PullBench.ApprovedAsync();
        bench.GitHub.Granted["members"] = "";

        await bench.RunAsync();

        bench.Summary("tfpilot: main").Should().ContainAll("members: read", "/permissions/update");
    }

    private static async Task<PullBench> LockedAsync()
    {
        var bench = await PullBench.OpenAsync();
        var comment = bench.Repository.AddComment(7, FakePeople.Bob, "/tfpilot lock prod migration");
        await bench.Commands.HandleAsync(PullBench.Key(), new(comment.Id), default);
        return bench;
    }

    [Fact]
    public async Task A_missing_permission_is_reported_by_readiness_and_the_App_stays_ready()
    {
        await using var app = await RunningApp.StartAsync(AppOverrides.WithoutJobs);
        app.GitHub.Granted["checks"] = "read";
        var tokens = app.Part<GitHub.Identity.InstallationTokens>();
        var asking = () => tokens.GetClientAsync(
            FakeApp.Installation, FakeApp.Repository, GitHub.Identity.TokenScope.WriteChecks, default);
        await asking.Should().ThrowAsync<GitHubException>();

        using var answer = await app.Http.GetAsync("/readyz");

        answer.IsSuccessStatusCode.Should().BeTrue();
        (await answer.Content.ReadAsStringAsync()).Should().Contain("Installation 6001 has not granted checks: write.");
    }
}
