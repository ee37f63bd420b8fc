using TfPilot.Core.Approvals;
using TfPilot.Core.Environments;
using TfPilot.Core.Plans;
using TfPilot.Delivery.Gates;
using TfPilot.Delivery.Locks;

namespace TfPilot.Delivery.Tests.Gates;

/// <summary>When a job may apply. E22 to E26 are cases of the reference on approvals.</summary>
public class GateRulesTests
{
    private static readonly Plan Plan = Given.Plan(
        Given.Change("aws_instance.web", """{"size":"s"}""", """{"size":"m"}"""));

    [Fact]
    public void E22_the_approved_plan_of_the_merge_commit_may_be_applied()
    {
        var answer = GateRules.Decide(Given.Gate(Plan));

        answer.IsGo.Should().BeTrue();
        answer.IsNothing.Should().BeFalse();
    }

    [Fact]
    public void E23_a_dispatch_on_a_branch_without_a_merged_pull_request_is_refused()
    {
        var facts = Given.Gate(Plan) with { Change = null };

        Rules(facts with { Caller = Given.Caller with { Event = "workflow_dispatch", Ref = "refs/heads/try" } })
            .Should().Equal("workflow", "workflow", "change");
    }

    [Fact]
    public void E24_a_commit_that_no_merged_pull_request_belongs_to_is_refused() =>
        Rules(Given.Gate(Plan) with { Change = null }).Should().Equal("change");

    [Theory]
    [InlineData("Prod", "prod", "")] // names of environments ignore case
    [InlineData("prod", "PROD", "")]
    [InlineData("production", "production", "environment")] // unknown
    [InlineData("prod ", "prod", "environment")]
    [InlineData("prod", "dev", "environment")] // the job's protection rules and secrets are those of dev
    [InlineData("prod", null, "environment")]
    public void E25_the_environment_is_one_of_the_settings_and_the_jobs_own(
        string environment, string? jobEnvironment, string rules)
    {
        var facts = Given.Gate(Plan) with
        {
            Environment = environment,
            Caller = Given.Caller with { Environment = jobEnvironment },
        };

        string.Join(' ', Rules(facts)).Should().Be(rules);
    }

    [Theory]
    [InlineData(1, false, "superseded")] // a later change is applied
    [InlineData(0, false, "")] // this change itself, or one of the same second that was merged before it
    [InlineData(0, true, "superseded")] // one of the same second that was merged after it
    [InlineData(-1, false, "")] // an earlier one
    public void E26_an_old_run_does_not_undo_a_later_change(int minutesLater, bool isContained, string rules)
    {
        var facts = Given.Gate(Plan);

        string.Join(' ', Rules(facts with
        {
            Last = new(9, Given.Head, new(600, 1), facts.Change!.MergedAt.AddMinutes(minutesLater)),
            IsContainedInLast = isContained,
        })).Should().Be(rules);
    }

    [Theory]
    [InlineData(null, "The approvals before an apply could not be read.")]
    [InlineData(0, "prod needs 2 approvals before an apply, of platform, and has 0: comment " +
        "`/tfpilot approve-apply prod` on #7.")]
    [InlineData(1, "prod needs 2 approvals before an apply, of platform, and has 1 (p1): comment " +
        "`/tfpilot approve-apply prod` on #7.")]
    [InlineData(2, null)]
    public void An_environment_may_need_approvals_before_an_apply(int? given, string? sentence)
    {
        var facts = Given.Gate(Plan) with
        {
            Settings = Given.Settings with
            {
                Environments = [new("prod", "main", ApprovalSettings.Default) { ApplyApprovals = new() }],
            },
            ApplyApprovals = given is not { } count ? null : new(
                2, [.. Enumerable.Range(1, count).Select(id => new Person(new(id), $"p{id}"))], "platform", []),
        };

        var answer = GateRules.Decide(facts);

        answer.Reasons.Select(reason => reason.Sentence).Should().Equal(sentence is null ? [] : [sentence]);
        ApplyApprovalText.Waits(facts, answer).Should().Be(sentence is not null);
    }

