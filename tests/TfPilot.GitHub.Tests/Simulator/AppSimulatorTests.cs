using System.Text.Json.Nodes;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Actions;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Evidence;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Tests.Fake;
using TfPilot.OctokitCalls;

namespace TfPilot.GitHub.Tests.Simulator;

/// <summary>Scenarios of the App, against a server that validates requests with GitHub's schemas.</summary>
public sealed class AppSimulatorTests(GitHubSimulator simulator) : IClassFixture<GitHubSimulator>, IAsyncLifetime
{
    private const long Installation = 6001;
    private const long Infra = 4001;
    private const long App = 501;

    private static readonly HttpClient Http = GitHubClient.CreateHttpClient();

    private JsonNode seeded = null!;

    public async Task InitializeAsync() => seeded = await simulator.ResetAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [SimulatorFact]
    public async Task The_App_creates_and_updates_a_check_of_a_pull_request()
    {
        var number = await OpenAsync("f");
        var tokens = Tokens();
        var (reader, name) = await tokens.GetClientAsync(Installation, Infra, TokenScope.Read, default);
        var (writer, _) = await tokens.GetClientAsync(Installation, Infra, TokenScope.WriteChecks, default);

        var before = await reader.ReadPullSnapshotAsync(name, number, App, FakeRepository.Paths, default);
        var created = await writer.CreateCheckRunAsync(
            name, before.Pull.Head, CheckTests.Whole with { Conclusion = null }, default);
        var running = await reader.ReadPullSnapshotAsync(name, number, App, FakeRepository.Paths, default);
        await writer.UpdateCheckRunAsync(name, created, CheckTests.Whole, default);
        var after = await reader.ReadPullSnapshotAsync(name, number, App, FakeRepository.Paths, default);

        before.Should()
            .BeEquivalentTo(
                new
                {
                    Author = new Person(new UserId(2001), "ann"), BaseHead = before.DefaultBranch.Head,
                    IsQueued = false
                });
        before.Checks.Should().BeEmpty();
        before.SameHead.Should().BeEmpty();
        running.Checks.Should().Equal(new OwnCheckRun(created, "tfpilot: main", "4001:7", null));
        after.Checks.Should()
            .Equal(new OwnCheckRun(created, "tfpilot: main", "4001:7", CheckConclusion.ActionRequired));
        (await simulator.ViolationsAsync()).Should().BeEmpty();
    }

    [SimulatorFact]
    public async Task Pull_requests_with_one_head_and_merge_queue_entries_are_read()
    {
        await simulator.ActAsync(
            "createBranch", new { repo = "acme/infra", branch = "lax", from = "main", by = "dee" });
        var first = await OpenAsync("f");
        var second = new PullNumber(
            (int)(await simulator.ActAsync(
                "openPullRequest", new { repo = "acme/infra", by = "ann", head = "f", @base = "lax" }))["number"]!);
        await simulator.ActAsync(
            "enqueueMergeGroup", new { repo = "acme/infra", pulls = new[] { first.Value }, by = "ann" });
        var (reader, name) = await Tokens().GetClientAsync(Installation, Infra, TokenScope.Read, default);

        var read = await reader.ReadPullSnapshotAsync(name, first, App, FakeRepository.Paths, default);
        var open = await reader.ListOpenPullsAsync(name, default);

        read.IsQueued.Should().BeTrue();
        read.SameHead.Should().Equal(new OpenPull(second, read.Pull.Head, "f", "lax"));
        open.Should().BeEquivalentTo([new OpenPull(first, read.Pull.Head, "f", "main"), read.SameHead[0]]);
        (await simulator.ViolationsAsync()).Should().BeEmpty();
    }

    [SimulatorFact]
    public async Task The_App_reads_itself_its_installations_and_failed_deliveries()
    {
        await OpenAsync("f");
        var app = Tokens().AsApp();

        var itself = await app.ReadAppAsync(default);
        var installations = await app.ListInstallationsAsync(default);
        var deliveries = await app.ListDeliveriesAsync(DateTimeOffset.UtcNow.AddHours(-1), default);
        await app.RedeliverAsync(deliveries[0].Id, default);
        await simulator.PostAsync("wait", new { });
        var again = await app.ListDeliveriesAsync(DateTimeOffset.UtcNow.AddHours(-1), default);

        (itself.Id, itself.Slug, itself.Permissions["checks"]).Should().Be((App, "tfpilot", "write"));
        var only = installations.Should().ContainSingle().Subject;
        (only.Id, only.IsSuspended, only.Owner).Should().Be((Installation, false, 3001L));
        only.Permissions!["checks"].Should().Be("write");
        only.Page!.AbsolutePath.Should().EndWith($"/settings/installations/{Installation}");
        // nothing listens on this port
        deliveries.Should()
            .Contain(delivery => delivery.Event == "pull_request").And.OnlyContain(delivery => !delivery.IsAccepted);
        again.Should().HaveCount(deliveries.Count + 1);
        again[0].Guid.Should().Be(deliveries[0].Guid);
        (await simulator.ViolationsAsync()).Should().BeEmpty();
    }

