using System.Text.Json.Nodes;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Tests;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.OctokitCalls.Tests;

public sealed class OctokitSenderTests : IDisposable
{
    private readonly FakeGitHub fake = new();
    private readonly AutoAdvanceClock clock = new();

    public void Dispose() => fake.Dispose();

    [Fact]
    public async Task An_Octokit_call_is_sent_with_our_token_and_user_agent()
    {
        fake.Repository.AddPull(7);

        var pulls = await ListAsync();

        pulls.Should().Equal(new OpenPull(new(7), FakeRepository.Sha("head of 7"), "change", "main"));
        var sent = fake.Exchanges.Should().ContainSingle().Subject;
        sent.PathAndQuery.Should()
            .Be("/api/repos/acme/infra/pulls?state=open&sort=created&direction=desc&per_page=100");
        sent.Headers["Authorization"].Should().Be($"Bearer {FakeGitHub.Token}");
        sent.Headers["User-Agent"].Should().StartWith("tfpilot/");
        sent.Headers.Should().ContainKey("X-GitHub-Api-Version");
    }

    [Theory]
    [InlineData(503, 5)] // a read is tried as often as ours are, and Octokit adds nothing
    [InlineData(404, 1)]
    [InlineData(403, 1)]
    [InlineData(301, 1)] // Octokit would follow it and take the token along
    public async Task An_Octokit_error_becomes_a_GitHub_error_and_only_our_sender_retries(int status, int tries)
    {
        for (var i = 0; i < 10; i++) fake.FailNext(status, headers: [("Location", "https://elsewhere.test/")]);

        var refused = (await FluentActions.Awaiting(ListAsync).Should().ThrowAsync<GitHubException>()).Which;

        refused.Message.Should().StartWith("Cannot list the open pull requests of acme/infra: GitHub answered ");
        fake.Exchanges.Should().HaveCount(tries);
    }

    [Fact]
    public async Task A_rate_limit_is_awaited_beyond_Octokits_timeout_of_100_seconds()
    {
        fake.FailNext(403, """{"message":"API rate limit exceeded"}""", ("Retry-After", "120"));

        await ListAsync();

        clock.Waits.Should().Equal(TimeSpan.FromSeconds(120));
    }

    [Fact]
    public async Task Cancellation_by_the_caller_ends_an_Octokit_call()
    {
        using var cancellation = new CancellationTokenSource();
        fake.Answered = _ => cancellation.Cancel();
        fake.FailNext(() => FakeGitHub.Response(503, "{}"), times: 10);

        var listing = () => Client().ListOpenPullsAsync(fake.Repository.Name, cancellation.Token);

        await listing.Should().ThrowAsync<OperationCanceledException>();

        fake.Exchanges.Should().ContainSingle();
    }

    [Fact]
    public async Task A_next_page_on_another_host_is_not_requested()
    {
        fake.FailNext(200, "[]", ("Link", "<https://elsewhere.test/api/repos/acme/infra/pulls?page=2>; rel=\"next\""));

        var refused = (await FluentActions.Awaiting(ListAsync).Should().ThrowAsync<GitHubException>()).Which;

        refused.Message.Should().Contain("elsewhere.test");
        fake.Exchanges.Should().ContainSingle();
    }

    [Theory]
    [InlineData("not JSON")]
    [InlineData("""{"number":7}""")]
    [InlineData("""[{"number":null}]""")]
    [InlineData("""[{"number":7,"head":null,"base":null}]""")]
    [InlineData("""[{"number":7,"head":{"ref":"a","sha":"no sha"},"base":{"ref":"main"}}]""")]
    public async Task A_response_that_Octokit_cannot_read_is_a_GitHub_error(string body)
    {
        fake.FailNext(200, body);

        var refused = (await FluentActions.Awaiting(ListAsync).Should().ThrowAsync<GitHubException>()).Which;

        refused.Kind.Should().Be(GitHubErrorKind.Unavailable);
    }

    [Theory]
    [InlineData("body")]
    [InlineData("user")]
    [InlineData("assignee")]
    [InlineData("assignees")]
    [InlineData("milestone")]
    [InlineData("closed_at")]
    [InlineData("merged_at")]
    [InlineData("merge_commit_sha")]
    [InlineData("active_lock_reason")]
    [InlineData("auto_merge")]
    [InlineData("requested_reviewers")]
    [InlineData("head.repo")] // the fork was deleted
    [InlineData("head.user")]
    [InlineData("head.label")]
    public async Task Fields_that_GitHub_documents_as_nullable_may_be_null(string member)
    {
        var pull = new JsonObject
        {
            ["number"] = 7,
            ["head"] = new JsonObject { ["ref"] = "change", ["sha"] = FakeRepository.Sha("head of 7").Text },
            ["base"] = new JsonObject { ["ref"] = "main", ["sha"] = fake.Repository.DefaultHead.Text },
        };
        var holder = member.StartsWith("head.", StringComparison.Ordinal) ? pull["head"]!.AsObject() : pull;
        holder[member.Split('.')[^1]] = null;
        fake.FailNext(200, new JsonArray(pull).ToJsonString());

        (await ListAsync()).Should().ContainSingle().Which.Number.Should().Be(new TfPilot.GitHub.Ids.PullNumber(7));
    }

    private Task<IReadOnlyList<OpenPull>> ListAsync() => Client().ListOpenPullsAsync(fake.Repository.Name, default);

    private GitHubClient Client() => fake.Client(new(clock, () => 0) { Attempt = AutoAdvanceClock.AttemptTimeout });
}
