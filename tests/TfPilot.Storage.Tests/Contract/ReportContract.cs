using TfPilot.Core.Reviews;
using TfPilot.Delivery.Records;
using TfPilot.Delivery.Verifications;

namespace TfPilot.Storage.Tests;

public abstract partial class StorageContract
{
    [DatabaseFact]
    public async Task A_record_marks_the_issue_of_its_project_and_the_comment_of_its_pull_request()
    {
        await TakeLockAsync(run: 5);
        await AddAsync(Sent(run: 5, status: ApplyStatus.Failed));

        var claimed = new[] { await ClaimAsync(), await ClaimAsync(), await ClaimAsync() };

        claimed.Select(report => report?.Key).Should().BeEquivalentTo(
            [ReportKey.Issue(11, 22, "prod", "web"), ReportKey.Comment(11, 22, 33), null]);
    }

    [DatabaseFact]
    public async Task A_report_belongs_to_one_instance_until_its_claim_expires()
    {
        await Reports.MarkAsync(ReportKey.Comment(11, 22, 33), Given.Now, default);
        var first = await ClaimAsync();
        await Reports.MarkAsync(first!.Key, Given.Now, default);
        (await ClaimAsync()).Should().BeNull("a new outcome does not end the claim");

        var second = await Reports.ClaimAsync(Given.Now + ReportStore.ClaimTimeout, default);

        second!.Key.Should().Be(first.Key);
        await Reports.CompleteAsync(first, 7, default);
        (await Reports.FindNumberAsync(first.Key, default)).Should().BeNull("the first instance lost its claim");
    }

    [DatabaseFact]
    public async Task An_outcome_that_arrives_meanwhile_makes_the_report_due_again()
    {
        await Reports.MarkAsync(ReportKey.Comment(11, 22, 33), Given.Now, default);
        var first = (await ClaimAsync())!;
        await Reports.MarkAsync(first.Key, Given.Now, default);
        await Reports.CompleteAsync(first, 7, default);

        var second = (await ClaimAsync())!;

        second.Number.Should().Be(7);
        await Reports.CompleteAsync(second, 7, default);
        (await ClaimAsync()).Should().BeNull();
    }

    [DatabaseFact]
    public async Task A_creation_whose_number_was_not_stored_is_remembered()
    {
        await Reports.MarkAsync(ReportKey.Comment(11, 22, 33), Given.Now, default);
        var first = (await ClaimAsync())!;
        await Reports.TryAsync(first, Given.Now, default);
        await Reports.RetryAsync(first, Given.Now.AddMinutes(5), default);
        (await ClaimAsync()).Should().BeNull();

        var second = (await Reports.ClaimAsync(Given.Now.AddMinutes(5), default))!;

        (first.Tried, second.Tried).Should().Be((null, Given.Now));
        await Reports.TryAsync(second, Given.Now.AddMinutes(6), default);
        await Reports.RetryAsync(second, Given.Now.AddMinutes(6), default);
        (await Reports.ClaimAsync(Given.Now.AddMinutes(7), default))!.Tried.Should().Be(Given.Now, "the first time");
    }

    [DatabaseFact]
    public async Task The_last_outcome_is_that_of_the_apply_that_passed_the_gate_last()
    {
        await TakeLockAsync(run: 5);
        await AddAsync(Sent(run: 5, status: ApplyStatus.Failed));
        await TakeLockAsync(run: 6, at: Given.Now.AddMinutes(1));
        (await OutcomeAsync())!.Status.Should().BeNull("run 6 applies now");
        await AddAsync(Sent(run: 6));

        await AddAsync(Sent(run: 5, attempt: 2, status: ApplyStatus.Partial));

        var outcome = (await OutcomeAsync())!;
        (outcome.Run, outcome.Status, outcome.Pull).Should().Be((new RunAttempt(6, 1), ApplyStatus.Applied, 33));
        (await Outcomes.FindRecordAsync(11, 22, outcome, default))!.Environment.Should().Be("Prod");
        (await Outcomes.ListAsync(new(11, 22, 33), default)).Should().Equal(outcome);
        (await Outcomes.FindAsync(11, 22, "dev", "web", default)).Should().BeNull();
    }

    [DatabaseFact]
    public async Task The_outcome_says_whether_the_apply_was_verified()
    {
        await TakeLockAsync(run: 5);
        var record = Sent(run: 5).Record with
        {
            Verification = new([new("plan", "no changes", VerificationStatus.Failed, "update a.b")]),
        };

        await AddAsync(new(11, 22, new(5, 1), record, RecordDocument.Write(record)));

        (await OutcomeAsync())!.IsVerified.Should().BeFalse();
        (await Outcomes.FindRecordAsync(11, 22, (await OutcomeAsync())!, default))!.Verification!.Checks.Should()
            .ContainSingle().Which.Message.Should().Be("update a.b");
        await TakeLockAsync(run: 6, at: Given.Now.AddMinutes(1));
        await AddAsync(Sent(run: 6));
        (await OutcomeAsync())!.IsVerified.Should().BeNull("nothing was verified");
    }

    [DatabaseFact]
    public async Task An_apply_without_a_record_is_unknown_once_its_run_has_ended()
    {
        await TakeLockAsync(run: 5);
        var held = (await LocksAsync())[0];

        await ApplyLocks.MarkUnknownAsync(11, 22, held, Given.Note(), Given.Now, default);

        (await OutcomeAsync())!.Status.Should().Be(ApplyStatus.Unknown);
        (await ClaimAsync())!.Key.Repository.Should().Be(22);
        await TakeLockAsync(run: 6, pull: 34, at: Given.Now.AddMinutes(1));
        (await Outcomes.ListAsync(new(11, 22, 33), default)).Should().ContainSingle()
            .Which.Status.Should().Be(ApplyStatus.Unknown, "the fix has taken the lock over");
    }

    private Task<ClaimedReport?> ClaimAsync() => Reports.ClaimAsync(Given.Now, default);

    private Task<Delivery.Reports.ApplyOutcome?> OutcomeAsync() => Outcomes.FindAsync(11, 22, "PROD", "web", default);
}
