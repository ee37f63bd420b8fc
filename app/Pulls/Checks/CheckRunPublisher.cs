using TfPilot.App.Jobs;
using TfPilot.Core.Audit;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Identity;
using TfPilot.GitHub.Ids;
using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>Writes the checks of a commit that differ from GitHub's. Idempotent.</summary>
internal sealed class CheckRunPublisher(
    InstallationTokens tokens, PullStore checks, PullQueue queue, TimelineReader timelines, TimeProvider clock,
    ILogger<CheckRunPublisher> log)
{
    /// <param name="published">The checks on GitHub; null uses the last written state instead.</param>
    /// <param name="recordAsync">Appends the decision to the audit log before any check is written.</param>
    /// <returns>True when a check was written.</returns>
    public async Task<bool> WriteAsync(
        Lease lease, CommitSha head, IReadOnlyList<OwnCheckRun>? published, IReadOnlyList<CheckRunDraft> drafts,
        Func<Task<AuditHead>> recordAsync, CancellationToken ct)
    {
        var publishedByName = (published ?? []).ToDictionary(check => check.Name, StringComparer.Ordinal);
        var different = drafts.Where(draft => !IsPublished(draft, publishedByName.GetValueOrDefault(draft.Name)))
            .ToList();
        if (different.Count == 0) return false;
        var rows = (await checks.ChecksAsync(lease.Key, head.Text, ct)).ToDictionary(
            row => row.Name, StringComparer.Ordinal);
        if (published is null)
            different.RemoveAll(draft => rows.GetValueOrDefault(draft.Name)?.Hash == draft.ExternalId);
        if (different.Count == 0) return false;
        var auditHead = await recordAsync();
        var timeline = AuditLog.TimelineOf(lease.Key.Pull, await timelines.ReadAsync(lease.Key, ct));
        var writer = await tokens.GetClientAsync(
            lease.Key.Installation, lease.Key.Repository, TokenScope.WriteChecks, ct);
        foreach (var draft in different.ConvertAll(draft => AuditLog.WithAuditHead(draft, auditHead, timeline)))
        {
            var start = clock.GetTimestamp();
            var (check, row) = (publishedByName.GetValueOrDefault(draft.Name), rows.GetValueOrDefault(draft.Name));
            var id = await WriteAsync(writer, head, draft, check?.Id ?? (row is null ? null : new(row.CheckRun)),
                check?.ExternalId ?? row?.Hash, ct);
            LogWritten(draft, id, lease.Key, head, start);
            if (await checks.SaveAsync(
                new(lease.Key, head.Text, draft.Name, id.Value, draft.ExternalId), lease.Fence, ct)) continue;
            // Lease lost; requeue to re-evaluate.
            await queue.MarkAsync(lease.Key, clock.GetUtcNow(), ct);
            return true;
        }

        return true;
    }

    /// <summary>Creates a check that belongs to no pull request.</summary>
    public async Task WriteAsync(
        long installation, long repository, CommitSha head, CheckRunDraft draft, CancellationToken ct)
    {
        var writer = await tokens.GetClientAsync(installation, repository, TokenScope.WriteChecks, ct);
        var start = clock.GetTimestamp();
        var id = await writer.Client.CreateCheckRunAsync(writer.Name, head, draft, ct);
        LogWritten(draft, id, new(installation, repository, 0), head, start);
    }

    private void LogWritten(CheckRunDraft draft, CheckRunId id, PullKey key, CommitSha head, long start) =>
        log.CheckWritten(
        draft.Name, id.Value, key.Pull, key.Repository, key.Installation, head.Text, $"{draft.Conclusion}",
        clock.Milliseconds(start));

    /// <summary>
    /// Whether GitHub shows this draft. A check that was re-run or changed by another program has another conclusion.
    /// </summary>
    private static bool IsPublished(CheckRunDraft draft, OwnCheckRun? published) =>
        published is not null && published.ExternalId == draft.ExternalId && published.Conclusion == draft.Conclusion;

    private static Task<CheckRunId> WriteAsync(
        InstalledRepository writer, CommitSha head, CheckRunDraft draft, CheckRunId? known, string? written,
        CancellationToken ct) => known is { } id
        ? writer.Client.UpdateCheckRunAsync(
            writer.Name, id, CheckDrafts.HasAnnotationsOf(written, draft) ? draft with { Annotations = [] } : draft, ct)
        : writer.Client.CreateCheckRunAsync(writer.Name, head, draft, ct);
}
