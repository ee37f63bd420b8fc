using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using TfPilot.App.Http;
using TfPilot.App.Tests.Host;
using TfPilot.App.Tests.Pulls;
using TfPilot.Core.Audit;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Tests.Fake;
using TfPilot.Storage;

namespace TfPilot.App.Tests.Decisions;

/// <summary>The decision about a pull request, read over HTTP.</summary>
public sealed class DecisionTests : IAsyncLifetime
{
    private const string Path = "/api/pulls/acme/infra/7/decision";

    private const string TimelinePath = "/api/pulls/acme/infra/7/timeline";

    private RunningApp app = null!;

    public async Task InitializeAsync()
    {
        app = await RunningApp.StartAsync(AppOverrides.WithoutJobs);
        app.GitHub.Repository.Files[".tfpilot.yml"] = PullBench.Two;
        app.GitHub.Repository.AddPull(7).Files.Add(new("live/prod/web/main.tf", PullFileChange.Modified, null));
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task The_decision_and_its_reasons_are_returned_to_readers_of_the_pull_request()
    {
        var (status, decision) = await GetAsync(FakeGitHub.Token);

        (status, (string)decision["schema"]!, (string)decision["decision"]!).Should()
            .Be((HttpStatusCode.OK, "tfpilot.decision/1", "pending"));
        decision["rules"]!.AsArray().Select(rule => (string)rule!["rule"]!).Should().Contain(["plan", "approvals"]);
        app.GitHub.Repository.Checks.Should().BeEmpty(); // reading writes nothing to GitHub
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("not a token", HttpStatusCode.Unauthorized)]
    [InlineData("somebody_elses", HttpStatusCode.NotFound)] // GitHub does not know it
    public async Task Answers_are_hidden_from_requests_without_read_access(string? token, HttpStatusCode status)
    {
        foreach (var path in new[] { Path, TimelinePath })
        {
            var (answered, problem) = await GetAsync(token, path);

            answered.Should().Be(status);
            ((int)problem["status"]!).Should().Be((int)status);
        }
    }

    [Theory]
    [InlineData("/api/pulls/acme/infra/8/decision")]
    [InlineData("/api/pulls/acme/other/7/decision")]
    [InlineData("/api/pulls/acme/infra/seven/decision")]
    [InlineData("/api/pulls/acme/infra/8/timeline")]
    [InlineData("/api/pulls/acme/other/7/timeline")]
    [InlineData("/api/pulls/acme/infra/seven/timeline")]
    public async Task An_unknown_pull_request_or_repository_returns_404(string path)
    {
        var (status, _) = await GetAsync(FakeGitHub.Token, path);

        status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_timeline_is_returned_to_readers_of_the_pull_request()
    {
        var audit = app.Part<AuditStore>();
        await audit.AppendAsync(FakeApp.Installation, new(AuditKind.Refusal, FakeApp.Repository, 7, "no"),
            DateTimeOffset.UnixEpoch, default);
        await audit.AppendAsync(FakeApp.Installation, new(AuditKind.Refusal, FakeApp.Repository, 8, "of another"),
            DateTimeOffset.UnixEpoch, default);

        var (status, timeline) = await GetAsync(FakeGitHub.Token, TimelinePath);

        (status, (string)timeline["schema"]!, (int)timeline["number"]!).Should()
            .Be((HttpStatusCode.OK, "tfpilot.timeline/1", 7));
        timeline["events"]!.AsArray().Select(one => (string)one!["what"]!).Should().Equal("opened by ann", "no");
    }

    [Fact]
    public async Task A_simulated_decision_adds_approvals_and_files_and_stores_nothing()
    {
        var (status, simulated) = await SimulateAsync("""
            {"repository":"acme/infra","pull":7,"approvals":["bob","cy"],
              "files":["live/prod/db/main.tf",".tfpilot.yml"]}
            """);
        var (_, real) = await GetAsync(FakeGitHub.Token);

        status.Should().Be(HttpStatusCode.OK);
        StatusOf(simulated, "approvals").Should().Be("approved");
        StatusOf(simulated, "owners").Should().Be("pending"); // the approval of the settings, for which dee is required
        StatusOf(real, "approvals").Should().Be("pending");
    }

    [Theory]
    [InlineData("""{"repository":"acme","pull":7}""", "repository is not a repository")]
    [InlineData("""{"repository":"acme/infra","pull":0}""", "pull is not a pull request number")]
    [InlineData("""{"repository":"acme/infra","pull":7,"approve":["bob"]}""", "approve")]
    [InlineData("""{"pull":7}""", "repository")]
    [InlineData("null", "is null")]
    [InlineData("""{"repository":"acme/infra","pull":7,"approvals":[null]}""", "approvals contains an empty login")]
    [InlineData("""{"repository":"acme/infra","pull":7,"files":["a.tf",null]}""", "files contains an empty path")]
    [InlineData("""{"repository":"acme/infra","pull":7,"files":[""]}""", "files contains an empty path")]
    [InlineData("""{"repository":"acme/infra","pull":7,"files":["../x.tf"]}""",
        "files contains an invalid path")]
    [InlineData("""{"repository":"acme/infra","pull":7,"files":["a\u0000.tf"]}""", "control characters")]
    [InlineData("""{"repository":"acme/infra","pull":7,"approvals":["a\u0000b"]}""", "NUL character")]
    [InlineData("""{"repository":"acme/infra","pull":7,"approvals":["1","2","3","4","5","6","7","8","9","10","11"]}""",
        "more than 10 people")]
    [InlineData("{", "cannot be read")]
    [InlineData("""{"repository":"acme/infra","pull":7,"approvals":["nobody"]}""", "No account has the login 'nobody'")]
    public async Task An_invalid_simulation_request_is_rejected(string body, string expected)
    {
        var (status, problem) = await SimulateAsync(body);

        status.Should().Be(HttpStatusCode.UnprocessableEntity);
        ((string)problem["detail"]!).Should().Contain(expected);
    }

    [Theory]
    [InlineData(""","approvals":["bob"]""")]
    [InlineData(""","approvals":["nobody"],"files":["live/prod/db/main.tf"]""")]
    public async Task A_reader_without_write_access_cannot_simulate_approvals_and_causes_no_lookups(string rest)
    {
        app.GitHub.Repository.ViewerMayWrite = false;

        var (status, problem) = await SimulateAsync($$"""{"repository":"acme/infra","pull":7{{rest}}}""");

        status.Should().Be(HttpStatusCode.Forbidden);
        ((string)problem["title"]!).Should().Be("The token cannot write to the repository");
        app.GitHub.Exchanges.Should()
            .NotContain(exchange => exchange.Url.Contains("collaborators", StringComparison.Ordinal)
                || exchange.Url.EndsWith("/graphql", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_reader_without_write_access_can_simulate_changed_files()
    {
        app.GitHub.Repository.ViewerMayWrite = false;

        var (status, _) = await SimulateAsync(
            """{"repository":"acme/infra","pull":7,"files":["live/prod/db/main.tf"]}""");

        status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Simulation_requests_with_many_approvals_cause_few_GitHub_calls()
    {
        var approvals = string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"u{i}\""));
        var body = $$"""{"repository":"acme/infra","pull":7,"approvals":[{{approvals}}]}""";

        for (var i = 0; i < 49; i++) (await SimulateAsync(body)).Status.Should().Be(HttpStatusCode.UnprocessableEntity);

        app.GitHub.Exchanges.Should().BeEmpty();
    }

    [Fact]
    public async Task Requests_per_token_are_rate_limited_with_a_retry_delay()
    {
        for (var i = 0; i < QuestionLimits.MaxPerToken; i++) (await GetAsync(FakeGitHub.Token)).Status.Should()
            .Be(HttpStatusCode.OK);
        var asked = app.GitHub.Exchanges.Count;

        using var request = new HttpRequestMessage(HttpMethod.Get, Path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", FakeGitHub.Token);
        using var answer = await app.Http.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        answer.Headers.RetryAfter!.Delta.Should()
            .BeGreaterThan(TimeSpan.Zero).And.BeLessThanOrEqualTo(TimeSpan.FromMinutes(1));
        app.GitHub.Exchanges.Count.Should().Be(asked);
    }

    [Fact]
    public async Task Requests_per_pull_request_are_rate_limited_across_tokens()
    {
        var answers = new List<HttpStatusCode>();
        foreach (var token in new[] { app.GitHub.NewToken(), app.GitHub.NewToken() })
        {
            for (var i = 0; i < QuestionLimits.MaxPerPull - 5; i++) answers.Add((await GetAsync(token)).Status);
        }

        answers.Count(status => status == HttpStatusCode.OK).Should().Be(QuestionLimits.MaxPerPull);
        answers.Count(status => status == HttpStatusCode.TooManyRequests).Should().Be(QuestionLimits.MaxPerPull - 10);
    }

    [Fact]
    public async Task Requests_per_IP_address_are_rate_limited()
    {
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < QuestionLimits.MaxPerAddress + 3; i++) answers.Add((await GetAsync($"bad_{i}")).Status);

        answers.TakeLast(3).Should().AllBeEquivalentTo(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task A_token_that_GitHub_rejected_is_not_checked_again()
    {
        for (var i = 0; i < 5; i++) (await GetAsync("somebody_elses")).Status.Should().Be(HttpStatusCode.NotFound);

        app.GitHub.Exchanges.Should().ContainSingle();
    }

    [Fact]
    public async Task A_GitHub_outage_returns_503()
    {
        app.GitHub.FailNext(() => FakeGitHub.Response(429, """{"message":"slow down"}""", ("Retry-After", "3600")));

        var (status, _) = await GetAsync(FakeGitHub.Token);

        status.Should().Be(HttpStatusCode.ServiceUnavailable);
    }

    private static string StatusOf(JsonNode decision, string rule) =>
        (string)decision["rules"]!.AsArray().Single(found => (string)found!["rule"]! == rule)!["decision"]!;

    private Task<(HttpStatusCode Status, JsonNode Body)> GetAsync(string? token, string path = Path) =>
        SendAsync(new(HttpMethod.Get, path), token);

    private Task<(HttpStatusCode Status, JsonNode Body)> SimulateAsync(string body) =>
        SendAsync(new(HttpMethod.Post, "/api/simulate") { Content = new StringContent(body) }, FakeGitHub.Token);

    private async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(HttpRequestMessage request, string? token)
    {
        using var asked = request;
        if (token is not null) asked.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await app.Http.SendAsync(asked);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}
