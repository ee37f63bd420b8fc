using TfPilot.App.Tests.Commands;
using TfPilot.App.Tests.Pulls;
using TfPilot.Core.Audit;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Reviews;
using TfPilot.Delivery.Locks;
using TfPilot.Delivery.Records;
using TfPilot.Delivery.Registry;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Ids;
using TfPilot.GitHub.Tests.Fake;
using TfPilot.Storage;

namespace TfPilot.App.Tests.Proposals;

/// <summary>Pull requests that destroy a project, or what the state of a deleted one still holds.</summary>
public sealed class DestroyTests : IAsyncLifetime, IDisposable
{
    private const string Main = "live/dev/web/main.tf";
    private const string Asked = "live/dev/web/.tfpilot-destroy.yml";

    private readonly FakeGit git = new();
    private PullBench bench = null!;
    private int run = 10;

    public async Task InitializeAsync()
    {
        bench = await PullBench.OpenAsync();
        bench.Repository.Git = git;
        git.Commit("start", (Main, "size = 1\n"), ("live/dev/web/x.tfvars", "a\n"), ("live/dev/web/tpl/a.txt", "a\n"),
            ("live/dev/web/modules/x/main.tf", "size = 2\n"), ("live/dev/db/main.tf", "size = 3\n"));
        bench.Repository.DefaultHead = git.Tip;
    }

    public async Task DisposeAsync() => await bench.DisposeAsync();

    public void Dispose() => git.Dispose();

    [Theory]
    [InlineData("open")]
    [InlineData("merged")]
    public async Task The_folder_is_deleted_and_its_last_commit_is_named(string state)
    {
        bench.Pull.State = state;

        await SayAsync("/tfpilot destroy dev live/dev/web/");
        await bench.ProposalWork.RunOnceAsync(default);

        var opened = git.Opened.Should().ContainSingle().Subject;
        opened.Title.Should().Be("Destroy live/dev/web in dev");
        var files = git.Files(opened.Branch);
        files.Keys.Should().BeEquivalentTo("live/dev/db/main.tf", "live/dev/web/modules/x/main.tf", Asked);
        files[Asked].Should().Be(DestroyFile.Write(git.Tip).TrimEnd('\n'));
        git.Run("rev-parse", $"{opened.Branch}^").Should().Be(git.Tip.Text);
        opened.Body.Should().Contain("- `live/dev/web/modules/x`").And.Contain(git.Tip.Text);
        bench.Repository.Comments[^1].Body.Should().Be(
            "Opened #100, which deletes live/dev/web and destroys its resources in dev.\n");
    }

    [Theory]
    [InlineData("/tfpilot destroy dev live/dev/old", "has no configuration on the branch")]
    [InlineData("/tfpilot destroy prod live/dev/web", "does not belong to prod, but to dev")]
    [InlineData("/tfpilot destroy dev modules", "has no configuration")]
    public async Task What_is_no_project_of_the_environment_is_refused(string command, string reason)
    {
        await SayAsync(command);
        await bench.ProposalWork.RunOnceAsync(default);

        git.Opened.Should().BeEmpty();
        bench.Repository.Comments[^1].Body.Should().Contain(reason);
    }

    [Theory]
    [InlineData("/tfpilot destroy dev ..")]
    [InlineData("/tfpilot destroy dev .")]
    [InlineData("/tfpilot cleanup ../other")]
    public async Task The_root_and_what_is_outside_is_refused_at_once(string command)
    {
        await SayAsync(command);

        bench.Repository.Comments[^1].Body.Should().Contain("is not a folder below the repository's root");
    }

    [Fact]
    public async Task A_project_of_several_environments_is_not_deleted()
    {
        bench.Repository.Files[".tfpilot.yml"] = PullBench.Prod.Replace(
            "live/prod/**", "live/**", StringComparison.Ordinal);

        await SayAsync("/tfpilot destroy dev live/dev/web");
        await bench.ProposalWork.RunOnceAsync(default);

        git.Opened.Should().BeEmpty();
        bench.Repository.Comments[^1].Body.Should().Contain("belongs to prod, dev");
    }

