using System.Diagnostics;
using TfPilot.Core.Approvals;

namespace TfPilot.Storage;

/// <summary>Executes commands in one transaction with their audit log entries.</summary>
internal static class CommandEffects
{
    /// <summary>False when a requested lock is queued.</summary>
    public static async Task<bool> PerformAsync(
        SqlSession statements, CommandComment comment, AuditedEffect step, DateTimeOffset now, CancellationToken ct)
    {
        var (key, by) = (comment.Key, step.Note.By ?? throw new ArgumentException("nobody asks for it", nameof(step)));
        if (step.Effect is CommandEffect.Release(var given, var holder, var hold))
        {
            // A lock that was released meanwhile is already in the audit log.
            if (!await LockQueue.ReleaseAsync(statements, key, Key(given), holder ?? LockQueue.Freeze, hold, now, ct))
                return true;
        }

        var isAtOnce = step.Effect switch
        {
            null or CommandEffect.Recheck or CommandEffect.Release => true,
            CommandEffect.Take(var environment, var reason) =>
                await LockQueue.TakeAsync(statements, key, Key(environment), key.Pull, by, reason, now, ct),
            CommandEffect.Freeze(var environment, var reason) =>
                await LockQueue.TakeAsync(statements, key, Key(environment), LockQueue.Freeze, by, reason, now, ct),
            CommandEffect.Override(var request) => await KeepAsync(statements, comment, request, ct) > 0,
            CommandEffect.Approve(var approval) => await KeepAsync(statements, comment, approval, ct) > 0,
            _ => throw new UnreachableException(),
        };
        await AuditStore.AppendAsync(statements, key.Installation, step.Note, null, now, ct);
        return isAtOnce;
    }

    private static string Key(string environment) => environment.ToLowerInvariant();

    internal static Task<int> KeepAsync(
        SqlSession statements, CommandComment comment, OverrideRequest request, CancellationToken ct) =>
        statements.ExecuteAsync($"""
            INSERT INTO override_request (installation, repository, comment, environment, pull, by_id, by_login, head, fingerprint, reason, given)
            VALUES ({comment.Key.Installation}, {comment.Key.Repository}, {comment.Comment}, {request.Environment}, {comment.Key.Pull},
              {request.By.Id.Value}, {request.By.Login}, {request.Head.Text}, {request.Fingerprint}, {request.Reason}, {request.At})
            ON CONFLICT (installation, repository, comment, environment) DO UPDATE SET reason = excluded.reason
            """, ct);

    internal static Task<int> KeepAsync(
        SqlSession statements, CommandComment comment, PolicyApproval approval, CancellationToken ct) =>
        statements.ExecuteAsync($"""
            INSERT INTO policy_approval (installation, repository, comment, rule, environment, pull, by_id, by_login, findings, given)
            VALUES ({comment.Key.Installation}, {comment.Key.Repository}, {comment.Comment}, {approval.Rule}, {approval.Environment ?? ""}, {comment.Key.Pull},
              {approval.By.Id.Value}, {approval.By.Login}, {approval.Findings}, {approval.At})
            ON CONFLICT (installation, repository, comment, rule, environment) DO UPDATE SET findings = excluded.findings
            """, ct);
}
