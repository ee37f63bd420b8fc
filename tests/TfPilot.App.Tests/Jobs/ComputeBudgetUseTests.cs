using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using TfPilot.App.Commands;
using TfPilot.App.Http;
using TfPilot.App.Jobs;
using TfPilot.App.Pulls;
using TfPilot.App.Tests.Evidence;
using TfPilot.App.Tests.Host;
using TfPilot.App.Tests.Pulls;
using TfPilot.App.Webhooks;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Tests.Fake;
using TfPilot.Storage;
using static TfPilot.GitHub.Tests.Fake.FakePeople;

namespace TfPilot.App.Tests.Jobs;

/// <summary>All processing of untrusted input runs under a compute budget.</summary>
public sealed class ComputeBudgetUseTests
{
    private const string Snapshot = "query PullSnapshot";

    [Fact]
    public async Task A_comment_found_by_the_scan_is_answered_under_a_compute_budget_even_on_retry()
    {
        await using var bench = await PullBench.OpenAsync();
        bench.Repository.AddComment(7, Bob, "/tfpilot lock prod migration");
        var seen = Watch(bench.GitHub);
        var round = Round(bench);
        var answered = bench.GitHub.Answered!;
        bench.GitHub.Answered = exchange =>
        {
            answered(exchange);
            if (exchange.Url.EndsWith("/issues/comments/1001", StringComparison.Ordinal)) bench.GitHub.FailNext(403);
        };
        await round.RunOnceAsync(default);
        bench.GitHub.Answered = answered;
        bench.Passes(TimeSpan.FromMinutes(31));

        await round.RunOnceAsync(default);

        seen.Should().NotBeEmpty().And.OnlyContain(isLimited => isLimited);
    }

    [Fact]
    public async Task Deliveries_and_evaluations_of_pull_requests_run_under_a_compute_budget()
    {
        await using var app = await RunningApp.StartAsync(AppOverrides.WithoutJobs);
        app.GitHub.Repository.AddPull(7);
        var comment = app.GitHub.Repository.AddComment(7, Bob, "/tfpilot status");
        var seen = Watch(app.GitHub);
        await app.Http.SendAsync(WebhookRequest.Delivery("issue_comment", $$$"""
            {"action":"created","installation":{"id":6001},"repository":{"id":4001,"full_name":"acme/infra"},
             "issue":{"number":7,"pull_request":{}},"comment":{"id":{{{comment.Id}}},"body":"/tfpilot status","user":{"type":"User"} } }
            """));

        await app.Part<InboxWorker>().RunOnceAsync(default);
        app.Reconciler.Does = (_, _) =>
        {
            seen.Add(ComputeBudget.IsActive);
            return Task.FromResult(StandInReconciler.Done);
        };
        await app.Part<PullQueue>().MarkAsync(PullBench.Key(), DateTimeOffset.UtcNow, default);
        await app.Part<PullWorker>().RunOnceAsync(default);

        seen.Should().HaveCountGreaterThan(1).And.OnlyContain(isLimited => isLimited);
        ComputeBudget.IsActive.Should().BeFalse();
    }

    [Fact]
    public async Task Evidence_uploads_run_under_a_compute_budget()
    {
        await using var app = await IntakeBench.StartAsync();
        var seen = new ConcurrentBag<bool>();
        app.GitHub.Answered = exchange =>
        {
            if (exchange.Url.Contains("/git/trees/", StringComparison.Ordinal)) seen.Add(ComputeBudget.IsActive);
        };

        (await app.SendAsync(facts: PlannedTreesTests.Facts())).Status.Should().Be(202);

        seen.Should().NotBeEmpty().And.OnlyContain(isLimited => isLimited);
    }

    [Fact]
    public async Task Decision_requests_run_under_a_compute_budget()
    {
        await using var app = await RunningApp.StartAsync(AppOverrides.WithoutJobs);
        app.GitHub.Repository.AddPull(7).Files.Add(new("live/prod/web/main.tf", PullFileChange.Modified, null));
        var seen = Watch(app.GitHub);
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/api/pulls/acme/infra/7/decision");
        asked.Headers.Authorization = new("Bearer", FakeGitHub.Token);

        (await app.Http.SendAsync(asked)).IsSuccessStatusCode.Should().BeTrue();

        seen.Should().NotBeEmpty().And.OnlyContain(isLimited => isLimited);
    }

    private static ConcurrentBag<bool> Watch(FakeGitHub github)
    {
        var seen = new ConcurrentBag<bool>();
        github.Answered = exchange =>
        {
            if (exchange.Body?.Contains(Snapshot, StringComparison.Ordinal) == true
                || exchange.Url.Contains("/issues/comments/", StringComparison.Ordinal))
                seen.Add(ComputeBudget.IsActive);
        };
        return seen;
    }

    private static MissedCommentScan Round(PullBench bench) =>
        new(bench.Tokens, bench.Commands, bench.Comments, bench.Scans,
            new(bench.Scans, bench.Clock, NullLogger<ScanSchedule>.Instance), bench.Clock,
            NullLogger<MissedCommentScan>.Instance);
}
