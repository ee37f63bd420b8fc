using TfPilot.Core.Approvals;
using TfPilot.Core.Audit;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>
/// Tells the history what was decided before any check says it, so that the head which the check prints covers it.
/// </summary>
internal sealed class AuditLog(AuditStore audit, TimeProvider clock)
{
    public async Task<AuditHead> RecordAsync(
        PullKey key, PullSnapshot snapshot, IReadOnlyList<PullEvaluation> sharing, CancellationToken ct)
    {
        var head = await RecordAsync(key,
            DecisionNotes.OfSettings(
                sharing[0].Facts.Settings, key.Repository, snapshot.Settings.Settings, snapshot.Settings.Waivers), ct);
        foreach (var pull in sharing) head = await RecordAsync(key, DecisionNotes.Of(pull, key.Repository), ct);
        return head;
    }

    /// <summary>What a merge group is told; of pull request 0 when GitHub knows none of it.</summary>
    public Task<AuditHead> RecordAsync(PullKey key, CommitSha group, CheckVerdict verdict, CancellationToken ct) =>
        RecordAsync(key, DecisionNotes.OfGroup(group, verdict, key.Repository, key.Pull == 0 ? null : key.Pull), ct);

    /// <summary>That nothing is decided of a pull request that is parked, until it can be looked at again.</summary>
    public Task<AuditHead> RecordDeadLetterAsync(
        PullKey key, CommitSha head, CheckVerdict verdict, string reason, CancellationToken ct) =>
        RecordAsync(key, DecisionNotes.OfDeadLetter(head, verdict, reason, key.Repository, key.Pull), ct);

    /// <summary>
    /// The last line of each check. It is no part of what decides whether a check shows what it should: the history
    /// goes on with everything.
    /// </summary>
    public static CheckRunDraft Anchored(CheckRunDraft draft, AuditHead head) =>
        draft with { Summary = $"{draft.Summary}\nAudit: `{head.Short}`\n" };

    private Task<AuditHead> RecordAsync(PullKey key, DeduplicatedNote told, CancellationToken ct) =>
        audit.AppendChangeAsync(key.Installation, told.Note, told.State, clock.GetUtcNow(), ct);
}
