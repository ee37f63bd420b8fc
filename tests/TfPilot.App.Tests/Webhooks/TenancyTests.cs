using Microsoft.Extensions.DependencyInjection;
using TfPilot.App.Pulls;
using TfPilot.App.Tests.Host;
using TfPilot.App.Webhooks;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Tests.Fake;
using TfPilot.Storage;

namespace TfPilot.App.Tests.Webhooks;

/// <summary>
/// Deliveries with a valid signature that name an installation and another installation's repository.
/// </summary>
public sealed class TenancyTests
{
    private const long Foreign = 6002;

    private static readonly PullKey Ours = new(FakeApp.Installation, FakeApp.Repository, 7);

    [Theory]
    [InlineData("pull_request", """ "action":"synchronize","pull_request":{"number":7} """)]
    [InlineData("check_suite", """
        "action":"rerequested","check_suite":{"head_sha":"0123456789abcdef0123456789abcdef01234567",
          "pull_requests":[]}
        """)]
    [InlineData("push", """ "ref":"refs/heads/main","after":"0123456789abcdef0123456789abcdef01234567" """)]
    [InlineData("repository", """ "action":"renamed" """)]
    [InlineData("membership", """ "action":"removed" """)]
    [InlineData("installation", """ "action":"created" """)]
    [InlineData("installation", """ "action":"deleted" """)]
    public async Task A_delivery_neither_reads_nor_writes_data_of_another_installation(string name, string payload)
    {
        await using var app = await StartAsync();
        var before = (Reads(app), app.GitHub.Repository.Checks.Count, await ChecksAsync(app));

        await app.Http.SendAsync(
            WebhookRequest.Delivery(name, $$"""
                {{{payload}},"installation":{"id":{{Foreign}}},
                  "repository":{"id":{{FakeApp.Repository}},"full_name":"acme/infra","default_branch":"main"} }
                """));
        await app.Part<InboxWorker>().RunOnceAsync(default);
        await app.Part<PullWorker>().RunOnceAsync(default);

        (Reads(app), app.GitHub.Repository.Checks.Count, await ChecksAsync(app)).Should().Be(before);
        (await app.Part<Inbox>().DeadLettersAsync(default)).Should().BeEmpty();
        (await app.Part<InstallationStore>().ListAsync(default)).Should().Contain(FakeApp.Installation);
        (await app.ClaimDueAsync(from: TimeSpan.FromHours(1))).Should()
            .NotContain(key => key.Installation == FakeApp.Installation);
    }

    /// <summary>Evaluates our pull request first, so that all caches are filled.</summary>
    private static async Task<RunningApp> StartAsync()
    {
        var app = await RunningApp.StartAsync(parts =>
        {
            AppOverrides.WithoutJobs(parts);
            parts.AddEvaluation();
        });
        app.GitHub.Repository.AddPull(7).Files.Add(new("live/prod/main.tf", PullFileChange.Modified, null));
        await app.Part<InstallationStore>().RecordInstalledAsync(FakeApp.Installation, DateTimeOffset.UtcNow, default);
        await app.Part<PullQueue>().MarkAsync(Ours, DateTimeOffset.UtcNow, default);
        await app.Part<PullWorker>().RunOnceAsync(default);
        app.GitHub.Repository.Checks.Should().NotBeEmpty();
        return app;
    }

    /// <summary>
    /// All requests to GitHub except those for tokens, which GitHub denies for other installations' repositories.
    /// </summary>
    private static int Reads(RunningApp app) =>
        app.GitHub.Exchanges.Count(exchange => !exchange.Url.EndsWith("/access_tokens", StringComparison.Ordinal));

    private static async Task<string> ChecksAsync(RunningApp app) =>
        string.Join(
            '\n', await app.Part<PullStore>().ChecksAsync(Ours, app.GitHub.Repository.Pulls[7].Head.Text, default));
}
