using System.Globalization;
using TfPilot.App.Tests.Pulls;
using TfPilot.Core.Audit;
using TfPilot.Core.Reviews;
using TfPilot.Delivery.Locks;
using TfPilot.Delivery.Records;
using TfPilot.Delivery.Registry;
using TfPilot.GitHub.Tests.Fake;
using TfPilot.Storage;

namespace TfPilot.App.Tests.Records;

/// <summary>The branch <c>tfpilot/data</c> in a real git repository.</summary>
public class DataBranchTests
{
    private const string Disabled = "version: 1\nregistry: { data_branch: false }\n";

    [Fact]
    public async Task Each_apply_is_one_commit_of_a_branch_of_its_own()
    {
        await using var bench = await PullBench.OpenAsync();
        using var git = Git(bench);
        await ApplyAsync(bench, run: 12);
        await bench.DataBranches.RunOnceAsync(default);
        await ApplyAsync(bench, run: 13, project: "db");
        await bench.DataBranches.RunOnceAsync(default);

        await bench.DataBranches.RunOnceAsync(default);

        Subjects(git).Should().Equal(
            "registry/dev/db.json: applied in run 13, attempt 1",
            "registry/dev/web.json: applied in run 12, attempt 1");
        git.Files(DataBranch.Name).Keys.Should().Equal(
            "DEPLOYED.md", "registry/dev/db.json", "registry/dev/web.json");
        git.Files(DataBranch.Name)["DEPLOYED.md"].Should().Contain("| `web` | applied | ")
            .And.Contain("(https://github.test/acme/infra/actions/runs/12/attempts/1)").And.Contain("| `db` | ");
        git.Files(DataBranch.Name)["registry/dev/web.json"].Should().Contain("\"address\": \"null_resource.web\"");
        git.Run("log", "--format=%b", DataBranch.Name).Should().Contain("[skip ci]");
    }