    [Theory]
    [InlineData("acme/infra/.github/workflows/tfpilot-apply.yml@refs/heads/main", "push", true)]
    [InlineData("acme/infra/.github/workflows/tfpilot-apply.yml@refs/heads/main", "workflow_dispatch", true)]
    [InlineData("acme/infra/.github/workflows/tfpilot-apply.yml@refs/heads/main", "schedule", false)]
    [InlineData("acme/infra/.github/workflows/tfpilot-apply.yml@refs/heads/main", "pull_request", false)]
    [InlineData("acme/infra/.github/workflows/adhoc.yml@refs/heads/main", "push", false)] // not configured
    [InlineData("evil/infra/.github/workflows/tfpilot-apply.yml@refs/heads/main", "push", false)] // another repository
    [InlineData("acme/infra/.github/workflows/tfpilot-apply.yml@refs/heads/try", "push", false)] // another branch
    [InlineData("acme/infra/.github/workflows/tfpilot-apply.yml@refs/tags/main", "push", false)]
    [InlineData(null, "push", false)]
    public void Only_runs_of_the_configured_workflow_may_apply(string? workflow, string @event, bool may)
    {
        var facts = Given.Gate(Plan) with { Caller = Given.Caller with { Workflow = workflow, Event = @event } };

        Rules(facts).Any().Should().Be(!may);
    }

    [Fact]
    public void A_merge_past_the_check_is_refused_with_what_was_missing()
    {
        var facts = Given.Gate(Plan);

        var answer = GateRules.Decide(facts with
        {
            Change = facts.Change! with { IsApproved = false, Missing = ["prod: get 2 approvals from platform"] },
        });

        answer.Reasons.Should().ContainSingle().Which.Should().Be(
            new GateReason("approved", "#7 was merged without approval: prod: get 2 approvals from platform."));
    }

    [Fact]
    public void Another_plan_is_refused_and_each_difference_is_named()
    {
        var fresh = Given.Plan(
            Given.Change("aws_instance.web", """{"size":"s"}""", """{"size":"l"}"""),
            Given.Change("aws_db_instance.main", """{"name":"db"}""", null));

        var answer = GateRules.Decide(Given.Gate(Plan) with { Fresh = Given.Fresh(fresh) });

        answer.Reasons.Select(reason => reason.Rule).Should().Equal("fingerprint");
        answer.Deviations.Select(deviation => $"{deviation}").Should().Equal(
            "aws_db_instance.main: approved no change, now delete",
            "aws_instance.web: size: approved \"m\", now \"l\"");
    }

