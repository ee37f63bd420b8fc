using TfPilot.Core.Approvals;
using TfPilot.Core.Reviews;
using static TfPilot.Core.Tests.Approvals.Cases.People;
using static TfPilot.Core.Tests.Approvals.PullData;

namespace TfPilot.Core.Tests.Approvals.Cases;

/// <summary>Commits, pushes and branches.</summary>
public sealed class CommitAndPushTests
{
    private const string None = "Pending 0 of 2 approvals, platform missing";
    private const string One = "Pending 1 of 2 approvals, platform missing";
    private const string Both = "Approved 2 of 2 approvals";

    private static readonly ApprovalSettings ByPlan = ProdRule with { InvalidateOn = InvalidateOn.Plan };

    private static readonly ApprovalSettings Lasting = ProdRule with { InvalidateOn = InvalidateOn.Never };

    /// <summary>Bob and cy approved S1; S2 was pushed afterward.</summary>
    private static readonly PullFacts OfS1 = Prod(Bob.Ok(at: S1), Cy.Ok(at: S1));

    private static readonly string Now = FingerprintOf(Web(Creation));

    private static readonly string Other = FingerprintOf(Web(Deletion));

    [Fact]
    public void C1_a_push_invalidates_approvals()
    {
        OfS1.Status().Should().Be(None);
        OfS1.Disregarded().Should()
            .Equal("bob: 1111111 was approved, and the head is aaaaaaa",
                "cy: 1111111 was approved, and the head is aaaaaaa");
    }

    [Fact] // that the plan is still the one that was approved is asked when it is applied
    public void C2_with_invalidation_disabled_approvals_remain() =>
        OfS1.WithProdRule(Lasting).Status().Should().Be(Both);

    [Fact]
    public void C3_with_invalidation_by_plan_approvals_remain_while_the_plan_is_the_same() =>
    OfS1.WithProdRule(ByPlan).WithPlans((S1, Now, 0)).Status().Should().Be(Both);

    [Fact]
    public void C4_with_invalidation_by_plan_a_different_plan_invalidates_approvals()
    {
        var pull = OfS1.WithProdRule(ByPlan).WithPlans((S1, Other, 0));

        pull.Status().Should().Be(None);
        pull.Disregarded().Should().Equal("bob: the plan changed since", "cy: the plan changed since");
    }

    [Theory]
    [InlineData(InvalidateOn.Push)]
    [InlineData(InvalidateOn.Plan)]
    public void C4_a_different_plan_of_the_same_head_invalidates_approvals(InvalidateOn invalidate) =>
        Prod(Bob.Ok(60), Cy.Ok(120)).WithProdRule(ProdRule with { InvalidateOn = invalidate })
        .WithPlans((S2, Other, 30), (S2, Now, 90)).Status().Should().Be(One);

    [Theory]
    [InlineData(InvalidateOn.Push)]
    [InlineData(InvalidateOn.Plan)]
    public void C4_an_approval_given_before_the_plan_does_not_count(InvalidateOn invalidate)
    {
        var pull = Prod(Bob.Ok(60), Cy.Ok(120)).WithProdRule(ProdRule with { InvalidateOn = invalidate })
            .WithPlans((S2, Now, 90));

        pull.Status().Should().Be(One);
        pull.Disregarded().Should().Equal("bob: the plan arrived after the approval; review it and approve again");
        pull.WithPlans((S2, Now, 60)).Status().Should().Be(Both);
    }

    [Fact] // the settings have no way to keep approvals of more than there is now
    public void C5_a_smaller_plan_is_a_different_plan() =>
        OfS1.WithProdRule(ByPlan)
            .WithPlans((S1, FingerprintOf(Web(Creation, Tests.Reviews.A.Create("aws_instance.more"))), 0))
        .Status().Should().Be(None);

    [Fact]
    public void C6_without_a_plan_of_the_head_no_approval_is_carried_over()
    {
        var pull = OfS1.WithProdRule(ByPlan).WithPlans((S1, Now, 0)).With();

        pull.Status().Should().Be(None);
        pull.Status(rule: "plan").Should().Be("Pending waiting for the plan of prod");
    }

    [Fact]
    public void C6_without_the_approved_plan_no_approval_is_carried_over() =>
        OfS1.WithProdRule(ByPlan).Disregarded()
            .Should().Contain("bob: the plan of 1111111, which was approved, is unknown");

    [Fact]
    public void C7_approvals_count_again_at_the_approved_commit_unless_GitHub_dismissed_them()
    {
        var back = OfS1 with { Head = S1 };

        back.Status().Should().Be(Both);
        back.WithReviews(Bob.Ok(at: S1).Dismissed(by: null), Cy.Ok(at: S1)).Status().Should().Be(One);
    }

    [Theory]
    [InlineData(InvalidateOn.Push)]
    [InlineData(InvalidateOn.Plan)]
    [InlineData(InvalidateOn.Never)]
    public void C8_an_approval_of_a_deleted_commit_does_not_count(InvalidateOn invalidate) =>
        Prod(Bob.Ok() with { Commit = null }, Cy.Ok()).WithProdRule(ProdRule with { InvalidateOn = invalidate })
        .WithPlans((S2, Now, 0)).Status().Should().Be(One);

    [Theory]
    [InlineData(InvalidateOn.Push)]
    [InlineData(InvalidateOn.Never)]
    public void C9_an_approval_of_an_unrelated_commit_does_not_count(InvalidateOn invalidate) =>
        Prod(Bob.Ok(at: S3), Cy.Ok()).WithProdRule(ProdRule with { InvalidateOn = invalidate }).Status()
            .Should().Be(One);

    [Fact]
    public void C10_the_commit_decides_and_not_the_time() => Prod(Bob.Ok(0), Cy.Ok(0)).Status().Should().Be(Both);

