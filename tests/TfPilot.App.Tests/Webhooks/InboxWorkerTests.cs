using TfPilot.App.Pulls;
using TfPilot.App.Tests.Host;
using TfPilot.App.Webhooks;
using TfPilot.Storage;

namespace TfPilot.App.Tests.Webhooks;

public sealed class InboxWorkerTests
{
    private const string Push = """
        {"ref":"refs/heads/main","installation":{"id":6001},
          "repository":{"id":4001,"full_name":"acme/infra","default_branch":"main"} }
        """;

    [Fact]
    public async Task An_invalid_delivery_is_dead_lettered_with_its_reason_and_others_continue()
    {
        await using var app = await RunningApp.StartAsync(AppOverrides.WithoutJobs);
        await app.Http.SendAsync(WebhookRequest.Delivery("pull_request", "no JSON"));
        await app.Http.SendAsync(WebhookRequest.Delivery("pull_request", WebhookRequest.PullRequest(7)));

        var count = await app.Part<InboxWorker>().RunOnceAsync(default);

        count.Should().Be(2);
        (await app.Part<Inbox>().DeadLettersAsync(default)).Should().ContainSingle().Which.Reason.Should()
            .StartWith("payload is not valid JSON");
        (await app.ClaimDueAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task A_rate_limited_delivery_is_retried_when_GitHub_allows()
    {
        await using var app = await RunningApp.StartAsync(AppOverrides.WithoutJobs);
        app.GitHub.Repository.AddPull(7);
        app.GitHub.FailNext(() => FakeLimit(retryAfter: 600));
        await app.Http.SendAsync(WebhookRequest.Delivery("push", Push));
        await app.Part<InboxWorker>().RunOnceAsync(default);

        var early = await app.Part<Inbox>().ClaimAsync(1, DateTimeOffset.UtcNow.AddSeconds(590), default);
        var later = await app.Part<Inbox>().ClaimAsync(1, DateTimeOffset.UtcNow.AddSeconds(601), default);

        early.Should().BeEmpty();
        later.Should().ContainSingle();
        (await app.Part<Inbox>().DeadLettersAsync(default)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_thousand_deliveries_for_one_pull_request_cause_one_evaluation()
    {
        await using var app = await RunningApp.StartAsync(AppOverrides.WithoutJobs);
        await Task.WhenAll(Enumerable.Range(0, 1000)
            .Select(_ => app.Http.SendAsync(WebhookRequest.Delivery("pull_request", WebhookRequest.PullRequest(7)))));

        var count = await app.Part<InboxWorker>().RunOnceAsync(default);

        count.Should().Be(1000);
        (await app.Part<PullWorker>().RunOnceAsync(default)).Should().Be(1);
    }

    [Fact]
    public async Task Large_deliveries_that_exceed_the_memory_limit_are_processed_one_by_one()
    {
        await using var app = await RunningApp.StartAsync(AppOverrides.WithoutJobs);
        for (var pull = 1; pull <= 3; pull++)
            await app.Http.SendAsync(
                WebhookRequest.Delivery(
                    "pull_request", WebhookRequest.PullRequest(pull) + new string(' ', Inbox.MaxBytes * 5 / 8)));

        var count = await app.Part<InboxWorker>().RunOnceAsync(default);

        count.Should().Be(3);
        (await app.ClaimDueAsync()).Should().HaveCount(3);
    }

    private static HttpResponseMessage FakeLimit(int retryAfter) =>
        GitHub.Tests.Fake.FakeGitHub.Response(
            403, """{"message":"You have exceeded a secondary rate limit"}""", ("Retry-After", $"{retryAfter}"));
}