    [SimulatorFact]
    public async Task Without_an_installation_the_App_gets_no_token()
    {
        var tokens = Tokens();

        var elsewhere = () => tokens.GetClientAsync(6002, Infra, TokenScope.Read, default);
        var other = () => tokens.GetClientAsync(Installation, 4002, TokenScope.Read, default);

        (await elsewhere.Should().ThrowAsync<GitHubException>()).Which.Kind.Should().Be(GitHubErrorKind.NotFound);
        (await other.Should().ThrowAsync<GitHubException>()).Which.Kind.Should().Be(GitHubErrorKind.Invalid);
    }

    [SimulatorFact]
    public async Task A_job_authenticates_and_its_commit_leads_to_the_pull_request()
    {
        var number = await OpenAsync("f");
        var run = await RunAsync(number);
        var runtime = new ActionsRuntime(name => (string?)run["env"]![name], TextWriter.Null);

        var token = (await runtime.RequestOidcTokenAsync(Audience, Http, Timeouts, default)).Match(
            found => found, problems => throw new InvalidOperationException($"{problems[0]}"));
        var verdict = await Verifier().VerifyAsync(token.Secret, default);

        var claims = verdict.Should().BeOfType<OidcVerdict.Verified>().Which.Claims;
        claims.Should()
            .BeEquivalentTo(
                new
                {
                    RepositoryId = Infra, OwnerId = 3001L, Event = "pull_request", Ref = $"refs/pull/{number}/merge",
                    RunId = (long)run["run"]!["id"]!, RunAttempt = 1, RunnerEnvironment = "github-hosted"
                });
        var (reader, name) = await Tokens().GetClientAsync(Installation, claims.RepositoryId, TokenScope.Read, default);
        var pull = (await reader.ReadPullSnapshotAsync(name, number, App, FakeRepository.Paths, default)).Pull;
        (await reader.ReadParentsAsync(name, claims.Commit, default)).Should().Equal(pull.Base, pull.Head);
        (await simulator.ViolationsAsync()).Should().BeEmpty();
    }

    [SimulatorTheory]
    [InlineData("ok", null)]
    [InlineData("expired", OidcRefusal.Expired)]
    [InlineData("not-yet-valid", OidcRefusal.NotYetValid)]
    [InlineData("wrong-aud", OidcRefusal.WrongAudience)]
    [InlineData("wrong-issuer", OidcRefusal.WrongIssuer)]
    [InlineData("alg-none", OidcRefusal.WrongAlgorithm)]
    [InlineData("hs256", OidcRefusal.WrongAlgorithm)]
    [InlineData("wrong-key", OidcRefusal.WrongSignature)]
    [InlineData("unknown-kid", OidcRefusal.UnknownKey)]
    [InlineData("bad-signature", OidcRefusal.WrongSignature)]
    public async Task A_forged_token_is_rejected(string mode, OidcRefusal? reason)
    {
        var run = await RunAsync(await OpenAsync("f"));
        var minted = await simulator.PostAsync(
            "oidc/mint", new { run_id = (long)run["run"]!["id"]!, audience = Audience, mode });

        var verdict = await Verifier().VerifyAsync((string)minted["token"]!, default);

        (verdict is OidcVerdict.Verified).Should().Be(reason is null);
        (verdict as OidcVerdict.Refused)?.Reason.Should().Be(reason);
    }

    private const string Audience = "https://tfpilot.test";

    private static GitHubTimeouts Timeouts => GitHubTimeouts.Default;

    private OidcVerifier Verifier() => new(Http, new(new Uri(simulator.Url, "/oidc"), Audience), Timeouts);

    private InstallationTokens Tokens()
    {
        var app = AppIdentity.Read(App, (string)seeded["apps"]!["tfpilot"]!["private_key"]!)
            .Match(found => found, problems => throw new InvalidOperationException($"{problems[0]}"));
        return new(Http, new(simulator.Url, new Uri(simulator.Url, "/graphql"), simulator.Url), app, Timeouts);
    }

    private async Task<PullNumber> OpenAsync(string head) => new((int)(await simulator.ActAsync(
        "openPullRequest",
        new
        {
            repo = "acme/infra", by = "ann", head,
            files = new Dictionary<string, string> { [$"envs/prod/{head}.tf"] = "x\n" }
        }))["number"]!);

    private Task<JsonNode> RunAsync(PullNumber pull) => simulator.ActAsync(
        "startWorkflowRun",
        new
        {
            repo = "acme/infra", workflow = "plan.yml", pull = pull.Value, by = "ann",
            permissions = new Dictionary<string, string> { ["id-token"] = "write" }
        });
}
