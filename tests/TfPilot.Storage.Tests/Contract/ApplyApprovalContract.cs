using TfPilot.Core.Approvals;

namespace TfPilot.Storage.Tests;

public abstract partial class StorageContract
{
    private ApplyApprovalStore ApplyApprovals => new(database);

    [DatabaseFact]
    public async Task A_person_has_one_approval_of_an_apply_and_a_new_comment_replaces_it()
    {
        await ApproveApplyAsync(5);
        await Consents.MarkEditedAsync(Given.Pull, 5, default);
        var edited = await ApplyApprovals.ListAsync(Given.Pull, "Prod", default);

        await ApproveApplyAsync(6);

        edited.Should().Equal(ApplyApproval() with { Environment = "Prod", Comment = 5, IsEdited = true });
        (await ApplyApprovals.ListAsync(Given.Pull, "prod", default)).Should()
            .Equal(ApplyApproval() with { Comment = 6 });
        (await ApplyApprovals.ListAsync(Given.Pull, "dev", default)).Should().BeEmpty();
        (await ApplyApprovals.ListAsync(Given.Pull with { Pull = 8 }, "prod", default)).Should().BeEmpty();
    }

    [DatabaseFact]
    public async Task The_button_of_a_check_has_no_comment_that_could_be_edited()
    {
        await ClickAsync(Given.Pull.Pull, Given.Step(new CommandEffect.ApproveApply(ApplyApproval())));

        (await ApplyApprovals.ListAsync(Given.Pull, "prod", default)).Should().Equal(ApplyApproval());
    }

    [DatabaseFact]
    public async Task A_run_asks_for_approvals_once()
    {
        var request = new ApplyApprovalRequest(Given.Pull, "prod", 9);

        var added = await ApplyApprovals.AddRequestAsync(request, Given.Now, default);
        var again = await ApplyApprovals.AddRequestAsync(request, Given.Now, default);
        var open = await ApplyApprovals.ClaimRequestsAsync(Given.Now, default);
        var held = await ApplyApprovals.ClaimRequestsAsync(Given.Now, default);
        var retried = await ApplyApprovals.ClaimRequestsAsync(Given.Now.AddMinutes(5), default);
        var expired = await ApplyApprovals.ClaimRequestsAsync(Given.Now.AddDays(1), default);
        await ApplyApprovals.EndRequestAsync(request, default);

        (added, again).Should().Be((true, false));
        open.Should().Equal(request);
        held.Should().BeEmpty();
        retried.Should().Equal(request);
        expired.Should().BeEmpty();
        (await ApplyApprovals.ClaimRequestsAsync(Given.Now.AddMinutes(10), default)).Should().BeEmpty();
    }

    private static ApplyApproval ApplyApproval() => new(new(new(2002), "bob"), "prod", Given.Now);

    private async Task ApproveApplyAsync(long comment)
    {
        await Commands.ClaimAsync(new(Given.Pull, comment), Given.Now, default);
        await Commands.DecideAsync(new(Given.Pull, comment),
            [Given.Step(new CommandEffect.ApproveApply(ApplyApproval()))], _ => new("+1", null), Given.Now, default);
    }
}
