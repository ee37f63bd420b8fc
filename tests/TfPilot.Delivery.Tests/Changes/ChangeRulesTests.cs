using System.Text.Json;
using TfPilot.Core.Approvals;
using TfPilot.Core.Audit;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;
using TfPilot.Core.Reviews;
using TfPilot.Delivery.Changes;

namespace TfPilot.Delivery.Tests.Changes;

public class ChangeRulesTests
{
    private static readonly AuditHead Audit = new(1, 12, new string('e', 64));

    private static readonly MergedPull Merged = new(7, Given.Head, Given.Merge, "main", "bob", Given.Now);

    private static readonly DecidedPull Approved = new(
        7, Given.Head, Given.Settings.Commit, "main", Given.Settings.Commit, Given.Now.AddHours(-1),
        [
            new("prod", IsApproved: true, [], [new(2002, "bob")], [], [], null,
                [
                    new("live/web", "live/web", "fp:1", IsEmpty: false, 400, 1),
                    new("live/db", "live/db", "fp:2", IsEmpty: true, 400, 1),
                ]),
            new("dev", IsApproved: false, ["dev: get 1 approval from devs"], [], [], [], null, []),
        ]);

    [Fact]
    public void Each_project_and_environment_of_the_last_decision_is_recorded()
    {
        var changes = ChangeRules.AtMerge(Approved, Merged, Audit);

        changes.Select(change => (change.Environment, change.Project, change.IsApproved)).Should().Equal(
            ("prod", "live/web", true), ("prod", "live/db", true), ("dev", "", false));
        changes[0].Should().BeEquivalentTo(new
        {
            Pull = 7, MergeCommit = Given.Merge, Approvals = new[] { new Approver(2002, "bob") }, MergedBy = "bob",
            AuditNumber = 12L,
        });
        changes[2].Missing.Should().Equal("dev: get 1 approval from devs");
    }

    [Fact]
    public void A_merge_without_a_decision_about_its_head_is_not_approved()
    {
        var other = Approved with { Head = Given.Settings.Commit };

        ChangeRules.AtMerge(last: null, Merged, Audit).Should().ContainSingle().Which.IsApproved.Should().BeFalse();
        ChangeRules.AtMerge(other, Merged, Audit).Should().ContainSingle().Which.Missing.Should().ContainSingle()
            .Which.Should().StartWith("The last decision before the merge was about head ccccccc");
        ChangeRules.AtMerge(Approved with { BaseBranch = "old" }, Merged, Audit).Should().ContainSingle()
            .Which.IsApproved.Should().BeFalse();
    }

    [Fact]
    public void The_plan_of_a_merge_queue_group_replaces_the_plan_of_the_head()
    {
        var plan = Given.Plan(Given.Change("aws_instance.web", "{}", """{"a":1}"""));
        var group = new GroupPlan("PROD", Given.Facts(plan), new RunAttempt(410, 1));

        var changes = ChangeRules.AtMerge(Approved, Merged with { GroupPlans = [group] }, Audit);

        changes[0].Plan.Should().BeEquivalentTo(new { Fingerprint = Given.Fingerprint(plan), Run = 410L });
        changes[1].Plan!.Fingerprint.Should().Be("fp:2");
    }

    [Fact]
    public void Records_and_decisions_are_read_as_they_were_written()
    {
        var change = ChangeRules.AtMerge(Approved, Merged, Audit)[0];

        JsonSerializer.Deserialize(
            JsonSerializer.Serialize(Approved, ChangeJson.Default.DecidedPull), ChangeJson.Default.DecidedPull)
            .Should().BeEquivalentTo(Approved);
        JsonSerializer.Deserialize(
            JsonSerializer.Serialize(change, ChangeJson.Default.ApprovedChange), ChangeJson.Default.ApprovedChange)
            .Should().BeEquivalentTo(change);
    }

    [Fact]
    public void The_decision_about_an_open_pull_request_is_stored_with_its_plans_and_what_is_missing()
    {
        var plan = Given.Plan(Given.Change("aws_instance.web", "{}", """{"a":1}"""));
        var facts = new PullFacts(
            7, PullState.Open, Given.Head, "main", Given.Merge, Given.Settings, AffectedPaths.Nothing,
            [new EvidenceDocument(new(400, 1), [], new([Given.Facts(plan)], []))]);

        var decided = DecidedPull.Of(new(facts with { People = new(new(new(1), "ann"), Given.Now) }), Given.Now)!;

        decided.Environments.Should().ContainSingle().Which.Should().BeEquivalentTo(new
        {
            Name = "prod",
            IsApproved = false,
            Plans = new[] { new DecidedPlan("live/web", "live/web", Given.Fingerprint(plan), false, 400, 1) },
        });
        decided.Environments[0].Missing.Should().Equal("prod: the commit list does not include the head yet");
        DecidedPull.Of(new(facts with { State = PullState.Closed }), Given.Now).Should().BeNull();
    }
}
