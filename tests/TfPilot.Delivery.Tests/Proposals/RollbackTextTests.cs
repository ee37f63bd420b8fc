using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Delivery.Proposals;

namespace TfPilot.Delivery.Tests.Proposals;

public class RollbackTextTests
{
    private static readonly Proposal Asked =
        new(7, ProposalKind.Rollback, "prod", "", null, new(new(2004), "dee"), "tfpilot/rollback-1");

    [Fact]
    public void The_body_names_what_is_undone_what_is_not_and_what_stays_unknown()
    {
        var other = Given.Approved(Given.Plan()) with { Environment = "dev" };
        var merge = new UndoneMerge(7, Given.Merge, [Given.Approved(Given.Plan()), other]);

        RollbackText.Body(Asked, new([merge], [6]), ["live/web (prod): <b>x</b> was destroyed."]).Should().Be($"""
            dee asked in #7 to roll back prod. This pull request undoes:

            - #7, merged as {Given.Merge.Text}, also in dev

            Not undone, because they were merged without a decision and it is unknown whether they changed prod: #6.

            ### What this does not undo

            - live/web (prod): &lt;b&gt;x&lt;/b&gt; was destroyed.

            The plans of this pull request show what else changes. It needs the same approvals as any other pull request.

            """);
    }

    [Fact]
    public void A_conflict_names_the_files_the_changes_and_what_to_do() =>
        RollbackText.Conflict(new(7, CommitSha.Parse(new string('a', 40)), []), "main", ["live/main.tf"], [8, 9])
            .Should().StartWith("Undoing #7 conflicts with later changes of main in live/main.tf (#8, #9). Undo the ")
            .And.Contain("`git revert`");
}
