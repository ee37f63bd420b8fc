using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using TfPilot.App.Tests.Host;
using TfPilot.Core.Audit;
using TfPilot.GitHub.Tests.Fake;
using TfPilot.Storage;

namespace TfPilot.App.Tests.Records;

/// <summary>The endpoint that returns what a delivery or run caused.</summary>
public sealed class TraceTests : IAsyncLifetime
{
    private const string OtherTrace = "run-513-1";
    private const string Trace = "run-512-1";

    private RunningApp app = null!;

    public async Task InitializeAsync()
    {
        app = await RunningApp.StartAsync(AppOverrides.WithoutJobs);
        await AppendAsync(Trace, FakeApp.Installation, FakeApp.Repository, "first");
        await AppendAsync(Trace, FakeApp.Installation, FakeApp.Repository + 1, "of another repository");
        await AppendAsync(Trace, FakeApp.Installation + 1, FakeApp.Repository, "of another installation");
        await AppendAsync(OtherTrace, FakeApp.Installation, FakeApp.Repository, "of another run");
        await AppendAsync(Trace, FakeApp.Installation, FakeApp.Repository, "second");
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task The_entries_of_the_repository_are_returned_to_its_readers()
    {
        var (status, trace) = await GetAsync($"/api/trace/{Trace}?repository=acme/infra");

        (status, (string)trace["schema"]!, (string)trace["id"]!, (bool)trace["more"]!).Should()
            .Be((HttpStatusCode.OK, "tfpilot.trace/1", Trace, false));
        trace["entries"]!.AsArray().Select(entry => (string)entry!["what"]!).Should().Equal("first", "second");
    }

    [Fact]
    public async Task An_unknown_id_has_no_entries()
    {
        var (status, trace) = await GetAsync("/api/trace/none?repository=acme/infra");

        status.Should().Be(HttpStatusCode.OK);
        trace["entries"]!.AsArray().Should().BeEmpty();
    }

    [Theory]
    [InlineData("acme/infra", null, 401)]
    [InlineData("acme/infra", "somebody_elses", 404)] // GitHub does not know it
    [InlineData("acme/other", FakeGitHub.Token, 404)]
    [InlineData("infra", FakeGitHub.Token, 422)]
    [InlineData("", FakeGitHub.Token, 422)]
    public async Task Entries_are_hidden_from_requests_without_read_access(
        string repository, string? token, int expected)
    {
        var (status, _) = await GetAsync($"/api/trace/{Trace}?repository={repository}", token);

        ((int)status).Should().Be(expected);
    }

    private async Task AppendAsync(string trace, long installation, long repository, string what)
    {
        Correlation.Use([trace]);
        await app.Part<AuditStore>().AppendAsync(
            installation, new(AuditKind.Refusal, repository, 7, what), DateTimeOffset.UnixEpoch, default);
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> GetAsync(
        string path, string? token = FakeGitHub.Token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await app.Http.SendAsync(request);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }
}
