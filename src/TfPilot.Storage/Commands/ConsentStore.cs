using System.Data.Common;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;

namespace TfPilot.Storage;

/// <summary>The overrides and policy approvals from comments, including those that no longer count.</summary>
public sealed class ConsentStore(Database database)
{
    public Task<IReadOnlyList<OverrideRequest>> OverridesAsync(PullKey key, CancellationToken ct) =>
        database.ReadAsync($"""
            SELECT by_id, by_login, environment, head, fingerprint, reason, given, edited, comment FROM override_request
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND pull = {key.Pull} ORDER BY comment, environment
            """, ReadOverride, ct);

    public Task<IReadOnlyList<PolicyApproval>> PolicyApprovalsAsync(PullKey key, CancellationToken ct) =>
        database.ReadAsync($"""
            SELECT by_id, by_login, rule, environment, findings, given, edited, comment FROM policy_approval
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND pull = {key.Pull} ORDER BY comment, rule, environment
            """, ReadApproval, ct);

    public Task<IReadOnlyList<DestroyConfirmation>> ConfirmationsAsync(PullKey key, CancellationToken ct) =>
        database.ReadAsync($"""
            SELECT by_id, by_login, project, given, edited, comment FROM destroy_confirmation
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND pull = {key.Pull} ORDER BY comment, project
            """, row => new DestroyConfirmation(
                new(new(row.GetInt64(0)), row.GetString(1)), row.GetString(2), row.Moment(3))
        {
            IsEdited = row.GetBoolean(4),
            Comment = row.GetInt64(5),
        }, ct);

    /// <summary>
    /// Records that the comment was edited or deleted: its consents no longer count, and its undecided commands are
    /// dropped; true when a consent counted before.
    /// </summary>
    public Task<bool> MarkEditedAsync(PullKey key, long comment, CancellationToken ct) =>
        database.WriteAsync(async session =>
    {
        // First, because a concurrent decision holds this row's lock, and its result must be visible to the next
        // statement.
        await session.ExecuteAsync($"""
            UPDATE desk_comment SET done = TRUE
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND comment = {comment}
              AND reaction IS NULL
            """, ct);
        var overrides = await session.ExecuteAsync($"""
            UPDATE override_request SET edited = TRUE
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND comment = {comment}
              AND NOT edited
            """, ct);
        var approvals = await session.ExecuteAsync($"""
            UPDATE policy_approval SET edited = TRUE
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND comment = {comment}
              AND NOT edited
            """, ct);
        await session.ExecuteAsync($"""
            UPDATE destroy_confirmation SET edited = TRUE
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND comment = {comment}
            """, ct);
        var applies = await ApplyApprovalStore.MarkEditedAsync(session, key, comment, ct);
        return overrides + approvals + applies > 0;
    }, ct);

    private static OverrideRequest ReadOverride(DbDataReader row) => new(
        new(new(row.GetInt64(0)), row.GetString(1)),
        row.GetString(2),
        CommitSha.Parse(row.GetString(3)),
        row.GetString(4),
        row.GetString(5),
        row.Moment(6))
    {
        IsEdited = row.GetBoolean(7),
        Comment = row.GetInt64(8),
    };

    private static PolicyApproval ReadApproval(DbDataReader row) => new(
        new(new(row.GetInt64(0)), row.GetString(1)),
        row.GetString(2),
        row.GetString(3) is { Length: > 0 } environment ? environment : null,
        row.GetString(4),
        row.Moment(5))
    {
        IsEdited = row.GetBoolean(6),
        Comment = row.GetInt64(7),
    };
}