    [Fact]
    public async Task Files_of_others_on_the_branch_stay()
    {
        await using var bench = await PullBench.OpenAsync();
        using var git = Git(bench);
        CommitOfOthers(git);

        await ApplyAsync(bench, run: 12);
        await bench.DataBranches.RunOnceAsync(default);

        git.Files(DataBranch.Name).Keys.Should().Equal("DEPLOYED.md", "other.txt", "registry/dev/web.json");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_commit_by_another_writer_at_the_same_time_is_kept(bool exists)
    {
        await using var bench = await PullBench.OpenAsync();
        using var git = Git(bench);
        if (exists) git.Run("branch", DataBranch.Name, "main");
        bench.GitHub.Answered = exchange =>
        {
            if (!exchange.Url.EndsWith("/git/commits", StringComparison.Ordinal)) return;
            bench.GitHub.Answered = null;
            CommitOfOthers(git);
        };

        await ApplyAsync(bench, run: 12);
        await bench.DataBranches.RunOnceAsync(default);

        git.Files(DataBranch.Name).Keys.Should().Contain(["DEPLOYED.md", "other.txt", "registry/dev/web.json"]);
        Subjects(git)[..2].Should().Equal("registry/dev/web.json: applied in run 12, attempt 1", "of others");
    }

    [Theory]
    [InlineData("/git/refs")]
    [InlineData("/git/commits")]
    [InlineData("/git/trees")]
    public async Task An_interruption_leads_to_no_second_commit(string call)
    {
        await using var bench = await PullBench.OpenAsync();
        using var git = Git(bench);
        await ApplyAsync(bench, run: 12);
        bench.GitHub.Answered = exchange =>
        {
            if (exchange.Method == "POST" && exchange.Url.EndsWith(call, StringComparison.Ordinal))
                throw new OperationCanceledException("the program ends here");
        };
        await FluentActions.Awaiting(() => bench.DataBranches.RunOnceAsync(default)).Should()
            .ThrowAsync<OperationCanceledException>();
        bench.GitHub.Answered = null;

        bench.Passes(DeploymentStore.ClaimTimeout);
        await bench.DataBranches.RunOnceAsync(default);

        Subjects(git).Should().ContainSingle();
        (await bench.Deployments.ClaimAsync(bench.Now.AddDays(1), default)).Should().BeNull("it is done");
    }

    [Fact]
    public async Task A_branch_that_a_ruleset_protects_is_tried_again_later()
    {
        await using var bench = await PullBench.OpenAsync();
        using var git = Git(bench);
        git.Run("branch", DataBranch.Name, "main");
        await ApplyAsync(bench, run: 12);
        bench.GitHub.Refuses("PATCH", 422, """{"message":"Repository rule violations found"}""");
        await bench.DataBranches.RunOnceAsync(default);
        await bench.DataBranches.RunOnceAsync(default);
        var calls = bench.GitHub.Exchanges.Count(exchange => exchange.Method == "PATCH");
        calls.Should().Be(10, "another writer may be faster a few times");

        bench.Passes(TimeSpan.FromHours(1));
        await bench.DataBranches.RunOnceAsync(default);

        bench.GitHub.Exchanges.Count(exchange => exchange.Method == "PATCH").Should().Be(2 * calls);
        Subjects(git).Should().Equal("first");
    }

    [Theory]
    [InlineData(Disabled, true)]
    [InlineData("version: 1\nregistry: { data_branch: maybe }\n", false)] // decided when the settings are valid
    public async Task Without_permission_of_the_settings_nothing_is_committed(string settings, bool isDone)
    {
        await using var bench = await PullBench.OpenAsync(settings);
        using var git = Git(bench);

        await ApplyAsync(bench, run: 12);
        await bench.DataBranches.RunOnceAsync(default);

        git.Branches.Should().Equal("main");
        ((await bench.Deployments.ClaimAsync(bench.Now.AddDays(1), default)) is null).Should().Be(isDone);
    }

    private static FakeGit Git(PullBench bench)
    {
        var git = bench.Repository.Git = new();
        git.Commit("first", ("main.tf", ""));
        return git;
    }

    private static void CommitOfOthers(FakeGit git)
    {
        var isNew = !git.Branches.Contains(DataBranch.Name);
        git.Run(isNew ? ["checkout", "-q", "--orphan", DataBranch.Name] : ["checkout", "-q", DataBranch.Name]);
        if (isNew) git.Run("rm", "-rfq", ".");
        git.Commit("of others", ("other.txt", "theirs"));
        git.Run("checkout", "-q", "main");
    }

    private static string[] Subjects(FakeGit git) => git.Run("log", "--format=%s", DataBranch.Name).Split('\n');

    internal static async Task ApplyAsync(PullBench bench, long run, string project = "web")
    {
        bench.Passes(TimeSpan.FromSeconds(1));
        var address = string.Create(CultureInfo.InvariantCulture, $"null_resource.{project}");
        (await bench.ApplyLocks.TakeAsync(FakeApp.Installation, FakeApp.Repository,
            new("dev", new(project, [address], []), 7, bench.Pull.Head, new(run, 1), ApplyLockState.Applying,
                bench.Now), isUrgent: false, bench.Now, Note("go"), bench.Now, default)).IsTaken.Should().BeTrue();
        var record = new ApplyRecord("dev", project, ApplyStatus.Applied)
        {
            Resources = [new(address, "null_resource", "null") { Id = "1" }],
        };
        var sent = new SentRecord(
            FakeApp.Installation, FakeApp.Repository, new RunAttempt(run, 1), record, RecordDocument.Write(record));
        await bench.Records.AddAsync(
            sent, (await bench.Records.FindPassAsync(sent, default))!, Note("record"), bench.Now, default);
    }

    private static AuditNote Note(string what) => new(AuditKind.Apply, FakeApp.Repository, 7, what);
}
