using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using TfPilot.Core.Audit;
using TfPilot.Core.Tests;
using TfPilot.Delivery.Changes;
using TfPilot.Delivery.Timelines;

namespace TfPilot.Delivery.Tests.Timelines;

public sealed class TimelineTextTests
{
    /// <summary>A change from the opening to the apply, with events of many kinds.</summary>
    private static readonly PullTimeline Whole = Of(new History()
        .Decide("pending: prod needs 1 approval", ("plan of prod", "fp:1"), ("run", "run 400, attempt 1"),
            ("verdict", "run 400, attempt 1: needs approval"), ("policy-failure", "keep in prod"))
        .Add(AuditKind.Lock, "bob requested the lock of prod: migration | <b>now</b>")
        .Add(AuditKind.Refusal, "Sorry, eve may not unlock prod.")
        .Add(AuditKind.PolicyApproval, "bob approved the findings of keep in prod")
        .Decide("approved: 1 approval", ("plan of prod", "fp:1"), ("approval", "bob (2002)"))
        .DecideOn(new string('e', 40), "pending: prod needs 1 approval", ("plan of prod", "fp:2"))
        .Add(AuditKind.Override, "bob overrode the approvals of prod: the disk is full")
        .Add(AuditKind.MergeGroup, "passed: approved")
        .Add(AuditKind.Unlock, "prod was released: the pull request was closed")
        .Add(ChangeAudit.Of(Given.Approved(Given.Plan()), 22))
        .Add(AuditKind.Gate, "no for prod, live/web: The environment is frozen.", ("run", "run 500, attempt 1"))
        .Add(AuditKind.Gate, "no for prod, live/web: The environment is frozen.", ("run", "run 500, attempt 1"))
        .Add(AuditKind.Apply, "live/web (prod): applied, 1 added, 0 changed, 0 destroyed",
            ("environment", "prod"), ("project", "live/web"), ("run", "run 500, attempt 2"), ("exit-code", "0"),
            ("seconds", "12.5"), ("resources", "1")));

    [Fact]
    public void A_timeline_is_a_table() => Golden.Check(TimelineText.Markdown(Whole, 10_000), "timeline.md");

    [Fact]
    public void A_long_timeline_shows_its_newest_events()
    {
        var text = TimelineText.Markdown(Whole, 350);

        text.Should().StartWith($"The last 2 of {Whole.Events.Count} events.").And.Contain("frozen").And
            .Contain("applied").And.NotContain("opened");
    }

    [Fact]
    public void Without_events_the_text_says_so() =>
        TimelineText.Markdown(new(7, 0, []), 10).Should().Be("Nothing is recorded about this pull request yet.\n");

    [Fact]
    public void Timelines_follow_the_schema()
    {
        var closed = PullTimeline.Of(Timeline.Empty, new(7, null, Given.Now, null, null, Given.Now));

        foreach (var timeline in new[] { Whole, closed, new(7, 0, []) })
            JsonSchema.InDocs("timeline.schema.json").Validate(Json(timeline)).Should().BeEmpty();
    }

    [Fact]
    public void The_schema_lists_every_kind_and_every_property()
    {
        var item = JsonNode.Parse(Repository.Read("docs/timeline.schema.json"))!["properties"]!["events"]!["items"]!;
        var kinds = item["properties"]!["kind"]!["enum"]!.AsArray().Select(kind => (string)kind!);
        var properties = Whole.Events.SelectMany(
            (_, at) => JsonNode.Parse(Json(Whole))!["events"]![at]!.AsObject().Select(pair => pair.Key)).Distinct();

        kinds.Should().BeEquivalentTo(Enum.GetValues<TimelineKind>().Select(kind => kind.Word()));
        properties.Should().BeEquivalentTo(item["properties"]!.AsObject().Select(pair => pair.Key));
    }

    [Fact]
    public void The_guide_explains_every_kind()
    {
        var guide = Repository.Read("docs/guides/timeline.md");

        foreach (var kind in Enum.GetValues<TimelineKind>()) guide.Should().Contain($"| `{kind.Word()}` |");
    }

    private static PullTimeline Of(History history) => PullTimeline.Of(
        Timeline.Empty.Then(history.Entries), new(7, "ann", Given.Now.AddHours(-1), null, null, null));

    private static string Json(PullTimeline timeline)
    {
        var json = new ArrayBufferWriter<byte>();
        TimelineJson.Write(timeline, json);
        return Encoding.UTF8.GetString(json.WrittenSpan);
    }
}
