using TfPilot.Core.Approvals;
using TfPilot.Core.Reviews;
using static TfPilot.Core.Tests.Approvals.AnOpen;
using static TfPilot.Core.Tests.Approvals.Cases.People;

namespace TfPilot.Core.Tests.Approvals.Cases;

/// <summary>Commits, pushes and branches.</summary>
public sealed class BlockCTests
{
    private const string None = "Pending 0 of 2 approvals, platform missing";
    private const string One = "Pending 1 of 2 approvals, platform missing";
    private const string Both = "Approved 2 of 2 approvals";

    private static readonly ApprovalSettings ByPlan = ProdRule with { InvalidateOn = InvalidateOn.Plan };

    private static readonly ApprovalSettings Lasting = ProdRule with { InvalidateOn = InvalidateOn.Never };

    /// <summary>Bob and cy approved S1, and S2 was pushed since.</summary>
    private static readonly PullFacts OfS1 = Prod(Bob.Ok(at: S1), Cy.Ok(at: S1));

    private static readonly string Now = FingerprintOf(Web(Creation));

    private static readonly string Other = FingerprintOf(Web(Deletion));

    [Fact]
    public void C1_a_push_takes_approvals_away()
    {
        OfS1.Says().Should().Be(None);
        OfS1.NotCounted().Should()
            .Equal("bob: 1111111 was approved, and the head is aaaaaaa",
                "cy: 1111111 was approved, and the head is aaaaaaa");
    }

    [Fact] // that the plan is still the one that was approved is asked when it is applied
    public void C2_where_nothing_does_approvals_stay() => OfS1.Under(Lasting).Says().Should().Be(Both);

    [Fact]
    public void C3_where_the_plan_does_approvals_stay_while_it_is_the_same() =>
    OfS1.Under(ByPlan).Shown((S1, Now, 0)).Says().Should().Be(Both);

    [Fact]
    public void C4_where_the_plan_does_another_plan_takes_them_away()
    {
        var pull = OfS1.Under(ByPlan).Shown((S1, Other, 0));

        pull.Says().Should().Be(None);
        pull.NotCounted().Should().Equal("bob: the plan changed since", "cy: the plan changed since");
    }

    [Theory]
    [InlineData(InvalidateOn.Push)]
    [InlineData(InvalidateOn.Plan)]
    public void C4_another_plan_of_the_same_head_takes_them_away(InvalidateOn invalidate) =>
        Prod(Bob.Ok(60), Cy.Ok(120)).Under(ProdRule with { InvalidateOn = invalidate })
        .Shown((S2, Other, 30), (S2, Now, 90)).Says().Should().Be(One);

    [Theory]
    [InlineData(InvalidateOn.Push)]
    [InlineData(InvalidateOn.Plan)]
    public void C4_whoever_approved_before_there_was_a_plan_has_not_approved_it(InvalidateOn invalidate)
    {
        var pull = Prod(Bob.Ok(60), Cy.Ok(120)).Under(ProdRule with { InvalidateOn = invalidate }).Shown((S2, Now, 90));

        pull.Says().Should().Be(One);
        pull.NotCounted().Should().Equal("bob: the plan arrived after the approval; review it and approve again");
        pull.Shown((S2, Now, 60)).Says().Should().Be(Both);
    }

    [Fact] // the settings have no way to keep approvals of more than there is now
    public void C5_a_plan_that_does_less_is_another_plan() =>
        OfS1.Under(ByPlan).Shown((S1, FingerprintOf(Web(Creation, Tests.Reviews.A.Create("aws_instance.more"))), 0))
        .Says().Should().Be(None);

    [Fact]
    public void C6_without_a_plan_of_the_head_nothing_is_carried_over()
    {
        var pull = OfS1.Under(ByPlan).Shown((S1, Now, 0)).With();

        pull.Says().Should().Be(None);
        pull.Says(rule: "plan").Should().Be("Pending waiting for the plan of prod");
    }

    [Fact]
    public void C6_without_the_plan_that_was_approved_nothing_is_carried_over() =>
        OfS1.Under(ByPlan).NotCounted().Should().Contain("bob: the plan of 1111111, which was approved, is unknown");

    [Fact]
    public void C7_back_at_the_commit_that_was_approved_approvals_count_again_unless_GitHub_dismissed_them()
    {
        var back = OfS1 with { Head = S1 };

        back.Says().Should().Be(Both);
        back.Reviewed(Bob.Ok(at: S1).Dismissed(by: null), Cy.Ok(at: S1)).Says().Should().Be(One);
    }

    [Theory]
    [InlineData(InvalidateOn.Push)]
    [InlineData(InvalidateOn.Plan)]
    [InlineData(InvalidateOn.Never)]
    public void C8_an_approval_of_a_commit_that_is_gone_does_not_count(InvalidateOn invalidate) =>
        Prod(Bob.Ok() with { Commit = null }, Cy.Ok()).Under(ProdRule with { InvalidateOn = invalidate })
        .Shown((S2, Now, 0)).Says().Should().Be(One);

    [Theory]
    [InlineData(InvalidateOn.Push)]
    [InlineData(InvalidateOn.Never)]
    public void C9_an_approval_of_a_commit_of_something_else_does_not_count(InvalidateOn invalidate) =>
        Prod(Bob.Ok(at: S3), Cy.Ok()).Under(ProdRule with { InvalidateOn = invalidate }).Says().Should().Be(One);

