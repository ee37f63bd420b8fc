using TfPilot.Core.Approvals;
using TfPilot.Core.Audit;
using TfPilot.Core.Policies;
using TfPilot.Core.Tests.Approvals.Cases;
using static TfPilot.Core.Tests.Approvals.Cases.People;
using static TfPilot.Core.Tests.Approvals.PullData;

namespace TfPilot.Core.Tests.Approvals.Commands;

public class CommandRulesTests
{
    private static readonly DateTimeOffset Now = Start.AddHours(4);

    private static readonly HeldLock Held = new(
        "prod", 9, "bob", "migration")
    { ById = Bob.Id, Ticket = 4, Queue = [new(7, Eve, 5), new(11, Cy, 6)] };

    public static readonly TheoryData<Person, string, string> Refused = new()
    {
        { Outsider, "recheck", "Sorry, olaf may not recheck: this requires the developer role." }, // read access only
        { Outsider, "lock prod x", "Sorry, olaf may not lock: this requires the developer role." },
        { Bob, "freeze prod x", "Sorry, bob may not freeze: this requires the admin role." },
        { Renovate, "help", "Bots cannot run commands." },
        // the access is unknown
        { new(new(99), "who"), "status", "The permissions of who could not be read; try again in a minute." },
        { Bob, "lock prd x", "There is no environment prd; did you mean prod: the settings define prod, dev." },
        { Bob, "unlock dev", "dev is not locked." },
        { Ann, "override prod the shop is down again", "Sorry, this override does not count: ann is the author." },
        { Bob, "override prod the shop is down again",
            "Sorry, this override does not count: bob is not known to be in break-glass." },
        { Fay, "override prod hurry",
            "Sorry, this override does not count: the reason is shorter than 15 characters." },
        { Gus, "approve-policy keep", "No rule keep requires approval here. No rule does." },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_forbidden_or_impossible_command_is_rejected_with_a_reason(Person by, string command, string sentence)
    {
        var answer =
            Answer(Prod().WithSettings(settings => settings with { Override = new([BreakGlass]) }), by, command);

        answer.Should().BeEquivalentTo(CommandResult.Refuses(sentence));
    }

    [Fact]
    public void A_person_without_repository_access_may_use_no_command()
    {
        var pull = Prod()
            .WithPeople(people => people with { Access = [new(Bob.Id, Access: null)], Teams = [Team(Platform, Bob)] });

        Answer(pull, Bob, "help").Refusals.Should().ContainSingle().Which.Should()
            .Be("Sorry, bob may not help: this requires the viewer role.");
    }

    [Fact]
    public void A_role_includes_the_lower_roles_and_is_granted_by_team_or_permission()
    {
        var pull = Prod()
            .WithSettings(
                settings => settings with
                {
                    Roles = new()
                    {
                        Developer = new(null, []), Approver = new(null, [Security]),
                        Admin = new(RepositoryAccess.Admin, [Admins])
                    }
                });

        Answer(pull, Fay, "recheck").Effects.Should().Equal(new CommandEffect.Recheck()); // an approver by her team
        // an admin by his team
        Answer(pull, Gus, "freeze prod black friday").Effects.Should()
            .Equal(new CommandEffect.Freeze("prod", "black friday"));
        Answer(pull, Bob, "recheck").Refusals.Should().ContainSingle();
    }

    [Fact]
    public void Without_readable_people_or_valid_settings_no_command_runs()
    {
        var broken = Prod().WithSettings(settings => settings with { Problems = [new(".tfpilot.yml:1:1", "wrong")] });

        Answer(Prod() with { People = null }, Bob, "lock prod x").Should()
            .BeEquivalentTo(CommandResult.Refuses("Permissions could not be read; try again in a minute."));
        Answer(broken, Bob, "lock prod x").Refusals.Should().ContainSingle().Which.Should()
            .StartWith("The settings of main have problems");
        Answer(broken, Bob, "status").Replies.Should().ContainSingle();
    }

    [Fact]
    public void A_lock_is_requested_unless_the_pull_request_is_a_draft()
    {
        Answer(Prod(), Bob, "lock PROD migration").Effects.Should().Equal(new CommandEffect.Take("prod", "migration"));
        Answer(Prod() with { State = PullState.Draft }, Bob, "lock prod migration").Refusals.Should()
            .ContainSingle().Which.Should().StartWith("A draft cannot take a lock");
        Answer(Prod().WithPeople(people => people with { Locks = null }), Bob, "lock prod migration").Refusals.Should()
            .ContainSingle().Which.Should().StartWith("The lock of prod could not be read");
    }

    [Fact]
    public void The_lock_owner_or_an_admin_may_release_the_exact_lock()
    {
        var pull = Prod()
            .WithLocks(Held, new HeldLock("prod", null, "gus", "black friday") { ById = Gus.Id, Ticket = 8 });
        var admins = pull.WithSettings(settings => settings with { Roles = new() { Admin = new(null, [Admins]) } });

        // the queued lock request of eve
        Answer(pull, Eve, "unlock prod").Effects.Should().Equal(new CommandEffect.Release("prod", 7, 5));
        // the lock of bob, held by another pull request
        Answer(pull, Bob, "unlock prod").Effects.Should().Equal(new CommandEffect.Release("prod", 9, 4));
        // the freeze of gus
        Answer(pull, Gus, "unlock prod").Effects.Should().Equal(new CommandEffect.Release("prod", null, 8));
        // an admin releases the lock of this pull request first
        Answer(admins, Gus, "unlock prod").Effects.Should().Equal(new CommandEffect.Release("prod", 7, 5));
        Answer(pull, Cy, "unlock prod").Refusals.Should()
            .Equal("Sorry, cy may not unlock prod: eve locked it, and only eve or an admin may release it.");
    }

    [Fact]
    public void A_lock_of_an_environment_removed_from_the_settings_can_be_released()
    {
        var pull = Prod().WithLocks(new HeldLock("old", 7, "eve", "once") { ById = Eve.Id, Ticket = 3 });

        Answer(pull, Eve, "unlock OLD").Effects.Should().Equal(new CommandEffect.Release("old", 7, 3));
        Answer(pull, Eve, "lock old again").Refusals.Should().ContainSingle().Which.Should()
            .StartWith("There is no environment old");
        Answer(pull, Eve, "unlock older").Refusals.Should().ContainSingle().Which.Should()
            .StartWith("There is no environment older");
    }

    [Fact]
    public void An_override_is_bound_to_the_head_and_the_plan()
    {
        var pull = ShownSince(60, Prod().WithSettings(settings => settings with { Override = new([BreakGlass]) }));

        Answer(pull, Fay, "override prod The shop is down again.").Effects.Should().Equal(
            new CommandEffect.Override(
                new(Fay, "prod", S2, EnvironmentPlan.FingerprintOf(pull, "prod")!, "The shop is down again.", Now)));
        Answer(pull.With(), Fay, "override prod The shop is down again.").Refusals.Should()
            .Equal("Sorry, this override does not count: there is no trusted plan.");
    }

    [Fact]
    public void A_policy_approval_is_bound_to_the_findings_of_the_rule()
    {
        var pull = ShownSince(60, Found());

        Answer(pull, Gus, "approve-policy keep").Effects.Should()
            .Equal(new CommandEffect.Approve(new(Gus, "keep", "prod", FindingSet.Of(pull, "prod")[0].Hash, Now)));
        Answer(pull, Bob, "approve-policy keep").Refusals.Should()
            .Equal("Sorry, this approval of keep in prod does not count: bob is not known to be in dba.");
        Answer(pull with { People = pull.People! with { Author = Gus } }, Gus, "approve-policy keep").Refusals.Should()
            .ContainSingle().Which.Should().Contain("gus is the author");
        Answer(pull, Gus, "approve-policy kep").Refusals.Should()
            .Equal("No rule kep requires approval here. Write /tfpilot approve-policy keep.");
    }

    [Theory]
    [InlineData(240)] // in the same second
    [InlineData(241)]
    public void A_plan_published_after_the_comment_is_not_covered_by_it(int minutes)
    {
        const string Unseen = "the plan arrived after the comment; review it, then comment /tfpilot";
        var shown =
            ShownSince(minutes, Prod().WithSettings(settings => settings with { Override = new([BreakGlass]) }));
        var earlier = shown.WithPeople(
            people => people with
            {
                Plans = [new(S1, "prod", shown.People!.Plans[0].Fingerprint, Start),
                new(S2, "prod", "fp:other", Start), .. people.Plans]
            });

        var (lifted, approved) = (Answer(earlier, Fay, "override prod The shop is down again."),
            Answer(ShownSince(minutes, Found()), Gus, "approve-policy keep"));

        lifted.Refusals.Should()
            .Equal(
                minutes == 240 ? [] : [$"Sorry, this override does not count: {Unseen} override prod REASON again."]);
        approved.Refusals.Should()
            .Equal(minutes == 240 ? []
                : [$"Sorry, this approval of keep in prod does not count: {Unseen} approve-policy keep again."]);
    }

    [Fact]
    public void Several_commands_get_one_combined_answer()
    {
        var answer = Answer(Prod(), Bob, "lock prod x\n/tfpilot freeze prod y\n/tfpilot status\n/tfpilot status");

        (answer.Effects.Count, answer.Refusals.Count, answer.Replies.Count).Should().Be((1, 1, 1));
        CommandText.Reply(answer).Should().StartWith("Sorry, bob may not freeze").And.Contain("| tfpilot: main |");
    }

    [Fact]
    public void A_silent_command_needs_no_reply() =>
    CommandText.Reply(Answer(Prod(), Bob, "recheck")).Should().BeNull();

    [Theory]
    [InlineData("@acme/everybody <!-- x -->")]
    [InlineData("](https://evil.example) #1")]
    public void User_text_in_a_reply_is_escaped(string text)
    {
        var reply = CommandText.Reply(Answer(Prod(), Bob, $"lock {text.Replace(' ', '_')} x"))!;

        reply.Should().NotContainAny("@acme", "<!--", "](https://evil.example)");
    }

    [Fact]
    public void The_explanation_is_in_a_code_fence_that_user_text_cannot_close()
    {
        var explanation = CommandText.Explain(
            new PullEvaluation(Prod().WithLocks(new HeldLock("prod", 9, "bob", "```\n# Approved"))));

        explanation.Should().StartWith("````text\n").And.EndWith("\n````\n").And.Contain("locked by #9");
    }

    [Fact]
    public void Every_effect_except_a_recheck_is_audited_with_its_evidence()
    {
        var request = new OverrideRequest(Fay, "prod", S2, "fp:1", "The shop is down.", Now);
        CommandEffect[] effects =
        [
            new CommandEffect.Take("prod", "x"), new CommandEffect.Freeze("prod", "x"),
            new CommandEffect.Release("prod", 7, 1), new CommandEffect.Release("prod", null, 1),
            new CommandEffect.Override(request), new CommandEffect.Approve(new(Fay, "keep", "prod", "fp:2", Now)),
        ];

        var notes = effects.Select(effect => CommandAudit.Of(effect, 4001, Prod(), Fay)!).ToList();

        notes.Select(note => note.Kind).Should()
            .Equal(AuditKind.Lock, AuditKind.Lock, AuditKind.Unlock, AuditKind.Unlock, AuditKind.Override,
                AuditKind.PolicyApproval);
        notes.Should()
            .OnlyContain(note => note.By == Fay && note.Pull == 7 && note.Evidence.Any(item => item.Name == "head")
                && note.Evidence.Any(item => item.Name == "settings"));
        notes[4].Evidence.Should().Contain(new AuditEvidence("fingerprint", "fp:1"));
        notes[5].Evidence.Should().Contain(new AuditEvidence("findings", "fp:2"));
        CommandAudit.Of(new CommandEffect.Recheck(), 4001, Prod(), Fay).Should().BeNull();
    }

    [Fact]
    public void Check_actions_match_their_check_and_fit_GitHubs_limits()
    {
        var verdicts = CheckRules.Decide(Prod().WithLocks(Held));

        var buttons = verdicts.ToDictionary(
            verdict => verdict.Name, verdict => CheckButtons.Of(verdict, Prod().WithLocks(Held)));

        buttons["tfpilot: main"].Select(button => button.Identifier).Should().Equal("recheck");
        buttons["tfpilot / prod"].Select(button => button.Identifier).Should().Equal("recheck", "unlock");
        buttons.Values.SelectMany(all => all).Should()
            .OnlyContain(button => button.Label.Length <= 20 && button.Description.Length <= 40
                && button.Identifier.Length <= 20);
        CheckButtons.CommandOf("unlock", "tfpilot / prod").Should().Be(new PullCommand.Unlock("prod"));
        CheckButtons.CommandOf("unlock", "tfpilot: main").Should().BeNull();
        CheckButtons.CommandOf("format", "tfpilot / prod").Should().BeNull();
    }

    [Fact]
    public void The_check_shows_the_lock_owner_its_start_and_the_queue_position()
    {
        var waiting = Prod().WithLocks(Held with { Since = Start });
        var holding = Prod().WithLocks(Held with { Pull = 7, Queue = [new(9, Bob, 8)] });

        waiting.Status(rule: "lock").Should().Be("Blocked locked by #9, place 1 of 2 in the queue");
        waiting.Find(rule: "lock")!.Reasons.Should()
            .Equal(
                "bob locked prod (2026-11-02 08:00 UTC): migration. The check is re-evaluated as soon as the lock " +
                    "is released.");
        holding.Status(rule: "lock").Should().Be("Approved holds the lock, #9 waits");
    }

    private static PullFacts Found() =>
        (Pull("live/prod/web/main.tf")
            .With(Evidence(1, Web(Deletion))) with
        { Settings = WithRule(PolicyLevel.Approve, "dba") }).WithApprovals();

    private static PullFacts ShownSince(int minutes, PullFacts pull) =>
        pull.WithPlans((S2, EnvironmentPlan.FingerprintOf(pull, "prod")!, minutes));

    private static CommandResult Answer(PullFacts facts, Person by, string commands) =>
        CommandRules.Answer(facts, by, Now, CommandReader.Read($"/tfpilot {commands}"));
}