    [Fact]
    public void C11_retargeting_invalidates_approvals_unless_the_plan_was_the_same()
    {
        var retargeted = Prod(Bob.Ok(60), Cy.Ok(120))
            .WithPeople(people => people with { RetargetedAt = Start.AddMinutes(90) });

        retargeted.Status().Should().Be(One);
        retargeted.Disregarded().Should().Equal("bob: the base branch was changed since");
        retargeted.WithPlans((S2, Other, 0), (S2, Now, 100)).Status().Should().Be(One);
        retargeted.WithPlans((S2, Now, 0)).Status().Should().Be(Both);
    }

    [Fact]
    public void C12_a_check_for_another_base_branch_does_not_count()
    {
        var lax = Prod(Bob.Ok(), Cy.Ok()) with { BaseBranch = "lax" };

        CheckRules.Decide(lax)[0].Name.Should().Be("tfpilot: lax");
        lax.Overall().Should().Be(Decision.Pending); // prod belongs to main, so approvals cannot count here
    }

    [Fact]
    public void C13_of_two_pull_requests_with_one_head_the_worse_result_counts()
    {
        var (approved, open) = (Prod(Bob.Ok(), Cy.Ok()), Prod() with { Number = 8 });

        var shared = SharedChecks.Worst([new PullEvaluation(approved), new PullEvaluation(open)]);

        shared[0].Verdict.Outcome.Should().Be(CheckOutcome.ActionRequired);
    }

    [Fact]
    public void C14_a_head_missing_from_the_commit_list_is_an_error() =>
        (Prod(Bob.Ok(), Cy.Ok()) with { Head = S3 }).Status().Should()
            .Be("Error the commit list does not include the head yet");

    [Fact]
    public void C15_truncated_commits_are_an_error_and_truncated_files_affect_everything()
    {
        Prod(Bob.Ok(), Cy.Ok()).WithPeople(people => people with { Commits = null }).Status().Should()
            .Be("Error the commits could not be read");

        var truncated = Prod(Bob.Ok(), Cy.Ok());
        truncated = truncated with { Affected = truncated.Affected with { IsComplete = false } };
        truncated.Status("dev").Should().Be("Pending 0 of 1 approval, devs missing");
        CheckRules.Judge(truncated).Rules.Single(rule => rule.Rule == "owners").Requirements.Should().HaveCount(2);
    }

    [Fact] // that the head is read again afterward is the App's
    public void C16_a_decision_names_its_head() =>
        CheckRules.Decide(Prod(Bob.Ok(), Cy.Ok()))[0].Summary.Should().Contain("Decided for head `aaaaaaa`");

    [Fact]
    public void C17_a_moved_base_branch_requires_a_new_plan()
    {
        var pull = Prod(Bob.Ok(), Cy.Ok()).WithPeople(people => people with { StalePlans = ["prod", "dev"] });

        pull.Status(rule: "base").Should().Be("Pending main moved on");
        pull.Status("dev", rule: "base").Should().Be("none"); // not affected
    }

    [Fact]
    public void C17_a_moved_base_branch_requires_a_new_plan_for_files_outside_all_environments()
    {
        var pull = Pull("tools/main.tf").With(Evidence(1, Project("tools", null, Creation).Calling()))
            .WithApprovals(Bob.Ok(), Cy.Ok());
        IReadOnlyList<string?> Overtaken(params string[] files) =>
            StalePlans.Of(pull.Evidence, pull.Settings, _ => Pull(files).Affected);

        Overtaken("tools/more.tf").Should().Equal((string?)null);
        Overtaken("other/main.tf", "live/prod/web/main.tf").Should().BeEmpty();
        pull.WithPeople(people => people with { StalePlans = Overtaken("tools/more.tf") })
            .Status(environment: null, rule: "base").Should().Be("Pending main moved on");
    }

    [Fact]
    public void C18_a_closed_pull_request_gets_no_decision()
    {
        var closed = Prod(Bob.Ok(), Cy.Ok()) with { State = PullState.Closed };

        CheckRules.Decide(closed).Should().BeEmpty();
        CheckRules.Judge(closed).Rules.Should().BeEmpty();
    }

    [Fact]
    public void C19_a_reopened_pull_request_is_decided_from_existing_facts()
    {
        var open = Prod(Bob.Ok(), Cy.Ok());

        var reopened = open with { State = PullState.Closed } with { State = PullState.Open };

        CheckRules.Decide(reopened)[0].Summary.Should().Be(CheckRules.Decide(open)[0].Summary);
    }

    [Fact]
    public void C20_a_draft_waits_and_keeps_its_approvals()
    {
        var draft = Prod(Bob.Ok(), Cy.Ok()) with { State = PullState.Draft };

        draft.Overall().Should().Be(Decision.Pending);
        draft.Status().Should().Be(Both);
    }

    [Fact] // the lock is released by whoever keeps locks
    public void C21_a_pull_request_converted_to_draft_waits() =>
    CheckRules.Decide(Prod(Bob.Ok(), Cy.Ok()) with { State = PullState.Draft })[0].Title.Should()
    .Be("Mark the pull request ready for review");

    [Fact]
    public void C22_a_rebase_invalidates_approvals_unless_only_the_plan_does()
    {
        var rebased = Prod(Bob.Ok(at: S3), Cy.Ok(at: S3)).WithPlans((S3, Now, 0));

        rebased.Status().Should().Be(None);
        rebased.WithProdRule(ByPlan).Status().Should().Be(Both);
    }

    private static string FingerprintOf(ProjectFacts project) =>
        EnvironmentPlan.Fingerprint([(project.Name, ReviewRules.Judge(project, InForce(Map).Context).Fingerprint)]);
}
