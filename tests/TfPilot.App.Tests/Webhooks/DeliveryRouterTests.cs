using System.Text;
using TfPilot.App.Tests.Host;
using TfPilot.App.Webhooks;
using TfPilot.GitHub.Tests.Fake;
using TfPilot.GitHub.Webhooks;
using TfPilot.Storage;

namespace TfPilot.App.Tests.Webhooks;

public sealed class DeliveryRouterTests
{
    private const string Ours = """
        "installation":{"id":6001},"repository":{"id":4001,"full_name":"acme/infra","default_branch":"main"}
        """;

    private static readonly string Head = FakeRepository.Sha("head of 1").Text;

    /// <summary>
    /// Pull requests 1 and 2 target main, 3 targets lax, and 4 is closed; all have the branch change.
    /// </summary>
    [Theory]
    [InlineData("pull_request", """ "action":"opened","pull_request":{"number":9} """, new[] { 9 })]
    [InlineData("pull_request_review", """ "action":"submitted","pull_request":{"number":9} """, new[] { 9 })]
    [InlineData("check_run", """
        "action":"rerequested",
        "check_run":{"head_sha":"HEAD","pull_requests":[{"number":9,"base":{"repo":{"id":4001} } }]}
        """, new[] { 9 })]
    [InlineData("check_suite", """
        "action":"rerequested","check_suite":{"head_sha":"HEAD","pull_requests":[]}
        """, new[] { 1 })] // a fork's head
    [InlineData("check_run", """
        "action":"completed","check_run":{"head_sha":"HEAD","pull_requests":[]}
        """, new int[0])] // our own writing
    [InlineData("push", """ "ref":"refs/heads/change","after":"HEAD" """, new[] { 1, 2, 3 })]
    [InlineData("push", """ "ref":"refs/heads/lax","after":"HEAD" """, new[] { 3 })]
    [InlineData("push", """ "ref":"refs/heads/main","after":"HEAD" """, new[] { 1, 2, 3 })] // maybe other settings
    [InlineData("push", """ "ref":"refs/heads/other","after":"HEAD" """, new int[0])]
    [InlineData("push", """ "ref":"refs/tags/v1","after":"HEAD" """, new int[0])]
    [InlineData("repository", """ "action":"renamed" """, new[] { 1, 2, 3 })]
    [InlineData("installation", """ "action":"created" """, new[] { 1, 2, 3 })]
    [InlineData("installation", """ "action":"unsuspend" """, new[] { 1, 2, 3 })]
    [InlineData("installation_repositories", """ "action":"added" """, new[] { 1, 2, 3 })]
    [InlineData("installation", """ "action":"suspend" """, new int[0])]
    [InlineData("pull_request", """ "action":"opened" """, new int[0])]
    [InlineData("an_event_of_tomorrow", """ "action":"begun" """, new int[0])]
    public async Task A_delivery_marks_the_pull_requests_it_affects(string name, string payload, int[] marked)
    {
        await using var app = await StartAsync();

        await RouteAsync(app, name, payload);

        (await app.ClaimDueAsync()).Should().Equal(marked.Select(number => new PullKey(6001, 4001, number)));
    }

    [Theory]
    [InlineData("membership", """ "action":"removed","member":{"id":9},"team":{"slug":"platform"} """, new[] { 1 })]
    [InlineData("membership", """
        "action":"removed","member":{"id":7},"team":{"slug":"platform"}
        """, new[] { 1, 2 })] // whose word counts in 2
    [InlineData("membership", """ "action":"removed","member":{"id":9},"team":{"slug":"night"} """, new int[0])]
    [InlineData("membership", """
        "action":"removed","member":{"id":9},"team":{"slug":"night","parent":{"slug":"x"} }
        """, new[] { 1, 2 })]
    [InlineData("team", """ "action":"deleted","team":{"slug":"devs"} """, new[] { 2 })]
    [InlineData("team", """ "action":"edited","team":{"slug":"new"} """, new[] { 1, 2 })]
    [InlineData("organization", """ "action":"renamed" """, new[] { 1, 2, 3 })]
    [InlineData("member", """ "action":"removed","member":{"id":9} """, new[] { 1, 2, 3 })]
    public async Task A_membership_change_marks_the_affected_pull_requests_without_GitHub_calls(
        string name, string payload, int[] marked)
    {
        await using var app = await StartAsync();
        PeopleSubject[][] subjects =
        [
            [PeopleSubject.Team("platform")],
            [PeopleSubject.Team("devs"), PeopleSubject.Person(new(7))],
            [],
            [PeopleSubject.Team("platform")],
        ];
        for (var number = 1; number <= 4; number++)
        {
            var queue = app.Part<PullQueue>();
            await queue.MarkAsync(new(6001, 4001, number), DateTimeOffset.UtcNow, default);
            var lease = await queue.ClaimAsync(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1), default);
            var look = new EvaluationResult(IsOpen: number < 4, IsPartial: false, subjects[number - 1]);
            await queue.CompleteAsync(lease!, look, default);
        }

        for (var change = 0; change < 20; change++) await RouteAsync(app, name, payload);

        (await app.ClaimDueAsync()).Should().BeEmpty();
        (await app.ClaimDueAsync(from: TimeSpan.FromSeconds(10))).Select(key => key.Pull).Should().Equal(marked);
        app.GitHub.Exchanges.Should().BeEmpty();
    }

    [Fact]
    public async Task A_delivery_for_a_removed_installation_marks_nothing()
    {
        await using var app = await StartAsync();
        app.GitHub.FailNext(404);

        await RouteAsync(app, "push", """ "ref":"refs/heads/main","after":"HEAD" """);

        (await app.ClaimDueAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task An_uninstalled_App_stops_processing_and_its_data_is_deleted_after_the_retention_period()
    {
        await using var app = await StartAsync();
        await app.Part<PullQueue>().MarkAsync(new(6001, 4001, 7), DateTimeOffset.UtcNow, default);

        await RouteAsync(app, "installation", """ "action":"deleted" """);

        (await app.ClaimDueAsync()).Should().BeEmpty();
        (await app.Part<InstallationStore>().ListAsync(default)).Should().BeEmpty();
    }

    private static async Task<RunningApp> StartAsync()
    {
        var app = await RunningApp.StartAsync(AppOverrides.WithoutJobs);
        for (var number = 1; number <= 4; number++) app.GitHub.Repository.AddPull(number);
        app.GitHub.Repository.Pulls[3].BaseBranch = "lax";
        app.GitHub.Repository.Pulls[4].State = "closed";
        return app;
    }

    private static Task<bool> RouteAsync(RunningApp app, string name, string payload)
    {
        var bytes = Encoding.UTF8.GetBytes($"{{{payload.Replace("HEAD", Head, StringComparison.Ordinal)},{Ours}}}");
        var delivery = WebhookReader.Read(name, bytes)
            .Match(webhook => webhook, problems => throw new InvalidOperationException($"{problems[0]}"));
        return app.Part<DeliveryRouter>().RouteAsync(delivery, DateTimeOffset.UtcNow, default);
    }
}
