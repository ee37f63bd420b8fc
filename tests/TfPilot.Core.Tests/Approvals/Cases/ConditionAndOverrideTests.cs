using TfPilot.Core.Approvals;
using TfPilot.Core.Costs;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;
using TfPilot.Core.Risks;
using static TfPilot.Core.Tests.Approvals.Cases.People;
using static TfPilot.Core.Tests.Approvals.PullData;

namespace TfPilot.Core.Tests.Approvals.Cases;

/// <summary>Risk, cost and policy, overrides, locks and the merge queue.</summary>
public sealed class ConditionAndOverrideTests
{
    private const string Prod1 = "live/prod/web/main.tf";

    private static readonly ApprovalSettings Dangerous = ProdRule with
    {
        Additional = [new("security", new(RiskClass.Destructive, [], CostIncrease: null), 1, [Security]),
            new("third", new(RiskClass.Destructive, [], CostIncrease: null), 1, [Platform])],
    };

    private static readonly ApprovalSettings Expensive = ProdRule with
    {
        Additional = [new(
        "money", new(Risk: null, [], new ValueMatcher { Items = [">=200"] }), 1, [Security])]
    };

    [Fact]
    public void E1_a_higher_risk_requires_more_approvals()
    {
        var pull = Planned(Deletion).WithProdRule(Dangerous);

        pull.WithReviews(Bob.Ok(), Cy.Ok()).Status().Should()
            .Be("Pending security: 0 of 1 approval, security missing · third: 0 of 1 approval, platform missing");
        pull.WithReviews(Bob.Ok(), Cy.Ok(), Dee.Ok(), Fay.Ok()).Status().Should().StartWith("Approved");
        Planned(Creation).WithProdRule(Dangerous).WithReviews(Bob.Ok(), Cy.Ok()).Status()
            .Should().Be("Approved 2 of 2 approvals");
    }

    [Fact]
    public void E1_each_condition_requires_approval_when_it_applies()
    {
        PullFacts Costing(decimal delta) =>
            Pull(Prod1).With(Evidence(1, Web(Creation) with { Cost = Of(delta) })).WithApprovals(Bob.Ok(), Cy.Ok())
            .WithProdRule(Expensive);
        PullFacts Finding(string factor) =>
            Planned(Tests.Reviews.A.Delete("aws_db_instance.orders"))
            .WithProdRule(
                ProdRule with { Additional = [new("data", new(Risk: null, [factor], CostIncrease: null), 1, [Dba])] });

        Costing(199.99m).Status().Should().StartWith("Approved");
        Costing(200m).Find()!.Reasons.Should()
            .Contain("money is required because the monthly cost increases by $200.00.");
        Finding("data-loss").Find()!.Reasons.Should().Contain("data is required because data-loss was found.");
        Finding("identity").Find()!.Reasons.Should()
            .NotContain(reason => reason.StartsWith("data is", StringComparison.Ordinal));
    }

    [Fact]
    public void E2_the_same_requirement_of_two_plans_applies_once()
    {
        var pull = Pull(Prod1).With(Evidence(1, Web(Deletion), Project("live/prod/dns", "prod", Deletion)))
            .WithApprovals(Bob.Ok(), Cy.Ok(), Dee.Ok(), Fay.Ok()).WithProdRule(Dangerous);

        pull.Status().Should().Be("Approved 2 of 2 approvals · security: 1 of 1 approval · third: 1 of 1 approval");
    }

    [Fact]
    public void E3_a_higher_risk_keeps_earlier_approvals_and_requires_more()
    {
        var pull = Planned(Deletion).WithReviews(Bob.Ok(), Cy.Ok());

        pull.Status().Should().Be("Approved 2 of 2 approvals");
        pull.WithProdRule(Dangerous).Find()!.Parts[0].Decision.Should().Be(Decision.Approved);
        pull.WithProdRule(Dangerous).Overall().Should().Be(Decision.Pending);
    }

    [Fact]
    public void E4_fewer_approvals_are_required_only_with_a_plan_of_the_head()
    {
        var pull = Pull(Prod1).WithApprovals(Bob.Ok(), Cy.Ok()).WithProdRule(Dangerous);

        pull.Status().Should().StartWith("Pending security");
        pull.With(Evidence(1, Web(Creation))).Status().Should().Be("Approved 2 of 2 approvals");
    }

    [Fact]
    public void E5_unknown_or_untrusted_facts_count_as_the_worst_case()
    {
        var pull = Pull(Prod1).With(Evidence(1, Web(Creation)).Untrusted()).WithApprovals(Bob.Ok(), Cy.Ok())
            .WithProdRule(Dangerous);

        pull.Find()!.Reasons.Should()
            .Contain("security is required because without trusted evidence, the worst case is assumed.");
        Planned(Creation).WithProdRule(Expensive).Find()!.Reasons.Should()
            .Contain("money is required because the cost is unknown.");
    }

