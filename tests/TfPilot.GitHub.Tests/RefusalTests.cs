using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.GitHub.Tests;

public sealed class RefusalTests : IDisposable
{
    private readonly FakeGitHub fake = new();

    public void Dispose() => fake.Dispose();

    [Theory]
    [InlineData(401, GitHubErrorKind.NotSignedIn)]
    [InlineData(403, GitHubErrorKind.NotPermitted)]
    [InlineData(404, GitHubErrorKind.NotFound)]
    [InlineData(301, GitHubErrorKind.NotFound)] // renamed; followed it would take the token along
    [InlineData(410, GitHubErrorKind.Disabled)]
    [InlineData(422, GitHubErrorKind.Invalid)]
    [InlineData(400, GitHubErrorKind.Invalid)]
    [InlineData(500, GitHubErrorKind.Unavailable)]
    public async Task The_response_status_determines_the_kind_of_error(int status, GitHubErrorKind kind)
    {
        fake.FailNext(status);

        var refused = await Refused();

        refused.Kind.Should().Be(kind);
        refused.Message.Should()
            .StartWith($"Cannot comment on pull request acme/infra#7: GitHub answered {status}, \"no\". ").And.EndWith(
                ".").And.NotContain(FakeGitHub.Token);
    }

    [Theory]
    [InlineData("NOT_FOUND", GitHubErrorKind.NotFound)]
    [InlineData("FORBIDDEN", GitHubErrorKind.NotPermitted)]
    [InlineData("UNPROCESSABLE", GitHubErrorKind.Invalid)]
    public async Task A_GraphQL_error_in_a_successful_response_is_reported(string type, GitHubErrorKind kind)
    {
        fake.FailNext(200, $$"""{"data":null,"errors":[{"type":"{{type}}","message":"no"}]}""");

        var reading = () => fake.Client().ReadDefaultBranchAsync(fake.Repository.Name, default);

        var refused = await reading.Should().ThrowAsync<GitHubException>();
        refused.Which.Kind.Should().Be(kind);
        refused.Which.Message.Should()
            .StartWith("Cannot read the default branch of acme/infra: GitHub answered 200, \"no\".");
    }

    [Fact]
    public async Task A_missing_permission_is_named()
    {
        fake.FailNext(403, """{"message":"Resource not accessible by integration"}""",
            ("X-Accepted-GitHub-Permissions", "issues=write; pull_requests=write"), ("X-GitHub-Request-Id", "AB:12"));

        var refused = await Refused();

        refused.Message.Should().Be(
            "Cannot comment on pull request acme/infra#7: GitHub answered 403, \"Resource not accessible by " +
                "integration\". "
            + "The job must grant one of: issues=write; pull_requests=write. "
            + "The token lacks the permission; in pull requests from forks and from Dependabot it is read-only. " +
            "(request AB:12)");
    }

    [Fact]
    public async Task The_validation_errors_of_GitHub_are_reported()
    {
        fake.FailNext(422, """{"message":"Validation Failed","errors":[{"field":"body","code":"too_long"}]}""");

        var refused = await Refused();

        refused.Message.Should().Contain("Validation Failed").And.Contain("too_long");
    }

    [Fact]
    public async Task Error_text_from_GitHub_is_escaped_and_truncated()
    {
        fake.FailNext(404, "{\"message\":\"\\u001b[31m" + new string('x', 5_000) + "\"}");

        var refused = await Refused();

        refused.Message.Should().Contain(@"\u001b[31mxxx").And.NotContain("\u001b");
        refused.Message.Length.Should().BeLessThan(600);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("<html>sign in to the hotel's network</html>")]
    [InlineData("""
        {"number":7,"state":"open","merged":false,"changed_files":1,"head":{"ref":"a","sha":null},
          "base":{"ref":"main","sha":"b"}}
        """)]
    public async Task An_unreadable_response_is_an_error(string body)
    {
        fake.FailNext(200, body);

        var reading = () => fake.Client().GetPullRequestAsync(fake.Repository.Name, new(7), default);

        (await reading.Should().ThrowAsync<GitHubException>()
            .WithMessage("Cannot read pull request acme/infra#7: GitHub sent an unreadable response*"))
            .Which.Kind.Should().Be(GitHubErrorKind.Unavailable);
    }

    [Fact]
    public async Task An_invalid_commit_SHA_in_a_response_is_an_error()
    {
        fake.FailNext(200, """{"data":{"repository":{"defaultBranchRef":{"name":"main","target":{"oid":"HEAD"}}}}}""");

        var reading = () => fake.Client().ReadDefaultBranchAsync(fake.Repository.Name, default);

        (await reading.Should().ThrowAsync<GitHubException>()).Which.Kind.Should().Be(GitHubErrorKind.Unavailable);
    }

    [Fact]
    public async Task An_error_reports_whether_the_request_may_have_succeeded()
    {
        fake.FailNext(502)
            .FailNext(() => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused"), 5);

        var lost = await Refused();
        var never = () =>
            fake.Client(new(new AutoAdvanceClock(), () => 1) { Attempt = AutoAdvanceClock.AttemptTimeout })
            .CreateCommentAsync(fake.Repository.Name, new(7), "text", default);

        lost.Message.Should().Contain("The request may have succeeded.");
        (await never.Should().ThrowAsync<GitHubException>()).Which.Message.Should()
            .Contain("did not answer (refused)").And.NotContain("nevertheless");
    }

    [Fact]
    public async Task The_token_is_never_printed()
    {
        fake.FailNext(() => throw new HttpRequestException("gone"));

        var refused = await Refused();

        $"{refused} {new GitHubToken(FakeGitHub.Token)}".Should().NotContain(FakeGitHub.Token);
    }

    private async Task<GitHubException> Refused()
    {
        var writing = () => fake.Client().CreateCommentAsync(fake.Repository.Name, new(7), "text", default);
        return (await writing.Should().ThrowAsync<GitHubException>()).Which;
    }
}
