using System.Collections.Immutable;
using System.Globalization;
using TfPilot.Core.Audit;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.Delivery.Verifications;

namespace TfPilot.Delivery.Timelines;

/// <summary>Appends the events of further entries to those of a timeline.</summary>
internal sealed class TimelineFold(Timeline state)
{
    private const string AttemptMark = ", attempt ";

    private readonly ImmutableHashSet<RunAttempt>.Builder runs = state.Runs.ToBuilder();
    private List<TimelineEvent>? events;
    private DecisionState? decision = state.Decision;
    private string? mergeCommit = state.MergeCommit;
    private long last = state.Last;

    public bool IsUnchanged => last == state.Last;

    public void Add(RecordedEntry entry)
    {
        if (entry.Number <= last) return;
        WorkBudget.Spend();
        last = entry.Number;
        switch (entry.Note.Kind)
        {
            case AuditKind.Decision: AddDecision(entry); break;
            case AuditKind.Change: AddChange(entry); break;
            case AuditKind.Gate: Append(entry, TimelineKind.Gate, entry.Note.What); break;
            case AuditKind.ApplyApproval: Append(entry, TimelineKind.ApplyApproval, entry.Note.What); break;
            case AuditKind.Apply: AddApply(entry); break;
            case AuditKind.MergeGroup: Append(entry, TimelineKind.MergeGroup, entry.Note.What); break;
            case AuditKind.Override: Append(entry, TimelineKind.Override, entry.Note.What); break;
            case AuditKind.PolicyApproval: Append(entry, TimelineKind.PolicyApproval, entry.Note.What); break;
            case AuditKind.Lock: Append(entry, TimelineKind.Lock, entry.Note.What); break;
            case AuditKind.Unlock: Append(entry, TimelineKind.Unlock, entry.Note.What); break;
            case AuditKind.Request: Append(entry, TimelineKind.Request, entry.Note.What); break;
            case AuditKind.Proposal: Append(entry, TimelineKind.Proposal, entry.Note.What); break;
            case AuditKind.Confirmation: Append(entry, TimelineKind.Confirmation, entry.Note.What); break;
            case AuditKind.Orphan: Append(entry, TimelineKind.Orphan, entry.Note.What); break;
            case AuditKind.Refusal: Append(entry, TimelineKind.Refusal, entry.Note.What); break;
            // These concern a repository or an installation, not one pull request.
            case AuditKind.Settings or AuditKind.Installation: break;
            default: throw new System.Diagnostics.UnreachableException();
        }
    }

    public Timeline Complete(Func<Timeline, IReadOnlyList<TimelineEvent>, long, Timeline> complete) => complete(
        state with { Decision = decision, Runs = runs.ToImmutable(), MergeCommit = mergeCommit },
        events ?? state.Events, last);

    private void AddDecision(RecordedEntry entry)
    {
        if (DecisionState.Of(entry) is not { } now)
        {
            Append(entry, TimelineKind.Decision, entry.Note.What);
            return;
        }

        var before = decision ?? DecisionState.None;
        if (decision is not null && now.Head != before.Head)
            Append(entry, TimelineKind.Push, $"the head is {DecisionState.Short(now.Head)}");
        AddRuns(entry);
        AddRules(entry, before.Failing, now.Failing, "fails");
        AddRules(entry, before.Waived, now.Waived, "is waived");
        AddApprovals(entry, before, now);
        if (now.What != before.What) Append(entry, TimelineKind.Decision, now.What);
        decision = now;
    }

    /// <summary>Each run once, also when a later decision uses it again.</summary>
    private void AddRuns(RecordedEntry entry)
    {
        foreach (var (name, text) in entry.Note.Evidence)
        {
            if (name != "run") continue;
            if (ReadRun(text) is not { } run || !runs.Add(run)) continue;
            var verdict = entry.All(ReviewEvidence.Verdict)
                .FirstOrDefault(known => known.StartsWith($"{run}: ", StringComparison.Ordinal));
            Append(entry, TimelineKind.Plan, verdict ?? text, one => one with { Run = run });
        }
    }

    private void AddRules(
        RecordedEntry entry, IReadOnlyList<string> before, IReadOnlyList<string> now, string verb)
    {
        if (before.Count + now.Count == 0) return;
        foreach (var rule in now.Except(before))
            Append(entry, TimelineKind.Policy, $"{rule} {verb}");
        foreach (var rule in before.Except(now))
            Append(entry, TimelineKind.Policy, $"{rule} no longer {verb}");
    }

