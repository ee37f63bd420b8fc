using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TfPilot.Core.Audit;
using TfPilot.Core.Reviews;
using TfPilot.Delivery.Changes;
using TfPilot.Delivery.Gates;
using TfPilot.Delivery.Records;
using TfPilot.Delivery.Timelines;
using TfPilot.Delivery.Verifications;

namespace TfPilot.Delivery.Tests.Timelines;

public sealed class TimelineTests
{
    private const string OtherHead = "dddddddddddddddddddddddddddddddddddddddd";

    private static readonly TimelineFacts Open = new(7, "ann", Given.Now.AddHours(-1), null, null, null);

    private static readonly (string, string)[] Planned =
        [("plan of prod", "fp:1"), ("run", "run 400, attempt 1"), ("verdict", "run 400, attempt 1: needs approval")];

    [Theory]
    [InlineData(AuditKind.Override, "override")]
    [InlineData(AuditKind.PolicyApproval, "policy-approval")]
    [InlineData(AuditKind.Lock, "lock")]
    [InlineData(AuditKind.Unlock, "unlock")]
    [InlineData(AuditKind.Refusal, "refusal")]
    [InlineData(AuditKind.Proposal, "proposal")]
    [InlineData(AuditKind.Confirmation, "confirmation")]
    [InlineData(AuditKind.Orphan, "orphan")]
    [InlineData(AuditKind.MergeGroup, "merge-group")]
    [InlineData(AuditKind.Gate, "gate")]
    [InlineData(AuditKind.Apply, "apply")]
    public void An_entry_of_each_kind_is_an_event(AuditKind kind, string word)
    {
        var one = Events(new History().Add(kind, "what happened")).Should().ContainSingle().Subject;

        (one.Kind.Word(), one.What, one.Entry).Should().Be((word, "what happened", 1));
    }

    [Theory]
    [InlineData(AuditKind.Settings)]
    [InlineData(AuditKind.Installation)]
    public void Entries_about_the_repository_are_no_events(AuditKind kind) =>
        Events(new History().Add(kind, "what happened")).Should().BeEmpty();

    [Fact]
    public void A_verification_is_an_event_of_its_own()
    {
        var record = new ApplyRecord("prod", "live/web", ApplyStatus.Applied)
        {
            Verification = new([new("probe", "https://a.test/", VerificationStatus.Failed, "down")]),
        };
        var history = new History().Add(RecordAudit.Of(record, new(12, 1), 7, History.Head, 22));

        var events = Timeline.Empty.Then(history.Entries).Events;

        events.Select(one => (one.Kind.Word(), one.What)).Should().Equal(
            ("apply", "live/web (prod): applied"),
            ("verification", "verification failed: probe https://a.test/"));
        events.Should().OnlyContain(one => one.Run == new RunAttempt(12, 1) && one.Environment == "prod");
    }

