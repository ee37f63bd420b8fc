using Microsoft.Extensions.Logging.Abstractions;
using TfPilot.App.Evidence;
using TfPilot.App.Http;
using TfPilot.App.Jobs;
using TfPilot.Core.Approvals;
using TfPilot.GitHub.Evidence;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Tests.Simulator;
using TfPilot.Storage;

namespace TfPilot.App.Tests.Evidence;

/// <summary>
/// Tokens of an independent issuer, including forged ones, and pull requests of an independent GitHub simulator.
/// </summary>
public sealed class EvidenceSimulatorTests(GitHubSimulator simulator) : IClassFixture<GitHubSimulator>, IAsyncLifetime,
    IDisposable
{
    private const string Audience = "https://tfpilot.test";
    private const string Workflow = "acme/infra/.github/workflows/plan.yml@refs/heads/main";

    private static readonly HttpClient Http = GitHubClient.CreateHttpClient();

    private readonly TemporaryFolder folder = new();
    private readonly SharedCache cache = new(SharedCache.SharedBytes);
    private Database database = null!;
    private EvidenceIntake intake = null!;

    public async Task InitializeAsync()
    {
        if (GitHubSimulator.ReasonToSkip is not null) return;
        var seeded = await simulator.ResetAsync();
        database = Database.Open($"Data Source={Path.Combine(folder.Root, "t.db")}")
            .Match(opened => opened, problems => throw new InvalidOperationException(problems[0].Message));
        await database.MigrateAsync(default);
        var identity = AppIdentity.Read(501, (string)seeded["apps"]!["tfpilot"]!["private_key"]!)
            .Match(found => found, problems => throw new InvalidOperationException($"{problems[0]}"));
        var endpoints = new GitHubEndpoints(simulator.Url, new Uri(simulator.Url, "/graphql"), simulator.Url);
        intake = new(
            new(new(Http, new(new Uri(simulator.Url, "/oidc"), Audience), GitHubTimeouts.Default),
                NullLogger<JobVerifier>.Instance),
            new([new TrustedWorkflow(Workflow.Split('@')[0], Workflow.Split('@')[1])]),
            new(Http, endpoints, identity, GitHubTimeouts.Default), new(database), new(database),
            new(TimeProvider.System), new(cache), TimeProvider.System,
            NullLogger<EvidenceIntake>.Instance);
    }

    public async Task DisposeAsync()
    {
        if (database is not null) await database.DisposeAsync();
    }

    public void Dispose()
    {
        cache.Dispose();
        folder.Dispose();
    }

    [SimulatorTheory]
    [InlineData("ok", 202)]
    [InlineData("expired", 401)]
    [InlineData("not-yet-valid", 401)]
    [InlineData("wrong-aud", 401)]
    [InlineData("wrong-issuer", 401)]
    [InlineData("alg-none", 401)]
    [InlineData("hs256", 401)]
    [InlineData("wrong-key", 401)]
    [InlineData("unknown-kid", 401)]
    [InlineData("bad-signature", 401)]
    public async Task Forged_tokens_are_rejected(string mode, int status)
    {
        var reply = await SendAsync(await RunAsync(await OpenAsync()), mode);

        reply.Status.Should().Be(status, reply.Body.ToJsonString());
        (await simulator.ViolationsAsync()).Should().BeEmpty();
    }

    [SimulatorTheory]
    [InlineData("job_workflow_ref", "acme/infra/.github/workflows/mine.yml@refs/heads/main", 202, false)]
    [InlineData("runner_environment", "self-hosted", 202, false)]
    [InlineData("event_name", "issue_comment", 403, false)]
    [InlineData("repository", "zed/infra", 403, false)] // the App is not there
    [InlineData("repository_id", "4002", 403, false)]
    [InlineData("job_workflow_ref", Workflow, 202, true)]
    public async Task Token_claims_determine_acceptance_and_trust(string claim, string value, int status, bool trusted)
    {
        var reply = await SendAsync(await RunAsync(await OpenAsync()), "ok", (claim, value));

        reply.Status.Should().Be(status, reply.Body.ToJsonString());
        ((bool?)reply.Body["trusted"] ?? false).Should().Be(trusted);
        (await simulator.ViolationsAsync()).Should().BeEmpty();
    }

    [SimulatorFact]
    public async Task Evidence_from_a_fork_is_matched_in_the_base_repository()
    {
        await simulator.PostAsync("seed",
            new
            {
                users = new[] { new { login = "zed" } },
                repositories = new[] { new { full_name = "zed/infra", fork_of = "acme/infra" } }
            });
        var pull = (int)(await simulator.ActAsync("openPullRequest",
            new
            {
                repo = "acme/infra", by = "zed", head = "f", head_repo = "zed/infra",
                files = new Dictionary<string, string> { ["a"] = "b" }
            }))["number"]!;

        var reply = await SendAsync(await RunAsync(pull), "ok");

        reply.Status.Should().Be(202, reply.Body.ToJsonString());
        ((int)reply.Body["pull"]!, (bool)reply.Body["trusted"]!).Should().Be((pull, true));
    }

    [SimulatorFact]
    public async Task A_suspended_App_rejects_evidence()
    {
        var run = await RunAsync(await OpenAsync());
        await simulator.ActAsync("suspend", new { installation_id = 6001, by = "dee" });

        (await SendAsync(run, "ok")).Status.Should().Be(403);
    }

    private async Task<JobReply> SendAsync(long run, string mode, params (string Name, string Value)[] claims)
    {
        var all = claims.Prepend(("job_workflow_ref", Workflow)).GroupBy(claim => claim.Item1)
            .ToDictionary(claim => claim.Key, claim => claim.Last().Item2);
        var minted = await simulator.PostAsync(
            "oidc/mint", new { run_id = run, audience = Audience, mode, claims = all });
        return await intake.ReceiveAsync(
            new($"Bearer {minted["token"]}", (_, _) => Task.FromResult<Body>(new Body.Complete(IntakeBench.Facts()))),
            default);
    }

    private async Task<int> OpenAsync() => (int)(await simulator.ActAsync(
        "openPullRequest",
        new
        {
            repo = "acme/infra", by = "ann", head = "f",
            files = new Dictionary<string, string> { ["envs/prod/a.tf"] = "x\n" }
        }))["number"]!;

    private async Task<long> RunAsync(int pull) => (long)(await simulator.ActAsync(
        "startWorkflowRun",
        new
        {
            repo = "acme/infra", workflow = "plan.yml", pull, by = "ann",
            permissions = new Dictionary<string, string> { ["id-token"] = "write" }
        }))["run"]!["id"]!;
}