    [Fact]
    public async Task What_the_state_of_a_deleted_project_still_holds_is_destroyed_by_one_pull_request()
    {
        var applied = git.Tip;
        await ApplyAsync("live/dev/web", 2);
        await ApplyAsync("live/dev/db", 1);
        await DeleteAsync(Main);

        await SayAsync("/tfpilot cleanup");
        await bench.ProposalWork.RunOnceAsync(default);
        await SayAsync("/tfpilot cleanup");
        await SayAsync("/tfpilot cleanup live/dev/web");
        await bench.ProposalWork.RunOnceAsync(default);

        var opened = git.Opened.Should().ContainSingle().Subject;
        opened.Title.Should().Be("Destroy what is left of live/dev/web in dev");
        git.Files(opened.Branch)[Asked].Should().Be(DestroyFile.Write(applied).TrimEnd('\n'));
        git.Run("diff", "--name-only", $"{git.Tip}...{opened.Branch}").Should().Be(Asked);
        bench.Repository.Comments.Select(comment => comment.Body).Should()
            .Contain("Opened #100, which destroys what the state of live/dev/web in dev still holds.\n")
            .And.Contain("#100 asks already to destroy what is left of live/dev/web (dev).\n");
        (await CommandHandlerTests.LinesAsync(bench)).Where(
            line => line.Contains("\"kind\":\"proposal\"", StringComparison.Ordinal)).Should().ContainSingle();
    }

    [Fact]
    public async Task A_cleanup_that_is_interrupted_at_any_call_opens_one_pull_request()
    {
        await ApplyAsync("live/dev/web", 2);
        await DeleteAsync(Main);
        for (var (step, isInterrupted) = (0, true); isInterrupted; step++)
        {
            await SayAsync("/tfpilot cleanup");
            var calls = 0;
            bench.GitHub.Answered = _ =>
            {
                if (calls++ == step) throw new InvalidOperationException("the process ends here");
            };
            isInterrupted = await EndsAsync();
            bench.GitHub.Answered = null;
            bench.Passes(ProposalStore.LeaseDuration);
            await bench.ProposalWork.RunOnceAsync(default);

            git.Opened.Should().ContainSingle($"it was interrupted after call {step}");
        }
    }

    [Theory]
    [InlineData("/tfpilot cleanup", "This pull request left no state behind. Left behind: live/dev/web")]
    [InlineData("/tfpilot cleanup live/dev/db", "No state of live/dev/db was left behind")] // it is not deleted
    public async Task Without_a_state_that_was_left_behind_nothing_is_opened(string command, string reason)
    {
        await ApplyAsync("live/dev/web", 2);
        await ApplyAsync("live/dev/db", 2);
        await DeleteAsync(Main);
        bench.Pull.Files.Clear();

        await SayAsync(command);
        await bench.ProposalWork.RunOnceAsync(default);

        git.Opened.Should().BeEmpty();
        bench.Repository.Comments[^1].Body.Should().Contain(reason);
    }

    [Fact]
    public async Task A_deleted_project_whose_state_is_empty_needs_no_cleanup()
    {
        await ApplyAsync("live/dev/web", 2);
        await ApplyAsync("live/dev/web", 0);
        await DeleteAsync(Main);

        await SayAsync("/tfpilot cleanup");
        await bench.ProposalWork.RunOnceAsync(default);

        git.Opened.Should().BeEmpty();
        bench.Repository.Comments[^1].Body.Should().Contain("no other deleted project has resources in its state");
    }

    [Theory]
    [InlineData("/tfpilot confirm DESTROY live/dev/web", true, "")]
    [InlineData("/tfpilot confirm destroy live/dev/web", false, "Write it as in /tfpilot confirm DESTROY")]
    [InlineData("/tfpilot confirm DESTROY everything there", false, "Write it as in /tfpilot confirm DESTROY")]
    public async Task A_confirmation_is_recorded_until_its_comment_is_edited(
        string text, bool isRecorded, string reply)
    {
        await DeleteAsync(Main);

        var comment = await SayAsync(text);
        var given = await Confirmations();
        await bench.Commands.RevokeAsync(PullBench.Key(), new CommentId(comment.Id), default);

        given.Select(one => (one.Project, one.By.Id.Value, one.IsEdited)).Should()
            .Equal(isRecorded ? [("live/dev/web", FakePeople.Dee.Id, false)] : []);
        (await Confirmations()).All(one => one.IsEdited).Should().BeTrue();
        if (reply.Length > 0) bench.Repository.Comments[^1].Body.Should().StartWith(reply);
        (await CommandHandlerTests.LinesAsync(bench)).Count(
            line => line.Contains("\"kind\":\"confirmation\"", StringComparison.Ordinal)).Should()
            .Be(isRecorded ? 1 : 0);
    }

