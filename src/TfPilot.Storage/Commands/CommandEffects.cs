using System.Diagnostics;
using TfPilot.Core.Approvals;

namespace TfPilot.Storage;

/// <summary>Executes commands in one transaction with their audit log entries.</summary>
internal static class CommandEffects
{
    /// <summary>
    /// Executes one effect and appends its audit entry. Returns false if a requested lock was queued instead of
    /// acquired.
    /// </summary>
    public static async Task<bool> PerformAsync(
        SqlSession session, CommandComment comment, AuditedEffect audited, DateTimeOffset now, CancellationToken ct)
    {
        var key = comment.Key;
        var actor = audited.Note.By
            ?? throw new ArgumentException("the audit entry must name the person who commented", nameof(audited));
        if (audited.Effect is CommandEffect.Release(var released, var pull, var ticket))
        {
            // A lock that was released meanwhile is already in the audit log.
            var holder = pull ?? LockQueue.Freeze;
            if (!await LockQueue.ReleaseAsync(session, key, Key(released), holder, ticket, now, ct)) return true;
        }

        var isAcquired = true;
        switch (audited.Effect)
        {
            case null or CommandEffect.Recheck or CommandEffect.Release:
                break;
            case CommandEffect.Take(var environment, var reason):
                isAcquired = await LockQueue.AcquireAsync(
                    session, key, Key(environment), key.Pull, actor, reason, now, ct);
                break;
            case CommandEffect.Freeze(var environment, var reason):
                isAcquired = await LockQueue.AcquireAsync(
                    session, key, Key(environment), LockQueue.Freeze, actor, reason, now, ct);
                break;
            case CommandEffect.Override(var request):
                await SaveAsync(session, comment, request, ct);
                break;
            case CommandEffect.Approve(var approval):
                await SaveAsync(session, comment, approval, ct);
                break;
            case CommandEffect.ApproveApply(var approval):
                await ApplyApprovalStore.SaveAsync(session, comment, approval, ct);
                break;
            case CommandEffect.Confirm(var confirmation):
                await SaveAsync(session, comment, confirmation, ct);
                break;
            case CommandEffect.AskGitHub request:
                await RunRequestStore.AddAsync(session, comment, request, actor, now, ct);
                break;
            case CommandEffect.Propose request:
                await ProposalStore.AddAsync(session, comment, request, actor, now, ct);
                break;
            default:
                throw new UnreachableException();
        }

        await AuditStore.AppendAsync(session, key.Installation, audited.Note, null, now, ct);
        return isAcquired;
    }

    internal static string Key(string environment) => environment.ToLowerInvariant();

    /// <summary>Running the same comment again, for example after it was edited, updates its row.</summary>
    internal static Task<int> SaveAsync(
        SqlSession session, CommandComment comment, OverrideRequest request, CancellationToken ct) =>
        session.ExecuteAsync($"""
            INSERT INTO override_request (installation, repository, comment, environment, pull, by_id, by_login, head, fingerprint, reason, given)
            VALUES ({comment.Key.Installation}, {comment.Key.Repository}, {comment.Comment}, {request.Environment}, {comment.Key.Pull},
              {request.By.Id.Value}, {request.By.Login}, {request.Head.Text}, {request.Fingerprint}, {request.Reason}, {request.At})
            ON CONFLICT (installation, repository, comment, environment) DO UPDATE SET reason = excluded.reason
            """, ct);

    internal static Task<int> SaveAsync(
        SqlSession session, CommandComment comment, DestroyConfirmation confirmation, CancellationToken ct) =>
        session.ExecuteAsync($"""
            INSERT INTO destroy_confirmation (installation, repository, comment, project, pull, by_id, by_login, given)
            VALUES ({comment.Key.Installation}, {comment.Key.Repository}, {comment.Comment}, {confirmation.Project}, {comment.Key.Pull},
              {confirmation.By.Id.Value}, {confirmation.By.Login}, {confirmation.At})
            ON CONFLICT (installation, repository, comment, project) DO NOTHING
            """, ct);

    internal static Task<int> SaveAsync(
        SqlSession session, CommandComment comment, PolicyApproval approval, CancellationToken ct) =>
        session.ExecuteAsync($"""
            INSERT INTO policy_approval (installation, repository, comment, rule, environment, pull, by_id, by_login, findings, given)
            VALUES ({comment.Key.Installation}, {comment.Key.Repository}, {comment.Comment}, {approval.Rule}, {approval.Environment ?? ""}, {comment.Key.Pull},
              {approval.By.Id.Value}, {approval.By.Login}, {approval.Findings}, {approval.At})
            ON CONFLICT (installation, repository, comment, rule, environment) DO UPDATE SET findings = excluded.findings
            """, ct);
}
