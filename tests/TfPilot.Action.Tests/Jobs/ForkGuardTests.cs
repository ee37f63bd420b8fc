using TfPilot.Action.Inputs;
using TfPilot.Action.Jobs;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Actions;

namespace TfPilot.Action.Tests.Jobs;

public sealed class ForkGuardTests
{
    private static readonly CommitSha Own = CommitSha.Parse(new string('a', 40));
    private static readonly CommitSha Other = CommitSha.Parse(new string('b', 40));

    public static TheoryData<string, HeadOrigin, CommitSha?[], bool> Cases() => new()
    {
        { "pull_request", HeadOrigin.Fork, [Other], false }, // such runs get no secrets or write token
        { "push", HeadOrigin.None, [Other], false },
        { "pull_request_target", HeadOrigin.Fork, [], false }, // nothing is checked out
        { "pull_request_target", HeadOrigin.Fork, [Own], false }, // the default branch
        { "pull_request_target", HeadOrigin.Fork, [Other], true },
        { "pull_request_target", HeadOrigin.Fork, [Own, Other], true }, // the fork is checked out in a second folder
        { "pull_request_target", HeadOrigin.Fork, [null], true }, // the commit is unknown
        { "pull_request_target", HeadOrigin.SameRepository, [Other], false },
        { "issue_comment", HeadOrigin.Unknown, [Other], true },
        { "issue_comment", HeadOrigin.Unknown, [Own], false },
        { "issue_comment", HeadOrigin.None, [Other], false }, // on an issue, which has no code
        { "workflow_run", HeadOrigin.Fork, [Other], true },
        { "workflow_run", HeadOrigin.SameRepository, [Other], false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Write_permissions_and_code_of_a_fork_are_never_combined(
        string name, HeadOrigin origin, CommitSha?[] checkouts, bool isRefused)
    {
        var refused = ForkGuard.Refuse(new ActionsEvent(name) { HeadOrigin = origin }, checkouts, Own);

        (refused is not null).Should().Be(isRefused);
    }

    [Theory]
    [InlineData("HEAD", "OTHER\n", "OTHER")] // detached, as actions/checkout leaves it
    [InlineData("HEAD", "ref: refs/heads/f\n", null)] // a branch that is nowhere
    [InlineData("config", "", null)]
    public void The_commit_of_a_checkout_is_read_without_git(string file, string text, string? commit)
    {
        using var folder = new TemporaryFolder();
        folder.Write($"src/deep/nested/.git/{file}", text.Replace("OTHER", Other.Text, StringComparison.Ordinal));

        var found = GitCheckouts.Find(folder.Root);

        found.Should().Equal(commit is null ? null : Other);
    }

    [Theory]
    [InlineData("refs/heads/f", "OTHER\n")]
    [InlineData("packed-refs", "# pack-refs with: peeled\nOTHER refs/heads/f\n")]
    public void A_branch_reference_is_resolved_to_its_commit(string file, string text)
    {
        using var folder = new TemporaryFolder();
        folder.Write(".git/HEAD", "ref: refs/heads/f\n");
        folder.Write($".git/{file}", text.Replace("OTHER", Other.Text, StringComparison.Ordinal));

        var found = GitCheckouts.Find(folder.Root);

        found.Should().Equal(Other);
    }

    [Fact]
    public void A_checkout_with_an_external_git_directory_is_unknown()
    {
        using var folder = new TemporaryFolder();
        folder.Write(".git", "gitdir: ../elsewhere\n");

        GitCheckouts.Find(folder.Root).Should().Equal((CommitSha?)null);
    }
}
