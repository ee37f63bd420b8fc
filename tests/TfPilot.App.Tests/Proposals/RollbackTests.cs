using TfPilot.App.Tests.Commands;
using TfPilot.App.Tests.Pulls;
using TfPilot.Core.Basics;
using TfPilot.Delivery.Changes;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Tests.Fake;
using TfPilot.Storage;

namespace TfPilot.App.Tests.Proposals;

/// <summary>Rollbacks revert merges of a real git repository, and open one pull request.</summary>
public sealed class RollbackTests : IAsyncLifetime, IDisposable
{
    private const string Web = "live/dev/web/main.tf";
    private const string Db = "live/dev/db/main.tf";

    private readonly FakeGit git = new();
    private PullBench bench = null!;

    public async Task InitializeAsync()
    {
        bench = await PullBench.OpenAsync();
        bench.Repository.Git = git;
        git.Commit("start", (Web, "size = 1\n"), (Db, "size = 1\n"), ("README.md", "text\n"));
    }

    public async Task DisposeAsync() => await bench.DisposeAsync();

    public void Dispose() => git.Dispose();

    [Theory]
    [InlineData("merge")]
    [InlineData("squash")]
    [InlineData("rebase")]
    public async Task A_merge_is_reverted_and_later_changes_stay(string way)
    {
        await MergeAsync(7, way, (Web, "size = 2\n"), (Db, "size = 2\n"));
        await MergeAsync(8, "squash", ("README.md", "new text\n"));

        await SayAsync("/tfpilot rollback dev");
        await bench.ProposalWork.RunOnceAsync(default);

        var opened = git.Opened.Should().ContainSingle().Subject;
        git.Files(opened.Branch).Should().BeEquivalentTo(
            new Dictionary<string, string> { [Web] = "size = 1", [Db] = "size = 1", ["README.md"] = "new text" });
        git.Run("rev-parse", $"{opened.Branch}^").Should().Be(git.Tip.Text, "it is one commit on top of the branch");
        (opened.Title, git.Branches).Should().BeEquivalentTo(("Revert #7 in dev", new[] { "main", opened.Branch }));
        bench.Repository.Comments[^1].Body.Should().Be("Opened #100, which undoes #7 in dev.\n");
    }

    [Fact]
    public async Task All_later_changes_of_the_environment_are_undone_and_no_others()
    {
        await MergeAsync(6, "squash", (Web, "size = 2\n"));
        await MergeAsync(7, "merge", (Web, "size = 3\n"));
        await MergeAsync(8, "squash", "prod", ("live/prod/web/main.tf", "size = 9\n"));
        await MergeAsync(9, "rebase", (Web, "size = 4\n"), (Db, "size = 5\n"));

        await SayAsync("/tfpilot rollback dev to #6");
        await bench.ProposalWork.RunOnceAsync(default);

        var opened = git.Opened.Should().ContainSingle().Subject;
        git.Files(opened.Branch).Should().BeEquivalentTo(new Dictionary<string, string>
        {
            [Web] = "size = 2", [Db] = "size = 1", ["README.md"] = "text", ["live/prod/web/main.tf"] = "size = 9",
        });
        opened.Title.Should().Be("Return dev to the state of #6");
        opened.Body.Should().MatchRegex("(?s)- #9, .*- #7, ").And.NotContain("- #8,");
    }

    [Fact]
    public async Task A_conflict_is_reported_and_nothing_is_left()
    {
        await MergeAsync(7, "merge", (Web, "size = 2\n"));
        await MergeAsync(8, "squash", (Web, "size = 3\n"));
        await MergeAsync(9, "squash", (Db, "size = 3\n"));

        await SayAsync("/tfpilot rollback dev");
        await bench.ProposalWork.RunOnceAsync(default);

        git.Opened.Should().BeEmpty();
        git.Branches.Should().Equal("main");
        bench.Repository.Comments[^1].Body.Should().Contain("Undoing \\#&#8203;7 conflicts with later changes of main")
            .And.Contain("live/dev/web/main.tf").And.Contain("&#8203;8").And.NotContain("&#8203;9");
    }

