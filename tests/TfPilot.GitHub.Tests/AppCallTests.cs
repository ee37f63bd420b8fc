using System.Text.Json.Nodes;
using TfPilot.Core.Approvals;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Http;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Tests.Fake;
using TfPilot.OctokitCalls;

namespace TfPilot.GitHub.Tests;

public sealed class AppCallTests : IDisposable
{
    private static readonly DateTimeOffset Now = AutoAdvanceClock.Start;

    private readonly FakeGitHub fake = new();

    public void Dispose() => fake.Dispose();

    [Fact]
    public async Task One_call_reads_everything_a_decision_starts_from()
    {
        var pull = fake.Repository.AddPull(7);
        fake.Repository.AddPull(8).Head = pull.Head;
        fake.Repository.Pulls[8].BaseBranch = "lax";
        fake.Repository.AddPull(9).Head = pull.Head;
        fake.Repository.Pulls[9].State = "closed";
        fake.Repository.AddPull(10);
        Check(pull, "tfpilot: main", "failure");
        var latest = Check(pull, "tfpilot: main", "success");
        var other = Check(pull, "tfpilot / prod", "neutral"); // a check that we must not write

        var read = await fake.Client()
            .ReadPullSnapshotAsync(fake.Repository.Name, new(7), 501, FakeRepository.Paths, default);

        read.Pull.Should()
            .BeEquivalentTo(new { Number = new PullNumber(7), pull.Head, BaseBranch = "main", IsOpen = true });
        read.Should()
            .BeEquivalentTo(
                new
                {
                    Author = new Person(new UserId(2001), "ann"), BaseHead = fake.Repository.DefaultHead,
                    IsQueued = false, DefaultBranch = new DefaultBranch("main", fake.Repository.DefaultHead)
                });
        read.SameHead.Should().Equal(new OpenPull(new(8), pull.Head, "change", "lax"));
        read.Checks.Should()
            .Equal(new OwnCheckRun(latest, "tfpilot: main", "k", CheckConclusion.Success),
                new(other, "tfpilot / prod", "k", null));
        fake.Exchanges.Should().ContainSingle();
    }

    [Fact]
    public async Task Missing_or_hidden_data_is_not_invented()
    {
        const string sha = "0123456789abcdef0123456789abcdef01234567";
        fake.FailNext(200, $$"""
            {"data":{"repository":{"nameWithOwner":"acme/infra","defaultBranchRef":{"name":"main","target":{"oid":"{{sha}}"} },
              "root":{"__typename":"Tree"},"settings":null,"waivers":null,"templates":null,"pullRequest":{"files":null,"reviews":null,"dismissals":null,"retargets":null,"history":null,"headRepository":null,
              "id":"PR_7","autoMergeRequest":null,"number":7,"headRefOid":"{{sha}}","headRefName":"x","baseRefOid":"{{sha}}","baseRefName":"gone","isCrossRepository":true,"state":"OPEN","isDraft":true,
              "changedFiles":1,"author":null,"baseRef":null,"mergeQueueEntry":{"position":1},"commits":{"nodes":[{"commit":{
                "oid":"{{sha}}","associatedPullRequests":{"nodes":[
                  {"number":8,"state":"OPEN","headRefOid":"{{sha}}","headRefName":"x","baseRefName":"main","baseRepository":{"nameWithOwner":"zed/infra"} }]},
                "checkSuites":{"nodes":[{"checkRuns":null},{"checkRuns":{"nodes":[{"databaseId":null,"name":"n","externalId":null,"conclusion":null}]} }]} } }]} } } } }
            """);

        var read = await fake.Client()
            .ReadPullSnapshotAsync(fake.Repository.Name, new(7), 501, FakeRepository.Paths, default);

        read.Should().BeEquivalentTo(new { Author = (Person?)null, BaseHead = (object?)null, IsQueued = true });
        read.SameHead.Should().BeEmpty(); // the pull request belongs to another repository
        read.Checks.Should().BeEmpty();
    }