    private void AddApprovals(RecordedEntry entry, DecisionState before, DecisionState now)
    {
        foreach (var (id, login) in before.Approvals)
        {
            if (now.Approvals.ContainsKey(id)) continue;
            Append(entry, TimelineKind.ApprovalLost, $"the approval of {login} no longer counts",
                one => one with { By = login, Why = now.WhyLostSince(before) });
        }

        foreach (var (id, login) in now.Approvals)
        {
            if (before.Approvals.ContainsKey(id)) continue;
            Append(entry, TimelineKind.Approval, $"the approval of {login} counts", one => one with { By = login });
        }
    }

    /// <summary>The merge once, then one event for each project and environment.</summary>
    private void AddChange(RecordedEntry entry)
    {
        var (commit, by) = (entry.Find("merge") ?? "", entry.Find("merged-by"));
        if (commit != mergeCommit)
        {
            mergeCommit = commit;
            Append(entry, TimelineKind.Merge, Merged(commit, by), one => one with
            {
                At = Moment(entry.Find("merged-at")) ?? entry.At,
                By = by,
                Commit = commit,
            });
        }

        var prefix = $"merged as {DecisionState.Short(commit)} ";
        var what = entry.Note.What;
        Append(entry, TimelineKind.Change,
            what.StartsWith(prefix, StringComparison.Ordinal) ? what[prefix.Length..] : what);
    }

    /// <summary>The result, then what its verification found.</summary>
    private void AddApply(RecordedEntry entry)
    {
        var verification = entry.Find(VerificationText.Evidence);
        var end = $"; {verification}";
        var what = entry.Note.What;
        Append(entry, TimelineKind.Apply, verification is not null && what.EndsWith(end, StringComparison.Ordinal)
            ? what[..^end.Length] : what);
        if (verification is not null) Append(entry, TimelineKind.Verification, verification);
    }

    internal static string Merged(string commit, string? by) =>
        $"merged as {DecisionState.Short(commit)}{(by is null ? "" : $" by {by}")}";

    private void Append(
        RecordedEntry entry, TimelineKind kind, string what, Func<TimelineEvent, TimelineEvent>? with = null)
    {
        var next = new TimelineEvent(entry.At, kind, what)
        {
            Entry = entry.Number,
            By = entry.Note.By?.Login,
            Environment = entry.Find("environment"),
            Project = entry.Find("project"),
            Commit = entry.Find("commit") ?? entry.Find("head"),
            Run = kind is TimelineKind.Gate or TimelineKind.Apply or TimelineKind.Verification
                ? ReadRun(entry.Find("run")) : null,
        };
        if (kind == TimelineKind.Apply) next = WithResult(next, entry);
        if (with is not null) next = with(next);
        events ??= [.. state.Events];
        if (events.Count > 0 && events[^1].Repeats(next))
            events[^1] = events[^1] with { Times = events[^1].Times + 1, Until = next.At };
        else
            events.Add(next);
    }

    private static TimelineEvent WithResult(TimelineEvent applied, RecordedEntry entry) => applied with
    {
        ExitCode = int.TryParse(entry.Find("exit-code"), CultureInfo.InvariantCulture, out var code) ? code : null,
        Seconds = double.TryParse(entry.Find("seconds"), CultureInfo.InvariantCulture, out var time) ? time : null,
        Resources = int.TryParse(entry.Find("resources"), CultureInfo.InvariantCulture, out var count) ? count : null,
    };

    /// <summary>Reads the text of a <see cref="RunAttempt"/>, which a note about its trust may follow.</summary>
    private static RunAttempt? ReadRun(string? text)
    {
        if (text is null || !text.StartsWith("run ", StringComparison.Ordinal)) return null;
        var at = text.IndexOf(AttemptMark, StringComparison.Ordinal);
        if (at < 0) return null;
        var attempt = text.AsSpan(at + AttemptMark.Length);
        if (attempt.IndexOf(',') is >= 0 and var end) attempt = attempt[..end];
        return long.TryParse(text.AsSpan("run ".Length, at - "run ".Length), CultureInfo.InvariantCulture, out var run)
            && int.TryParse(attempt, CultureInfo.InvariantCulture, out var number) ? new(run, number) : null;
    }

    private static DateTimeOffset? Moment(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var moment) ? moment : null;
}
