using TfPilot.Core.Approvals;

namespace TfPilot.Storage.Tests;

public abstract partial class StorageContract
{
    private static readonly CommandComment Comment = new(Given.Pull, 5);

    [DatabaseFact]
    public async Task One_of_many_workers_answers_a_comment()
    {
        var claims = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Commands.ClaimAsync(Comment, Given.Now, default)));
        var isDone = await Commands.IsDoneAsync(Comment, default);
        await Commands.CompleteAsync(Comment, default);

        claims.OfType<CommandLease>().Should().Equal(new CommandLease(Comment, 1, null));
        (isDone, await Commands.IsDoneAsync(Comment, default)).Should().Be((false, true));
        (await Commands.ClaimAsync(Comment, Given.Now.AddYears(1), default)).Should().BeNull();
    }

    [DatabaseFact]
    public async Task A_command_decided_before_the_worker_died_is_not_decided_again()
    {
        await Commands.ClaimAsync(Comment, Given.Now, default);
        await Commands.DecideAsync(Comment, [Given.Step(new CommandEffect.Override(Given.Override()))],
            _ => new("+1", "first"), Given.Now, default);

        var early = await Commands.ClaimAsync(Comment, Given.Now.AddSeconds(1), default);
        var successor = await Commands.ClaimAsync(Comment, Given.Now + CommandStore.ClaimTimeout, default);
        var again = await Commands.DecideAsync(Comment, [Given.Step(new CommandEffect.Override(Given.Override("dev")))],
            _ => new("confused", "second"), Given.Now, default);

        early.Should().BeNull();
        successor.Should().Be(new CommandLease(Comment, 2, new("+1", "first")));
        again.Should().Be(new CommandReply("+1", "first"));
        (await Consents.OverridesAsync(Given.Pull, default)).Should()
            .Equal(Given.Override() with { Comment = Comment.Comment });
        (await LinesAsync(Given.Pull.Installation)).Should().ContainSingle();
    }

    [DatabaseFact]
    public async Task A_command_is_applied_completely_or_not_at_all()
    {
        await Commands.ClaimAsync(Comment, Given.Now, default);
        var failing = () => Commands.DecideAsync(
            Comment, [Take()], _ => throw new InvalidOperationException("no answer"), Given.Now, default);

        await failing.Should().ThrowAsync<InvalidOperationException>();

        (await HeldAsync()).Should().BeEmpty();
        (await LinesAsync(Given.Pull.Installation)).Should().BeEmpty();
    }

    [DatabaseFact]
    public async Task A_command_that_waits_for_a_lock_gets_the_waiting_reply()
    {
        await ClickAsync(1, Take());
        await Commands.ClaimAsync(Comment, Given.Now, default);

        var reply = await Commands.DecideAsync(
            Comment, [Take(), Take("dev")], isAtOnce => new(isAtOnce ? "+1" : "eyes", null), Given.Now, default);

        reply.Should().Be(new CommandReply("eyes", null));
    }

    [DatabaseFact]
    public async Task Stored_consents_are_read_unchanged()
    {
        await Commands.ClaimAsync(Comment, Given.Now, default);
        await Commands.DecideAsync(Comment,
            [Given.Step(new CommandEffect.Override(Given.Override())),
                Given.Step(new CommandEffect.Approve(Given.Approval())),
                Given.Step(new CommandEffect.Approve(Given.Approval(environment: null)))],
            _ => new("+1", null), Given.Now, default);

        (await Consents.OverridesAsync(Given.Pull, default)).Should()
            .Equal(Given.Override() with { Comment = Comment.Comment });
        (await Consents.PolicyApprovalsAsync(Given.Pull, default)).Should().Equal(
            Given.Approval(environment: null) with { Comment = Comment.Comment },
            Given.Approval() with { Comment = Comment.Comment });
        (await Consents.OverridesAsync(Other, default)).Should().BeEmpty();
        (await Consents.PolicyApprovalsAsync(Given.Pull with { Pull = 34 }, default)).Should().BeEmpty();
    }

    [DatabaseFact]
    public async Task A_comment_edited_before_its_decision_has_no_effect()
    {
        await Commands.ClaimAsync(Comment, Given.Now, default);
        var counted = await Consents.MarkEditedAsync(Given.Pull, 5, default);

        var reply =
            await Commands.DecideAsync(Comment, [Given.Step(new CommandEffect.Override(Given.Override())), Take()],
            _ => new("+1", null), Given.Now, default);

        (counted, reply, await Commands.IsDoneAsync(Comment, default)).Should().Be((false, null, true));
        (await Consents.OverridesAsync(Given.Pull, default)).Should().BeEmpty();
        (await HeldAsync()).Should().BeEmpty();
        (await LinesAsync(Given.Pull.Installation)).Should().BeEmpty();
    }

    [DatabaseFact]
    public async Task An_edited_comment_invalidates_its_consents()
    {
        await Commands.ClaimAsync(Comment, Given.Now, default);
        await Commands.DecideAsync(Comment,
            [Given.Step(new CommandEffect.Override(Given.Override())),
                Given.Step(new CommandEffect.Approve(Given.Approval()))], _ => new("+1", null), Given.Now, default);

        await Consents.MarkEditedAsync(Given.Pull, 6, default);
        var before = (await Consents.OverridesAsync(Given.Pull, default))[0].IsEdited;
        var counted = await Consents.MarkEditedAsync(Given.Pull, 5, default);
        var again = await Consents.MarkEditedAsync(Given.Pull, 5, default);

        (before, counted, again).Should().Be((false, true, false));
        (await Consents.OverridesAsync(Given.Pull, default))[0].IsEdited.Should().BeTrue();
        (await Consents.PolicyApprovalsAsync(Given.Pull, default))[0].IsEdited.Should().BeTrue();
    }
}
