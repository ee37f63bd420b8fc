using TfPilot.Core.Approvals;
using TfPilot.Core.Audit;
using TfPilot.Core.Basics;
using TfPilot.Delivery.Timelines;
using TfPilot.GitHub.Api;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>
/// Appends decisions to the audit log before the check is written, so that the log head in the check covers them.
/// </summary>
internal sealed class AuditLog(AuditStore audit, TimeProvider clock)
{
    private const int MaxTimelineLength = 6_000;

    public Task<AuditHead> RecordAsync(
        PullKey key, PullSnapshot snapshot, IReadOnlyList<PullEvaluation> evaluations, CancellationToken ct)
    {
        var (settings, waivers) = (snapshot.Settings.Settings, snapshot.Settings.Waivers);
        return RecordAsync(key,
        [
            DecisionNotes.OfSettings(evaluations[0].Facts.Settings, key.Repository, settings, waivers),
            .. evaluations.Select(pull => DecisionNotes.Of(pull, key.Repository)),
        ], ct);
    }

    /// <summary>The decision about a merge group; stored under pull request 0 when GitHub lists none.</summary>
    public Task<AuditHead> RecordAsync(PullKey key, CommitSha group, CheckVerdict verdict, CancellationToken ct) =>
        RecordAsync(key, [DecisionNotes.OfGroup(group, verdict, key.Repository, key.Pull == 0 ? null : key.Pull)], ct);

    /// <summary>Records that a parked pull request is undecided until the next successful evaluation.</summary>
    public Task<AuditHead> RecordDeadLetterAsync(
        PullKey key, CommitSha head, CheckVerdict verdict, string reason, CancellationToken ct) =>
        RecordAsync(key, [DecisionNotes.OfDeadLetter(head, verdict, reason, key.Repository, key.Pull)], ct);

    /// <summary>
    /// The end of each check: the timeline until the decision, where there is space for it, and the log head. Excluded
    /// from the comparison that decides about an update, because both always change.
    /// </summary>
    public static CheckRunDraft WithAuditHead(CheckRunDraft draft, AuditHead head, string timeline = "")
    {
        var end = $"\nAudit: `{head.Short}`\n";
        var whole = $"{draft.Summary}{timeline}{end}";
        var fits = MarkdownBudget.CheckRun.Measure(whole) <= MarkdownBudget.CheckRun.Limit;
        return draft with { Summary = fits ? whole : $"{draft.Summary}{end}" };
    }

    /// <summary>A folded section with the newest events.</summary>
    public static string TimelineOf(int pull, Timeline timeline) => timeline.Events.Count == 0 ? ""
        : $"\n<details>\n<summary>Timeline</summary>\n\n"
            + TimelineText.Markdown(new(pull, timeline.Last, timeline.Events), MaxTimelineLength)
            + "\n</details>\n";

    private Task<AuditHead> RecordAsync(PullKey key, IReadOnlyList<DeduplicatedNote> notes, CancellationToken ct) =>
        audit.AppendChangesAsync(key.Installation, notes, clock.GetUtcNow(), ct);
}
