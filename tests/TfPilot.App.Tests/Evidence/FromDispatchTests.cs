using TfPilot.App.Evidence;
using TfPilot.App.Http;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.App.Tests.Evidence;

/// <summary>A run started manually for a pull request whose own runs get no credentials.</summary>
public sealed class FromDispatchTests : IAsyncLifetime
{
    private IntakeBench app = null!;

    public async Task InitializeAsync()
    {
        app = await IntakeBench.StartAsync();
        app.Pull.IsFromFork = true;
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task A_manual_run_counts_for_the_head_in_its_inputs()
    {
        var reply = await SendAsync("refs/heads/main");

        reply.Status.Should().Be(202, reply.Body.ToJsonString());
        ((bool)reply.Body["trusted"]!).Should().BeTrue();
        (await app.RowsAsync()).Should().ContainSingle().Which.Trusted.Should().BeTrue();
    }

    [Theory]
    [InlineData("refs/heads/f")]
    [InlineData("refs/tags/main")]
    public async Task A_manual_run_of_a_workflow_on_another_branch_is_not_trusted(string reference)
    {
        var reply = await SendAsync(reference);

        ((string)reply.Body["reasons"]![0]!).Should().Contain("manually with a workflow from a branch other than");
        (await app.RowsAsync()).Should().ContainSingle().Which.Trusted.Should().BeFalse();
    }

    [Fact]
    public async Task A_manual_run_does_not_apply_to_later_pushes()
    {
        var looked = app.Pull.Head.Text;
        app.Pull.Head = FakeRepository.Sha("pushed since");

        var reply = await SendAsync("refs/heads/main", head: looked);

        reply.Status.Should().Be(403);
        ((string)reply.Body["detail"]!).Should().Contain($"The head of #7 is {app.Pull.Head.Short}");
    }

    [Theory]
    [InlineData("8", 403)] // there is none
    [InlineData("-7", 422)]
    [InlineData("", 422)]
    public async Task A_manual_run_must_name_an_open_pull_request_of_the_repository(string pull, int status)
    {
        (await SendAsync("refs/heads/main", pull)).Status.Should().Be(status);
    }

    [Fact]
    public async Task The_pull_parameter_is_ignored_for_runs_of_a_pull_request()
    {
        app.GitHub.Repository.AddPull(8);

        var reply = await app.SendAsync(pull: "8", head: app.GitHub.Repository.Pulls[8].Head.Text);

        ((int)reply.Body["pull"]!).Should().Be(7);
    }

    private Task<JobReply> SendAsync(string reference, string pull = "7", string? head = null)
    {
        var claims = app.Issuer.Claims;
        (claims["event_name"], claims["ref"], claims["sha"]) = ("workflow_dispatch", reference,
            app.GitHub.Repository.DefaultHead.Text);
        return app.SendAsync(app.Issuer.Token(claims), pull: pull, head: head ?? app.Pull.Head.Text);
    }
}