    [Fact]
    public async Task Before_the_merge_nothing_is_confirmed()
    {
        await SayAsync("/tfpilot confirm DESTROY live/dev/web");

        bench.Repository.Comments[^1].Body.Should().Contain("confirm is for merged pull requests");
        (await Confirmations()).Should().BeEmpty();
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(0, false)] // the state is empty
    public async Task The_timeline_tells_once_what_a_merge_left_behind(int resources, bool isTold)
    {
        await ApplyAsync("live/dev/web", 2);
        await ApplyAsync("live/dev/web", resources);
        await DeleteAsync(Main);

        await bench.RunAsync();
        await bench.RunAsync();

        var told = (await bench.Timelines.ReadAsync(PullBench.Key(), default)).Events
            .Where(one => one.Kind == Delivery.Timelines.TimelineKind.Orphan).Select(one => one.What);
        told.Should().Equal(isTold ? ["left the state of live/dev/web (dev) behind, which still holds 2 resources; " +
            "write /tfpilot cleanup to destroy them"] : []);
    }

    [Fact]
    public async Task A_deletion_with_a_destroy_file_leaves_nothing_behind()
    {
        await ApplyAsync("live/dev/web", 2);
        git.Commit("ask", (Asked, DestroyFile.Write(git.Tip)));
        await DeleteAsync(Main);

        await bench.RunAsync();

        (await bench.Timelines.ReadAsync(PullBench.Key(), default)).Events.Should()
            .NotContain(one => one.Kind == Delivery.Timelines.TimelineKind.Orphan);
    }

    private async Task<bool> EndsAsync()
    {
        try
        {
            await bench.ProposalWork.RunOnceAsync(default);
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    /// <summary>Pull request 7 deletes the file.</summary>
    private Task DeleteAsync(string path)
    {
        bench.Repository.DefaultHead = git.Commit("delete", (path, null));
        (bench.Pull.State, bench.Pull.MergedAs) = ("merged", git.Tip);
        bench.Repository.Trees[git.Tip] = [];
        bench.Pull.Files.Add(new(path, PullFileChange.Removed, null));
        return Task.CompletedTask;
    }

    /// <summary>An apply of the tip after which the state has so many resources.</summary>
    private async Task ApplyAsync(string project, int resources)
    {
        var attempt = new RunAttempt(run++, 1);
        bench.Passes(TimeSpan.FromMinutes(1));
        await bench.ApplyLocks.TakeAsync(FakeApp.Installation, FakeApp.Repository,
            new("dev", Claim.OnEverything(project), 6, git.Tip, attempt, ApplyLockState.Applying, bench.Now), false,
            bench.Now, new(AuditKind.Gate, FakeApp.Repository, 6, "go"), bench.Now, default);
        var sent = new SentRecord(FakeApp.Installation, FakeApp.Repository, attempt,
            new("dev", project, ApplyStatus.Applied)
            {
                Resources = [.. Enumerable.Range(0, resources)
                    .Select(i => new StateResource($"a.b{i}", "a", "a"))],
            }, [1]);
        var pass = await bench.Records.FindPassAsync(sent, default);
        await bench.Records.AddAsync(
            sent, pass!, new(AuditKind.Apply, FakeApp.Repository, 6, "applied"), bench.Now, default);
    }

    private async Task<FakeComment> SayAsync(string text)
    {
        var comment = bench.Repository.AddComment(7, FakePeople.Dee, text);
        await bench.Commands.HandleAsync(PullBench.Key(), new CommentId(comment.Id), default);
        return comment;
    }

    private Task<IReadOnlyList<Core.Approvals.DestroyConfirmation>> Confirmations() =>
        new ConsentStore(bench.Store).ConfirmationsAsync(PullBench.Key(), default);
}