    [Fact]
    public void C10_the_commit_decides_and_not_the_clock() => Prod(Bob.Ok(0), Cy.Ok(0)).Says().Should().Be(Both);

    [Fact]
    public void C11_another_base_branch_takes_approvals_away_unless_the_plan_was_the_same()
    {
        var retargeted = Prod(Bob.Ok(60), Cy.Ok(120))
            .Where(people => people with { RetargetedAt = Start.AddMinutes(90) });

        retargeted.Says().Should().Be(One);
        retargeted.NotCounted().Should().Equal("bob: the base branch was changed since");
        retargeted.Shown((S2, Other, 0), (S2, Now, 100)).Says().Should().Be(One);
        retargeted.Shown((S2, Now, 0)).Says().Should().Be(Both);
    }

    [Fact]
    public void C12_what_another_base_branch_passed_does_not_count_here()
    {
        var lax = Prod(Bob.Ok(), Cy.Ok()) with { BaseBranch = "lax" };

        CheckRules.Decide(lax)[0].Name.Should().Be("tfpilot: lax");
        lax.Overall().Should().Be(Decision.Pending); // never approved for prod, which is decided on main
    }

    [Fact]
    public void C13_of_two_with_one_head_the_worst_counts()
    {
        var (approved, open) = (Prod(Bob.Ok(), Cy.Ok()), Prod() with { Number = 8 });

        var shared = SharedChecks.Worst([new PullEvaluation(approved), new PullEvaluation(open)]);

        shared[0].Verdict.Outcome.Should().Be(CheckOutcome.ActionRequired);
    }

    [Fact]
    public void C14_a_head_that_is_not_among_the_commits_is_an_error() =>
        (Prod(Bob.Ok(), Cy.Ok()) with { Head = S3 }).Says().Should()
            .Be("Error the commit list does not include the head yet");

    [Fact]
    public void C15_more_than_can_be_read_is_an_error_or_concerns_everything()
    {
        Prod(Bob.Ok(), Cy.Ok()).Where(people => people with { Commits = null }).Says().Should()
            .Be("Error the commits could not be read");

        var truncated = Prod(Bob.Ok(), Cy.Ok());
        truncated = truncated with { Affected = truncated.Affected with { IsComplete = false } };
        truncated.Says("dev").Should().Be("Pending 0 of 1 approval, devs missing");
        CheckRules.Judge(truncated).Rules.Single(rule => rule.Rule == "owners").Requirements.Should().HaveCount(2);
    }

    [Fact] // that the head is read again afterwards is the App's
    public void C16_a_decision_names_the_head_that_it_is_about() =>
        CheckRules.Decide(Prod(Bob.Ok(), Cy.Ok()))[0].Summary.Should().Contain("Decided for head `aaaaaaa`");

    [Fact]
    public void C17_where_the_base_branch_moved_on_it_has_to_be_planned_again()
    {
        var pull = Prod(Bob.Ok(), Cy.Ok()).Where(people => people with { StalePlans = ["prod", "dev"] });

        pull.Says(rule: "base").Should().Be("Pending main moved on");
        pull.Says("dev", rule: "base").Should().Be("none"); // not touched
    }

    [Fact]
    public void C17_also_what_belongs_to_no_environment()
    {
        var pull = Pull("tools/main.tf").With(Evidence(1, Project("tools", null, Creation).Calling()))
            .Asked(Bob.Ok(), Cy.Ok());
        IReadOnlyList<string?> Overtaken(params string[] files) =>
            StalePlans.Of(pull.Evidence, pull.Settings, _ => Pull(files).Affected);

        Overtaken("tools/more.tf").Should().Equal((string?)null);
        Overtaken("other/main.tf", "live/prod/web/main.tf").Should().BeEmpty();
        pull.Where(people => people with { StalePlans = Overtaken("tools/more.tf") })
            .Says(environment: null, rule: "base").Should().Be("Pending main moved on");
    }

    [Fact]
    public void C18_of_a_closed_one_nothing_is_decided()
    {
        var closed = Prod(Bob.Ok(), Cy.Ok()) with { State = PullState.Closed };

        CheckRules.Decide(closed).Should().BeEmpty();
        CheckRules.Judge(closed).Rules.Should().BeEmpty();
    }

    [Fact]
    public void C19_reopened_it_is_decided_from_what_is_there()
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
        draft.Says().Should().Be(Both);
    }

    [Fact] // the lock is released by whoever keeps locks
    public void C21_made_a_draft_again_it_waits() =>
    CheckRules.Decide(Prod(Bob.Ok(), Cy.Ok()) with { State = PullState.Draft })[0].Title.Should()
    .Be("Mark the pull request ready for review");

    [Fact]
    public void C22_a_rebase_takes_approvals_away_unless_the_plan_alone_does()
    {
        var rebased = Prod(Bob.Ok(at: S3), Cy.Ok(at: S3)).Shown((S3, Now, 0));

        rebased.Says().Should().Be(None);
        rebased.Under(ByPlan).Says().Should().Be(Both);
    }

    private static string FingerprintOf(ProjectFacts project) =>
        EnvironmentPlan.Fingerprint([(project.Name, ReviewRules.Judge(project, InForce(Map).Context).Fingerprint)]);
}