    [Fact]
    public void A_plan_that_changes_nothing_needs_no_approval()
    {
        var empty = Given.Plan();

        var answer = GateRules.Decide(Given.Gate(Plan) with { Fresh = Given.Fresh(empty), Change = null });

        answer.IsGo.Should().BeTrue();
        answer.IsNothing.Should().BeTrue();
        answer.Deviations.Should().BeEmpty();
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void A_plan_that_failed_or_is_incomplete_is_refused_even_without_changes(bool errored, bool complete)
    {
        var plan = Given.Plan() with { Errored = errored, Complete = complete };

        Rules(Given.Gate(Plan) with { Fresh = Given.Fresh(plan) }).Should().Contain("plan");
    }

    [Theory]
    [InlineData(-1, "expired")]
    [InlineData(0, "expired")] // the end is exclusive
    [InlineData(1, "")]
    public void An_approval_past_its_maximum_age_is_refused(int minutes, string rules)
    {
        var facts = Given.Gate(Plan);

        string.Join(' ', Rules(facts with
        {
            Change = facts.Change! with { ExpiresAt = Given.Now.AddMinutes(minutes) },
        })).Should().Be(rules);
    }

    [Theory]
    [InlineData("prod", null, "lock")] // a freeze
    [InlineData("PROD", 9, "lock")] // another change
    [InlineData("prod", 7, "")] // the change's own lock
    [InlineData("dev", 9, "")]
    public void A_lock_of_another_change_or_a_freeze_is_refused(string environment, int? pull, string rules) =>
        string.Join(' ', Rules(Given.Gate(Plan) with
        {
            Locks = [new HeldLock(environment, pull, "cy", "migration")],
        })).Should().Be(rules);

    [Theory]
    [InlineData(2002, true, "")] // bob approved the change and is in the team
    [InlineData(2003, true, "freeze")] // the team's member did not approve it
    [InlineData(2002, false, "freeze")] // the invitation is pending
    [InlineData(0, true, "freeze")] // the team could not be read
    public void A_freeze_excepts_changes_that_a_member_of_a_team_approved(long member, bool isActive, string rules)
    {
        var team = TeamName.Parse("sre");
        var window = new FreezeWindow(
            ["prod"], new FreezeTime.Dates([new(2026, 11, 30)]), "UTC", "no deployments today", [team]);
        var members = member == 0 ? null : new[] { new TeamMember(new(member), IsActive: isActive) };

        string.Join(' ', Rules(Given.Gate(Plan) with
        {
            Freezes = [window],
            ExceptedTeams = [new(team, members)],
        })).Should().Be(rules);
    }

    [Fact]
    public void Unknown_locks_are_refused() =>
        Rules(Given.Gate(Plan) with { Locks = null }).Should().Equal("lock");

    [Fact]
    public void An_apply_that_runs_is_named()
    {
        var blocker = new ApplyLock(
            "prod", Claim.OnEverything("live/db"), 9, Given.Head, new(450, 1), ApplyLockState.Applying, Given.Now);

        GateRules.Decide(Given.Gate(Plan) with { Blocker = blocker }).Reasons.Should().ContainSingle()
            .Which.Sentence.Should().Be("#9 is being applied to prod now (run 450, attempt 1).");
    }

    [Fact]
    public void Before_the_job_has_planned_only_the_conditions_without_a_plan_are_checked()
    {
        var facts = Given.Gate(Plan) with { Fresh = null, ApprovedFacts = null };

        Rules(facts).Should().BeEmpty();
        Rules(facts with { Change = null }).Should().Equal("change");
    }

    [Fact]
    public void Broken_settings_are_refused() => Rules(Given.Gate(Given.Plan()) with
    {
        Settings = Given.Settings with { Problems = [new(".tfpilot.yml", "is not YAML")] },
    }).Should().Equal("settings");

    [Fact]
    public void The_answer_is_read_as_it_was_written()
    {
        var facts = Given.Gate(Plan) with
        {
            Fresh = Given.Fresh(Given.Plan(
            Given.Change("aws_instance.web", """{"size":"s"}""", """{"size":"l"}""")))
        };
        var answer = GateRules.Decide(facts);

        var read = GateAnswerJson.TryRead(GateAnswerJson.Write(facts, answer));

        read.Should().BeEquivalentTo(answer);
    }

    [Theory]
    [InlineData("""{"schema":"tfpilot.gate/1","answer":"go","nothing":false,"reasons":[{"rule":"a","message":"x"}]}""")]
    [InlineData("""{"schema":"tfpilot.gate/1","answer":"no","nothing":false,"reasons":[]}""")]
    [InlineData("""{"schema":"tfpilot.gate/1","nothing":false,"reasons":[]}""")]
    [InlineData("""{"schema":"tfpilot.gate/2","answer":"go","nothing":false,"reasons":[]}""")]
    [InlineData("""{"answer":"go"}""")]
    [InlineData("""[]""")]
    public void An_answer_that_is_not_understood_is_no_permission(string json) =>
        GateAnswerJson.TryRead(System.Text.Json.Nodes.JsonNode.Parse(json)).Should().BeNull();

    [Theory]
    [InlineData("live/web", 0, true)]
    [InlineData("live/web", -1, false)] // before the merge
    [InlineData("live/other", 0, false)]
    [InlineData("live/WEB", 0, false)]
    [InlineData(null, 0, false)]
    public void Destroying_everything_must_be_confirmed_after_the_merge(string? project, int minutes, bool isGo)
    {
        var facts = Confirming(Given.Plan(Given.Change("a.b", "{}", null)));
        if (project is not null)
            facts = facts with
            {
                Confirmations = [new(new(new(2004), "dee"), project, facts.Change!.MergedAt.AddMinutes(minutes))],
            };

        var answer = GateRules.Decide(facts);

        answer.IsGo.Should().Be(isGo);
        if (!isGo)
            answer.Reasons.Should().Equal(new GateReason("confirmed",
                "The plan destroys everything in live/web, and prod asks to confirm that: an approver writes " +
                    "`/tfpilot confirm DESTROY live/web` in #7."));
    }

    [Fact]
    public void What_does_not_destroy_everything_needs_no_confirmation()
    {
        var delete = Given.Change("a.b", "{}", null);

        GateRules.Decide(Confirming(Given.Plan(delete) with { NoOps = 1 })).IsGo.Should().BeTrue();
        GateRules.Decide(Confirming(Given.Plan(delete, Given.Change("a.c", null, "{}")))).IsGo.Should().BeTrue();
        GateRules.Decide(Given.Gate(Given.Plan(delete))).IsGo.Should().BeTrue("the environment does not ask for it");
    }

    [Fact]
    public void A_job_cannot_hide_that_the_approved_plan_destroys_everything()
    {
        var plan = Given.Plan(Given.Change("a.b", "{}", null));
        var facts = Confirming(plan);

        var answer = GateRules.Decide(facts with { Fresh = Given.Fresh(plan with { NoOps = 1 }) });

        answer.Reasons.Select(reason => reason.Rule).Should().Contain("confirmed");
    }

    private static GateFacts Confirming(Plan plan) => Given.Gate(plan) is var facts
        ? facts with
        {
            Settings = facts.Settings with
            {
                Environments = [.. facts.Settings.Environments.Select(one => one with { ConfirmsDestroy = true })],
            },
        } : facts;

    private static IEnumerable<string> Rules(GateFacts facts) =>
        GateRules.Decide(facts).Reasons.Select(reason => reason.Rule);
}
