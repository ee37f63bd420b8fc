using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Delivery.Proposals;

namespace TfPilot.Storage.Tests;

public abstract partial class StorageContract
{
    private static readonly ProposedCommit Reverting = new(CommitSha.Parse(new string('a', 40)), [9, 7]);

    private ProposalStore Proposals => new(database);

    [DatabaseFact]
    public async Task A_request_for_a_pull_request_is_stored_once_and_leased_to_one_worker()
    {
        await ProposeAsync();
        await ProposeAsync(); // the same comment, answered again after a crash

        var leases = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => Proposals.ClaimAsync(Given.Now, default)));

        var lease = leases.OfType<ProposalLease>().Should().ContainSingle().Subject;
        (lease.Key, lease.Attempt, lease.Finished).Should().Be((Given.Pull, 1, null));
        lease.Proposal.Should().Be(new Proposal(
            Given.Pull.Pull, ProposalKind.Rollback, "prod", "", 6, Given.Bob,
            Proposal.BranchOf(ProposalKind.Rollback, "prod", "", Comment.Comment)));
    }

    [DatabaseFact]
    public async Task Requests_of_one_comment_for_several_environments_have_their_own_branches()
    {
        await ProposeAsync();
        await ProposeAsync("dev");

        var (first, second) =
            (await Proposals.ClaimAsync(Given.Now, default), await Proposals.ClaimAsync(Given.Now, default));

        first!.Proposal.Branch.Should().NotBe(second!.Proposal.Branch);
    }

    [DatabaseFact]
    public async Task An_interrupted_request_is_continued_with_its_finished_commit_and_the_old_worker_changes_nothing()
    {
        await ProposeAsync();
        var old = await Proposals.ClaimAsync(Given.Now, default);
        await Proposals.SaveCommitAsync(old!, Reverting, default);

        var early = await Proposals.ClaimAsync(Given.Now.AddMinutes(1), default);
        var next = await Proposals.ClaimAsync(Given.Now + ProposalStore.LeaseDuration, default);
        var late = await Proposals.SaveCommitAsync(old!, Reverting with { Undone = [1] }, default);
        var ended = await Proposals.EndAsync(old!, 12, [Given.Note()], Given.Now, default);

        early.Should().BeNull();
        (next!.Attempt, next.Finished!.Head).Should().Be((2, Reverting.Head));
        next.Finished.Undone.Should().Equal(9, 7);
        (late, ended).Should().Be((false, false));
        (await LinesAsync(Given.Pull.Installation)).Should().ContainSingle("only the request itself is recorded");
    }

    [DatabaseFact]
    public async Task An_ended_request_is_not_leased_again_and_its_branch_names_the_person_who_asked()
    {
        await ProposeAsync();
        var lease = await Proposals.ClaimAsync(Given.Now, default);

        var ended = await Proposals.EndAsync(lease!, 12, [Given.Note()], Given.Now, default);
        var again = await Proposals.EndAsync(lease!, 12, [Given.Note()], Given.Now, default);

        (ended, again).Should().Be((true, false));
        (await Proposals.ClaimAsync(Given.Now.AddYears(1), default)).Should().BeNull();
        (await LinesAsync(Given.Pull.Installation)).Should().HaveCount(2);
        (await Proposals.FindBranchAsync(
            Given.Pull.Installation, Given.Pull.Repository, lease!.Proposal.Branch, default)).Should()
            .Be(new RequestedBranch(Given.Bob, null));
        (await Proposals.FindBranchAsync(
            Given.Pull.Installation, Given.Pull.Repository, "change", default)).Should().BeNull();
    }

    [DatabaseFact]
    public async Task A_request_that_failed_for_now_is_due_again_at_the_given_time()
    {
        await ProposeAsync();
        var lease = await Proposals.ClaimAsync(Given.Now, default);

        await Proposals.RetryAsync(lease!, Given.Now.AddMinutes(2), default);

        (await Proposals.ClaimAsync(Given.Now.AddMinutes(1), default)).Should().BeNull();
        (await Proposals.ClaimAsync(Given.Now.AddMinutes(2), default))!.Attempt.Should().Be(2);
    }

    [DatabaseFact]
    public async Task A_confirmation_counts_until_its_comment_is_edited()
    {
        var confirmation = new DestroyConfirmation(Given.Bob, "live/web", Given.Now);
        await database.WriteAsync(session => CommandEffects.PerformAsync(
            session, Comment, Given.Step(new CommandEffect.Confirm(confirmation)), Given.Now, default), default);

        var given = await Consents.ConfirmationsAsync(Given.Pull, default);
        await Consents.MarkEditedAsync(Given.Pull, Comment.Comment, default);
        var edited = await Consents.ConfirmationsAsync(Given.Pull, default);

        given.Should().Equal(confirmation with { Comment = Comment.Comment });
        edited.Should().Equal(confirmation with { Comment = Comment.Comment, IsEdited = true });
        (await Consents.ConfirmationsAsync(Given.Pull with { Pull = 1 }, default)).Should().BeEmpty();
    }

    [DatabaseFact]
    public async Task A_state_that_was_left_behind_is_asked_for_once_and_again_after_a_failure()
    {
        await ProposeAsync();
        var request = await Proposals.ClaimAsync(Given.Now, default);
        var found = request!.Proposal with { Project = "live/web", Branch = "tfpilot/cleanup-1" };

        var replaced = await Proposals.ReplaceAsync(request, [found, found], Given.Now, default);
        var again = await Proposals.ReplaceAsync(request, [found], Given.Now, default);
        var one = await Proposals.ClaimAsync(Given.Now, default);
        var none = await Proposals.ClaimAsync(Given.Now, default);
        await Proposals.EndAsync(one!, null, [], Given.Now, default);
        await ProposeAsync("dev");
        var next = await Proposals.ClaimAsync(Given.Now, default);
        await Proposals.ReplaceAsync(next!, [found], Given.Now, default);

        (replaced, again, none).Should().Be((true, false, null));
        one!.Proposal.Should().Be(found);
        (await Proposals.ClaimAsync(Given.Now, default))!.Proposal.Branch.Should().Be(found.Branch);
    }

    private Task<bool> ProposeAsync(string environment = "prod") => database.WriteAsync(session =>
        CommandEffects.PerformAsync(
            session, Comment, Given.Step(new CommandEffect.Propose(ProposalKind.Rollback, environment, "", 6)),
            Given.Now, default), default);
}