    [Fact] // no override lifts a block: only code or a merged waiver does
    public void E6_a_blocking_policy_blocks_regardless_of_approvals()
    {
        var pull = Ruled(PolicyLevel.Block).WithReviews(Bob.Ok(), Cy.Ok());

        pull.Overall().Should().Be(Decision.Blocked);
        pull.WithOverride().Overall().Should().Be(Decision.Blocked);
    }

    [Fact]
    public void E7_an_override_replaces_missing_approvals()
    {
        var pull = Planned(Creation).WithOverride();

        pull.Status().Should().Be("Overridden overridden by fay until 2026-11-02 15:00 UTC");
        pull.Overall().Should().Be(Decision.Overridden);
        pull.CheckLine().Should().Be("Success prod: overridden by fay until 2026-11-02 15:00 UTC");
        CheckRules.Judge(pull).ExpiresAt.Should().Be(Start.AddHours(7));
        // the settings disable overrides
        pull.WithSettings(settings => settings with { Override = null }).Overall().Should().Be(Decision.Pending);
    }

    [Theory]
    [InlineData("production")] // 10 characters of reason
    [InlineData("   production        ")]
    public void E7_an_override_without_a_reason_is_invalid(string reason) =>
    Planned(Creation).WithOverride(request => request with { Reason = reason }).Overall().Should().Be(Decision.Pending);

    [Fact]
    public void E7_an_override_by_a_person_outside_the_team_is_invalid() =>
    Planned(Creation).WithOverride(request => request with { By = Bob }).Overall().Should().Be(Decision.Pending);

    [Fact]
    public void E8_an_override_by_the_author_or_a_contributor_is_invalid()
    {
        var pull = Planned(Creation).WithOverride();

        pull.WithPeople(people => people with { Pushes = [new(Fay, null, S2)] }).Disregarded().Should()
            .Equal("fay: the override is void, fay pushed aaaaaaa");
        (pull with { People = pull.People! with { Author = Fay } }).Overall().Should().Be(Decision.Pending);
        // the contributors are unknown
        pull.WithPeople(people => people with { Pushes = null }).Overall().Should().Be(Decision.Pending);
    }

    [Fact]
    public void E9_an_override_ends_with_a_push_its_expiry_or_a_different_plan()
    {
        var pull = Planned(Creation);

        pull.WithOverride(request => request with { Head = S1 }).Overall().Should().Be(Decision.Pending);
        // the override expired
        pull.WithOverride(request => request with { At = Start }).Overall().Should().Be(Decision.Pending);
        pull.WithOverride().With(Evidence(2, Web(Deletion))).Overall().Should().Be(Decision.Pending);
        pull.WithOverride(request => request with { Environment = "dev" }).Overall().Should().Be(Decision.Pending);
    }

    [Fact]
    public void E10_an_edited_comment_or_a_bot_cannot_override()
    {
        Planned(Creation).WithOverride(request => request with { IsEdited = true }).Overall().Should()
            .Be(Decision.Pending);
        Planned(Creation).WithOverride(request => request with { By = Fay with { IsBot = true } }).Overall().Should()
            .Be(Decision.Pending);
    }

    [Fact]
    public void E11_an_override_does_not_bypass_untrusted_plans_locks_unknown_pushers_or_requested_changes()
    {
        var pull = Planned(Creation).WithOverride();

        pull.With(Evidence(1, Web(Creation)).Untrusted()).Overall().Should().Be(Decision.Pending);
        pull.WithPeople(people => people with { Locks = [new("prod", 9, "eve", "migration")] }).Overall().Should()
            .Be(Decision.Blocked);
        pull.WithPeople(people => people with { Commits = [new(S2, [S1], Author: null, Ann)] }).Overall().Should()
            .Be(Decision.Error);
        pull.WithReviews(Bob.Objects()).Overall().Should().Be(Decision.Blocked);
    }

    [Fact]
    public void E12_a_lock_of_another_pull_request_blocks_until_it_is_released()
    {
        var pull = Prod(Bob.Ok(), Cy.Ok());

        pull.WithLocks(new HeldLock("prod", 9, "eve", "migration")).Status(rule: "lock")
            .Should().Be("Blocked locked by #9");
        // its own lock
        pull.WithLocks(new HeldLock("prod", pull.Number, "ann", "applying")).Overall().Should().Be(Decision.Approved);
        // a lock of another environment
        pull.WithLocks(new HeldLock("dev", 9, "eve", "migration")).Overall().Should().Be(Decision.Approved);
        pull.WithLocks().Overall().Should().Be(Decision.Approved);
    }

    [Fact]
    public void E15_unreadable_locks_are_an_error() =>
    Prod(Bob.Ok(), Cy.Ok()).WithPeople(people => people with { Locks = null }).Overall().Should().Be(Decision.Error);

    [Fact]
    public void E16_a_freeze_blocks_every_pull_request_and_names_its_author_and_reason()
    {
        var pull = Prod(Bob.Ok(), Cy.Ok()).WithLocks(new HeldLock("PROD", Pull: null, "gus", "black friday"));

        pull.Status(rule: "lock").Should().Be("Blocked frozen by gus");
        pull.Find(rule: "lock")!.Reasons.Single().Should().Contain("black friday");
    }