    [Fact]
    public async Task Whatever_step_is_interrupted_one_pull_request_is_opened()
    {
        await MergeAsync(7, "squash", (Web, "size = 2\n"));
        var (step, isInterrupted) = (0, true);

        for (; isInterrupted; step++)
        {
            isInterrupted = await InterruptAsync(step);

            git.Opened.Should().HaveCount(step + 1, "request {0} was interrupted after call {0}", step);
        }

        step.Should().BeGreaterThan(15, "each call of a rollback was the last one once");
        git.Opened.Select(pull => pull.Branch).Should().OnlyHaveUniqueItems();
        git.Opened.Should().OnlyContain(pull => git.Files(pull.Branch)[Web] == "size = 1");
        git.Branches.Should().OnlyContain(name => !name.Contains("work", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_pull_request_whose_response_is_lost_is_not_opened_again()
    {
        await MergeAsync(7, "squash", (Web, "size = 2\n"));
        await SayAsync("/tfpilot rollback dev");
        bench.GitHub.Answered = exchange =>
        {
            if (exchange is { Method: "POST" } && exchange.Url.EndsWith("/pulls", StringComparison.Ordinal))
                throw new HttpRequestException("the connection was lost");
        };

        await bench.ProposalWork.RunOnceAsync(default);
        bench.GitHub.Answered = null;
        bench.Passes(TimeSpan.FromMinutes(1));
        await bench.ProposalWork.RunOnceAsync(default);

        git.Opened.Should().ContainSingle();
        bench.GitHub.Exchanges.Should().ContainSingle(
            one => one.Method == "POST" && one.Url.EndsWith("/pulls", StringComparison.Ordinal));
        bench.Repository.Comments[^1].Body.Should().Be("Opened #100, which undoes #7 in dev.\n");
    }

    [Fact]
    public async Task A_branch_with_other_commits_is_never_proposed()
    {
        await MergeAsync(7, "squash", (Web, "size = 2\n"));
        var comment = await SayAsync("/tfpilot rollback dev");
        var branch = Delivery.Proposals.Proposal.BranchOf(
            Core.Approvals.ProposalKind.Rollback, "dev", "", comment.Id);
        git.Run("branch", branch, "main~1");

        await bench.ProposalWork.RunOnceAsync(default);

        git.Opened.Should().BeEmpty();
        bench.Repository.Comments[^1].Body.Should().Contain("exists with another commit");
    }

    [Theory]
    [InlineData("/tfpilot rollback prod", "changed nothing in prod, but in dev")]
    [InlineData("/tfpilot rollback dev to #5", "No merged change of \\#&#8203;5 to dev is known")]
    [InlineData("/tfpilot rollback dev to #7", "No change of dev was merged after \\#&#8203;7")]
    public async Task What_cannot_be_undone_is_refused_with_the_reason(string command, string reason)
    {
        await MergeAsync(7, "squash", (Web, "size = 2\n"));

        await SayAsync(command);
        await bench.ProposalWork.RunOnceAsync(default);

        git.Opened.Should().BeEmpty();
        bench.Repository.Comments[^1].Body.Should().Contain(reason);
    }

    [Fact]
    public async Task A_change_that_is_undone_already_is_not_undone_again()
    {
        await MergeAsync(7, "squash", (Web, "size = 2\n"));
        await MergeAsync(8, "squash", (Web, "size = 1\n"));

        await SayAsync("/tfpilot rollback dev");
        await bench.ProposalWork.RunOnceAsync(default);

        git.Opened.Should().BeEmpty();
        bench.Repository.Comments[^1].Body.Should().Contain("Nothing is left to undo");
    }

    [Fact]
    public async Task Workflows_are_not_reverted_by_the_App()
    {
        await MergeAsync(7, "merge", (Web, "size = 2\n"), (".github/workflows/plan.yml", "on: push\n"));

        await SayAsync("/tfpilot rollback dev");
        await bench.ProposalWork.RunOnceAsync(default);

        git.Opened.Should().BeEmpty();
        bench.Repository.Comments[^1].Body.Should().Contain("no permission to write workflows");
    }

    [Fact]
    public async Task Commits_that_are_not_surely_those_of_the_pull_request_are_not_reverted()
    {
        await MergeAsync(7, "rebase", (Web, "size = 2\n"), (Db, "size = 2\n"));
        git.Introduced.Clear();

        await SayAsync("/tfpilot rollback dev");
        await bench.ProposalWork.RunOnceAsync(default);

        git.Opened.Should().BeEmpty();
        bench.Repository.Comments[^1].Body.Should().Contain("It is unclear which commits");
    }

    [Theory]
    [InlineData(true, "action_required prod: get 1 more approval from platform")]
    [InlineData(false, "success ")] // another pull request, which nobody asked for
    public async Task The_approval_of_the_person_who_asked_does_not_count(bool isAskedFor, string check)
    {
        await MergeAsync(7, "squash", (Web, "size = 2\n"));
        await SayAsync("/tfpilot rollback dev");
        await bench.ProposalWork.RunOnceAsync(default);
        bench.Repository.Files[".tfpilot.yml"] = PullBench.Two;
        bench.Repository.People.Teams["platform"].Add(FakePeople.Dee);
        var opened = bench.Repository.AddPull(100);
        (opened.HeadBranch, opened.Author) =
            (isAskedFor ? git.Opened[0].Branch : "change", new(501, "tfpilot[bot]"));
        // A server that does not sign commits of Apps names no author.
        opened.Commits.Clear();
        opened.Head = isAskedFor ? CommitSha.Parse(git.Run("rev-parse", git.Opened[0].Branch)) : opened.Head;
        opened.Commits.Add(isAskedFor ? new(opened.Head, [git.Tip], null, null)
            : new(opened.Head, [git.Tip], FakePeople.Ann, FakePeople.Ann));
        bench.Repository.People.Moves.Add(new(opened.Author, null, opened.Head, "branch_creation")
        {
            Branch = opened.HeadBranch,
        });
        opened.Files.Add(new("live/prod/web/main.tf", PullFileChange.Modified, null));
        await bench.AddEvidenceAsync(PullBench.Plans(PullBench.Project("live/prod/web", "prod", "a.b")), pull: 100);

        foreach (var by in new[] { FakePeople.Dee, FakePeople.Cy })
            bench.Repository.AddReview(100, by, "APPROVED", bench.Now);
        await bench.RunAsync(7); // marked by the command
        await bench.RunAsync(100);

        bench.CheckLine("tfpilot: main").Should().StartWith(check);
    }

    [Fact]
    public async Task The_history_of_every_undone_change_names_the_pull_request()
    {
        await MergeAsync(6, "squash", (Web, "size = 2\n"));
        await MergeAsync(7, "squash", (Web, "size = 3\n"));
        await MergeAsync(8, "squash", (Web, "size = 4\n"));
        await SayAsync("/tfpilot rollback dev to #6");
        await bench.ProposalWork.RunOnceAsync(default);

        var lines = await CommandHandlerTests.LinesAsync(bench);

        lines.Where(line => line.Contains("\"kind\":\"proposal\"", StringComparison.Ordinal)).Should().HaveCount(2)
            .And.OnlyContain(line => line.Contains("opened #100", StringComparison.Ordinal));
    }

    /// <summary>Asks for a rollback whose process ends after a call, and starts the process again.</summary>
    /// <returns>False when the rollback had ended before that call.</returns>
    private async Task<bool> InterruptAsync(int step)
    {
        await SayAsync("/tfpilot rollback dev");
        var (calls, isInterrupted) = (0, false);
        bench.GitHub.Answered = _ =>
        {
            if (calls++ == step) throw new InvalidOperationException("the process ends here");
        };
        try
        {
            await bench.ProposalWork.RunOnceAsync(default);
        }
        catch (InvalidOperationException)
        {
            isInterrupted = true;
        }

        bench.GitHub.Answered = null;
        bench.Passes(ProposalStore.LeaseDuration);
        await bench.ProposalWork.RunOnceAsync(default);
        return isInterrupted;
    }

    private Task MergeAsync(int pull, string way, params (string Path, string Text)[] files) =>
        MergeAsync(pull, way, "dev", files);

    /// <summary>Merges a pull request with one commit for each file.</summary>
    private async Task MergeAsync(int pull, string way, string environment, params (string Path, string Text)[] files)
    {
        git.Run("checkout", "-q", "-b", $"change-{pull}", "main");
        foreach (var (path, text) in files) git.Commit($"change {path}", (path, text));
        git.Run("checkout", "-q", "main");
        var head = CommitSha.Parse(git.Run("rev-parse", $"change-{pull}"));
        if (way == "merge") git.Run("merge", "-q", "--no-ff", "-m", $"Merge #{pull}", $"change-{pull}");
        else if (way == "squash")
            git.Commit($"Squash #{pull}", [.. files.Select(file => (file.Path, (string?)file.Text))]);
        else
        {
            foreach (var (path, text) in files)
                git.Introduced[git.Commit($"change {path}", (path, text))] = pull;
        }

        git.Run("branch", "-q", "-D", $"change-{pull}");
        git.Introduced.TryAdd(git.Tip, pull);
        await RecordAsync(pull, head, environment, files.Select(file => file.Path));
    }

    private async Task RecordAsync(int pull, CommitSha head, string environment, IEnumerable<string> paths)
    {
        if (pull != 7) bench.Repository.AddPull(pull);
        var fake = bench.Repository.Pulls[pull];
        (fake.State, fake.MergedAs) = ("merged", git.Tip);
        fake.Files.AddRange(paths.Select(path => new PullFile(path, PullFileChange.Modified, null)));
        bench.Repository.DefaultHead = git.Tip;
        bench.Passes(TimeSpan.FromMinutes(1));
        var decided = new DecidedEnvironment(environment, IsApproved: true, [], [], [], [], ExpiresAt: null,
            [new($"live/{environment}/web", $"live/{environment}/web", "fp", IsEmpty: false, pull, 1)]);
        var key = PullBench.Key(pull);
        await bench.Changes.SaveDecisionAsync(
            key, new(pull, head, git.Tip, "main", git.Tip, bench.Now, [decided]), default);
        await bench.Changes.RecordMergeAsync(
            key, new MergedPull(pull, head, git.Tip, "main", "bob", bench.Now), [], bench.Now, default);
    }

    private async Task<FakeComment> SayAsync(string text)
    {
        var comment = bench.Repository.AddComment(7, FakePeople.Dee, text);
        await bench.Commands.HandleAsync(PullBench.Key(), new CommentId(comment.Id), default);
        return comment;
    }
}
