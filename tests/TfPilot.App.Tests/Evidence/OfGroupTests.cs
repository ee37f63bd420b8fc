using TfPilot.App.Evidence;
using TfPilot.App.Http;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.App.Tests.Evidence;

/// <summary>Merge groups are planned by separate workflow runs.</summary>
public sealed class OfGroupTests : IAsyncLifetime
{
    private const string Ref = "refs/heads/gh-readonly-queue/main/pr-7-0123456789abcdef0123456789abcdef01234567";

    private IntakeBench app = null!;

    public async Task InitializeAsync()
    {
        app = await IntakeBench.StartAsync();
        app.GitHub.Repository.Queue.Add(new(new(7), FakeRepository.Sha("group"), app.GitHub.Repository.DefaultHead));
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task Merge_group_evidence_is_stored_for_the_last_pull_request_of_the_group()
    {
        var reply = await SendAsync(Ref, "group");

        reply.Status.Should().Be(202, reply.Body.ToJsonString());
        ((int)reply.Body["pull"]!, (string)reply.Body["head"]!, (bool)reply.Body["trusted"]!).Should()
            .Be((7, FakeRepository.Sha("group").Text, true));
    }

    [Theory]
    [InlineData(Ref, "another")] // the queue moved on
    [InlineData("refs/heads/main", "group")]
    [InlineData("refs/heads/gh-readonly-queue/main", "group")]
    public async Task A_run_for_an_unknown_merge_group_is_rejected(string reference, string commit) =>
    (await SendAsync(reference, commit)).Status.Should().Be(403);

    private Task<JobReply> SendAsync(string reference, string commit)
    {
        var claims = app.Issuer.Claims;
        (claims["event_name"], claims["ref"], claims["sha"]) = ("merge_group", reference,
            FakeRepository.Sha(commit).Text);
        return app.SendAsync(app.Issuer.Token(claims));
    }
}