    [Fact]
    public void E18_a_merge_group_passes_if_all_its_members_pass()
    {
        var (approved, waiting) = (Prod(Bob.Ok(), Cy.Ok()),
            Pull("live/dev/api/main.tf").With(Evidence(1, Api(Creation))).WithApprovals() with { Number = 8 });

        Group([approved, waiting.WithReviews(Eve.Ok())]).Should()
            .Be("tfpilot: main Success Everything in the group is approved");
        Group([approved, waiting]).Should().Be("tfpilot: main Failure #8 cannot merge: dev: get 1 approval from devs");
        Group([approved with { State = PullState.Closed }]).Should()
            .Be("tfpilot: main Failure #7 cannot merge: it is closed");
    }

    [Fact]
    public void E19_a_merge_group_with_unknown_members_fails()
    {
        Group(null).Should().StartWith("tfpilot: main Failure The pull requests of this group could not be determined");
        Group([]).Should().StartWith("tfpilot: main Failure The pull requests of this group");
    }

    [Fact]
    public void E20_an_approval_withdrawn_in_the_queue_fails_the_merge_group() =>
    Group([Prod(Bob.Ok(10), Cy.Ok(), Bob.Objects(20))]).Should()
    .Contain("Failure #7 cannot merge: prod: resolve the changes that bob…");

    [Fact]
    public void E21_two_members_that_change_one_environment_need_a_combined_plan()
    {
        PullFacts[] two = [Prod(Bob.Ok(), Cy.Ok()), Prod(Bob.Ok(), Cy.Ok()) with { Number = 8 }];

        Group(two).Should().Be("tfpilot: main Failure #7 and #8 both change prod, and there is no plan of the…");
        Group(two, "prod").Should().Be("tfpilot: main Success Everything in the group is approved");
    }

    [Fact]
    public void E21_two_members_that_change_files_outside_all_environments_need_a_combined_plan()
    {
        var loose = Pull("tools/main.tf").With(Evidence(1, Project("tools", null, Creation)))
            .WithApprovals(Bob.Ok(), Cy.Ok());

        Group([loose, loose with { Number = 8 }]).Should()
            .Be("tfpilot: main Failure #7 and #8 both change files outside all environments, and…");
    }

    [Fact]
    public void E27_an_approval_expires_at_its_maximum_lifetime()
    {
        var pull = Prod(Bob.Ok(0), Cy.Ok(120)); // approved two and four hours after the start

        pull.WithProdRule(ProdRule with { MaxAge = TimeSpan.FromHours(4) }).Disregarded().Should()
            .Equal("bob: the approval is older than 4 hours");
        CheckRules.Judge(pull.WithProdRule(ProdRule with { MaxAge = TimeSpan.FromHours(5) })).ExpiresAt.Should()
            .Be(Start.AddHours(5));
        CheckRules.Judge(pull).ExpiresAt.Should().BeNull();
    }

    [Fact]
    public void E28_approvals_do_not_make_a_plan_of_a_fork_trusted() =>
        Pull(Prod1).With(Evidence(1, Web(Creation)).Untrusted()).WithApprovals(Bob.Ok(), Cy.Ok()).Status(rule: "trust")
            .Should().Be("Pending the plan came from an untrusted workflow");

    [Fact]
    public void E29_duplicate_facts_do_not_change_the_decision()
    {
        var pull = Prod(Bob.Ok(), Cy.Ok(), Eve.Objects());

        var twice = pull.WithPeople(people => people with
        {
            Reviews = [.. people.Reviews!, .. people.Reviews!],
            Commits = [.. people.Commits!, .. people.Commits!],
            Access = [.. people.Access, .. people.Access]
        });

        CheckRules.Decide(twice)[0].Summary.Should().Be(CheckRules.Decide(pull)[0].Summary);
    }

    [Fact]
    public void E30_waiting_never_reduces_the_required_approvals() =>
        Prod(Bob.Ok()).WithPeople(people => people with { Now = Start.AddDays(30) }).Status().Should()
        .Be("Pending 1 of 2 approvals, platform missing");

    private static string Group(IReadOnlyList<PullFacts>? members, params string[] planned) =>
        MergeGroupRules.Decide("main", members, planned) is var check ? $"{check.Name} {check.Outcome} {check.Title}"
        : "";

    private static PullFacts Planned(Core.Plans.ResourceChange change) =>
        Pull(Prod1).With(Evidence(1, Web(change))).WithApprovals();

    private static PullFacts Ruled(PolicyLevel level) =>
        Planned(Deletion).WithSettings(settings => settings with { Context = WithRule(level, "dba").Context });

    private static ProjectCost Of(decimal delta) =>
        new()
        {
            Label = "web", Name = "web", Path = "live/prod/web", ModulePath = null, Currency = "USD", Before = 100,
            After = 100 + delta
        };
}