    [Fact]
    public void Each_kind_of_entry_can_be_folded()
    {
        foreach (var kind in Enum.GetValues<AuditKind>()) Events(new History().Add(kind, "what happened"));
        Enum.GetValues<TimelineKind>().Select(kind => kind.Word()).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void A_decision_shows_its_runs_with_their_verdicts_and_the_approvals()
    {
        var history = new History().Decide("pending: needs 1 approval", Planned)
            .Decide("approved: 1 approval", [.. Planned, ("approval", "bob (2002)")]);

        Lines(history).Should().Equal(
            "plan run 400, attempt 1: needs approval",
            "decision pending: needs 1 approval",
            "approval the approval of bob counts",
            "decision approved: 1 approval");
    }

    [Fact]
    public void A_run_that_is_not_trusted_is_shown_as_such() =>
        Lines(new History().Decide("pending", ("run", "run 9, attempt 2, not trusted"))).Should().Equal(
            "plan run 9, attempt 2, not trusted", "decision pending");

    [Theory]
    [InlineData(OtherHead, "fp:1", History.Settings, "the head changed from bbbbbbb to ddddddd")]
    [InlineData(History.Head, "fp:2", History.Settings, "the plan of prod changed")]
    [InlineData(OtherHead, "fp:2", History.Settings,
        "the head changed from bbbbbbb to ddddddd; the plan of prod changed")]
    [InlineData(History.Head, "fp:1", OtherHead, "the settings changed to those of ddddddd")]
    [InlineData(History.Head, "fp:1", History.Settings,
        "the review was withdrawn or dismissed, it expired, or its author may no longer approve")]
    public void A_lost_approval_names_what_changed(string head, string plan, string settings, string why)
    {
        var history = new History().Decide("approved", ("plan of prod", "fp:1"), ("approval", "bob (2002)"))
            .DecideOn(head, "pending", ("settings", settings), ("plan of prod", plan));

        var lost = Events(history).Single(one => one.Kind == TimelineKind.ApprovalLost);

        (lost.What, lost.By, lost.Why).Should().Be(("the approval of bob no longer counts", "bob", why));
    }

    [Fact]
    public void A_renamed_approver_is_the_same_person()
    {
        var history = new History().Decide("approved", ("approval", "bob (2002)"))
            .Decide("approved", ("approval", "robert (2002)"), ("run", "run 1, attempt 1"));

        Events(history).Count(one => one.Kind is TimelineKind.Approval or TimelineKind.ApprovalLost).Should().Be(1);
    }

    [Fact]
    public void An_impossible_decision_loses_no_approval()
    {
        var history = new History().Decide("approved", ("approval", "bob (2002)"))
            .Add(AuditKind.Decision, "failed: no decision possible: GitHub is down", ("head", History.Head))
            .Decide("approved", ("approval", "bob (2002)"));

        Lines(history).Should().Equal(
            "approval the approval of bob counts", "decision approved",
            "decision failed: no decision possible: GitHub is down");
    }

    [Fact]
    public void Failing_and_waived_rules_are_shown_when_they_begin_and_cease()
    {
        var history = new History().Decide("blocked", ("policy-failure", "keep in prod"))
            .Decide("blocked", ("policy-waiver", "keep in prod"));

        Lines(history).Should().Equal(
            "policy keep in prod fails", "decision blocked",
            "policy keep in prod no longer fails", "policy keep in prod is waived");
    }

    [Fact]
    public void Merge_gate_and_head_are_read_from_the_entries_that_the_App_writes()
    {
        var plan = Given.Plan(Given.Change("a.x", null, "{}"));
        var approved = Given.Approved(plan);
        var history = new History().Add(ChangeAudit.Of(approved, 22))
            .Add(ChangeAudit.Of(approved with { IsApproved = false, Missing = ["dev: needs 1 approval"] }, 22));
        var gate = Given.Gate(plan);
        history.Add(GateAudit.Of(gate, GateRules.Decide(gate), 22));

        var events = Events(history);

        Lines(history).Should().Equal(
            "merge merged as aaaaaaa by bob",
            "change with approval for prod, live/web",
            "change without approval for prod, live/web: dev: needs 1 approval",
            "gate go for prod, live/web");
        (events[0].At, events[0].By, events[0].Commit).Should().Be((approved.MergedAt, "bob", Given.Merge.Text));
        (events[3].Environment, events[3].Project, events[3].Run, events[3].Commit).Should()
            .Be(("prod", "live/web", Given.Caller.Run, Given.Merge.Text));
    }

    [Fact]
    public void An_apply_shows_its_exit_code_duration_and_resources()
    {
        var record = new ApplyRecord("prod", "live/web", ApplyStatus.Applied)
        {
            ExitCode = 0,
            Started = Given.Now,
            Ended = Given.Now.AddSeconds(12.5),
            Changes = [Changed("a.x", "delete"), Changed("a.x", "create"), Changed("a.y", "update")],
        };
        var history = new History().Add(RecordAudit.Of(record, new(500, 2), 7, Given.Merge.Text, 22));

        var one = Events(history).Single();

        (one.Run, one.ExitCode, one.Seconds, one.Resources).Should().Be((new(500, 2), 0, 12.5, 2));
        (one.Environment, one.Project, one.Commit).Should().Be(("prod", "live/web", Given.Merge.Text));
    }

    [Fact]
    public void Entries_keep_their_order_when_the_clock_of_an_instance_is_behind()
    {
        var history = new History().Add(History.Note(AuditKind.Lock, "first"), Given.Now)
            .Add(History.Note(AuditKind.Unlock, "second"), Given.Now.AddMinutes(-5));

        Events(history).Select(one => one.What).Should().Equal("first", "second");
    }

    [Fact]
    public void The_same_answer_in_a_row_is_one_event_with_a_count()
    {
        var history = new History();
        for (var i = 0; i < 3; i++) history.Add(AuditKind.Gate, "no for prod", ("run", "run 500, attempt 1"));
        history.Add(AuditKind.Gate, "no for prod", ("run", "run 500, attempt 2"));

        Events(history).Select(one => (one.Times, one.Until)).Should()
            .Equal((3, Given.Now.AddMinutes(2)), (1, null));
    }

    [Fact]
    public void Entries_that_are_read_again_are_skipped()
    {
        var history = new History().Add(AuditKind.Lock, "first").Add(AuditKind.Unlock, "second");
        var once = Timeline.Empty.Then(history.Entries);

        once.Then(history.Entries).Should().BeSameAs(once);
    }

    [Fact]
    public void Folding_in_parts_equals_folding_at_once() => Prop.ForAll(
        Gen.Choose(0, 9).ListOf().ToArbitrary(), Gen.Choose(1, 4).ToArbitrary(),
        (steps, size) =>
        {
            var history = new History();
            foreach (var step in steps) Step(history, step);
            var parts = history.Entries.Chunk(size).Aggregate(Timeline.Empty, (state, part) => state.Then(part));
            return Json(parts) == Json(Timeline.Empty.Then(history.Entries));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_timeline_begins_with_the_opening()
    {
        var timeline = PullTimeline.Of(Timeline.Empty, Open);

        timeline.Events.Select(one => (one.At, one.What)).Should().Equal((Given.Now.AddHours(-1), "opened by ann"));
    }

    [Theory]
    [InlineData(OtherHead, "merge", "merged as ddddddd by bob")]
    [InlineData(null, "closed", "closed without a merge")]
    public void The_end_is_shown_when_the_history_does_not_have_it(string? commit, string kind, string what)
    {
        var facts = Open with { MergeCommit = commit, MergedBy = commit is null ? null : "bob", Closed = Given.Now };

        var last = PullTimeline.Of(Timeline.Empty, facts).Events[^1];

        (last.Kind.Word(), last.What).Should().Be((kind, what));
    }

    [Fact]
    public void A_merge_of_the_history_is_not_repeated()
    {
        var history = new History().Add(ChangeAudit.Of(Given.Approved(Given.Plan()), 22));
        var facts = Open with { MergeCommit = Given.Merge.Text, MergedBy = "bob", Closed = Given.Now };

        PullTimeline.Of(Timeline.Empty.Then(history.Entries), facts).Events
            .Count(one => one.Kind == TimelineKind.Merge).Should().Be(1);
    }

    private static AppliedChange Changed(string address, string action) =>
        new(address, action, ChangeResult.Complete);

    private static void Step(History history, int step) => _ = step switch
    {
        0 => history.Decide("pending"),
        1 => history.Decide("pending", Planned),
        2 => history.Decide("approved", [.. Planned, ("approval", "bob (2002)")]),
        3 => history.DecideOn(OtherHead, "pending", Planned),
        4 => history.Decide("blocked", ("policy-failure", "keep in prod"), ("policy-waiver", "tags in prod")),
        5 => history.Add(AuditKind.Decision, "failed: no decision possible", ("head", History.Head)),
        6 => history.Add(ChangeAudit.Of(Given.Approved(Given.Plan()), 22)),
        7 => history.Add(AuditKind.Gate, "no for prod", ("run", "run 500, attempt 1")),
        8 => history.Add(AuditKind.Apply, "live/web (prod): applied", ("exit-code", "0")),
        _ => history.Add(AuditKind.Settings, "decisions use the settings of main"),
    };

    private static IReadOnlyList<TimelineEvent> Events(History history) =>
        Timeline.Empty.Then(history.Entries).Events;

    private static IEnumerable<string> Lines(History history) =>
        Events(history).Select(one => $"{one.Kind.Word()} {one.What}");

    private static string Json(Timeline timeline)
    {
        var json = new ArrayBufferWriter<byte>();
        TimelineJson.Write(PullTimeline.Of(timeline, Open), json);
        return Encoding.UTF8.GetString(json.WrittenSpan);
    }
}