    [Theory]
    [InlineData(100, 1)]
    [InlineData(101, 2)]
    public async Task Each_hundred_open_pull_requests_take_one_call(int pulls, int calls)
    {
        for (var i = 1; i <= pulls; i++) fake.Repository.AddPull(i);
        fake.Repository.AddPull(pulls + 1).State = "closed";

        var listed = await fake.Client().ListOpenPullsAsync(fake.Repository.Name, default);

        listed.Should()
            .HaveCount(pulls).And.Contain(new OpenPull(new(1), FakeRepository.Sha("head of 1"), "change", "main"));
        fake.Exchanges.Should().HaveCount(calls);
    }

    [Fact]
    public async Task A_test_merge_commit_yields_its_base_and_head()
    {
        var parents = await fake.Client().ReadParentsAsync(fake.Repository.Name, FakeRepository.Sha("merge"), default);

        parents.Should().Equal(fake.Repository.DefaultHead, FakeRepository.Sha("head of 7"));
    }

    [Fact]
    public async Task The_App_reads_itself_and_its_installations()
    {
        fake.Installations.AddRange(Enumerable.Range(7000, 100).Select(id => (long)id));

        var app = await fake.Client().ReadAppAsync(default);
        var installations = await fake.Client().ListInstallationsAsync(default);

        app.Should()
            .BeEquivalentTo(
                new AppDescription(
                    501, "tfpilot", new Dictionary<string, string> { ["checks"] = "write" }, ["pull_request"]));
        installations.Should()
            .HaveCount(101).And.StartWith(
                [new AppInstallation(6001, IsSuspended: false), new(7000, IsSuspended: true)]);
    }

    [Fact]
    public async Task The_time_of_GitHub_is_read()
    {
        fake.Now = Now.AddSeconds(31);

        var time = await fake.Client().ReadClockAsync(default);

        time.Should().Be(fake.Now);
    }

    [Theory]
    [InlineData(FakeApp.Installation, true)]
    [InlineData(6002, true)] // not listed, and there all the same
    [InlineData(6003, false)]
    public async Task An_installation_is_read_or_reported_as_not_found(long id, bool isThere)
    {
        fake.Unlisted.Add(6002);
        var read = () => fake.Client().ReadInstallationAsync(id, default);

        if (isThere) (await read()).Id.Should().Be(id);
        else (await read.Should().ThrowAsync<GitHubException>()).Which.Kind.Should().Be(GitHubErrorKind.NotFound);
    }

    [Fact]
    public async Task The_installation_of_a_repository_is_found()
    {
        var installation = await fake.Client().FindInstallationAsync(fake.Repository.Name, default);

        installation.Should()
            .Be(new AppInstallation(FakeApp.Installation, IsSuspended: false) { Owner = FakeApp.Owner });
    }

    [Theory]
    [InlineData(50, 50, 1)]
    [InlineData(100, 100, 1)]
    [InlineData(150, 100, 2)] // the first of the second page is too old
    [InlineData(250, 250, 3)]
    public async Task Deliveries_are_listed_back_to_a_given_time(int deliveries, int recent, int calls)
    {
        for (var i = 0; i < deliveries; i++)
            fake.Deliveries.Add(
                FakeApp.Delivery(i, i < recent ? Now.AddSeconds(-i) : Now.AddDays(-1), i == 0 ? 502 : 202));

        var listed = await fake.Client().ListDeliveriesAsync(Now.AddHours(-1), default);

        listed.Should().HaveCount(recent);
        listed[0].Should().Be(new HookDelivery(0, Guid.Empty, Now, "push", 502));
        listed.Count(delivery => !delivery.IsAccepted).Should().Be(1);
        fake.Exchanges.Should().HaveCount(calls);
    }

    [Fact]
    public async Task A_redelivery_is_requested()
    {
        await fake.Client().RedeliverAsync(15380, default);

        fake.Exchanges.Should().ContainSingle().Which.Should()
            .BeEquivalentTo(
                new { Method = "POST", PathAndQuery = "/api/app/hook/deliveries/15380/attempts", Status = 202 });
    }

    private CheckRunId Check(FakePull pull, string name, string conclusion) => new(fake.Repository.AddCheck(
        new JsonObject
        {
            ["name"] = name, ["head_sha"] = pull.Head.Text, ["external_id"] = "k",
            ["conclusion"] = conclusion
        }).Id);
}
