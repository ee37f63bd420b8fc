using TfPilot.Core.Approvals;

namespace TfPilot.Storage;

/// <summary>A run that waits until the apply of a merged change is approved.</summary>
public sealed record ApplyApprovalRequest(PullKey Key, string Environment, long Run);

/// <summary>The approvals to apply merged changes, and the runs that wait for them.</summary>
public sealed class ApplyApprovalStore(Database database)
{
    /// <summary>How long a claim is held; a comment that failed is tried again after that.</summary>
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan RequestLifetime = TimeSpan.FromDays(1);

    /// <summary>Those of the pull request for the environment, edited ones included.</summary>
    public Task<IReadOnlyList<ApplyApproval>> ListAsync(PullKey key, string environment, CancellationToken ct) =>
        database.ReadAsync($"""
            SELECT by_id, by_login, given, edited, comment FROM apply_approval
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND pull = {key.Pull}
              AND environment = {CommandEffects.Key(environment)}
            """, row => new ApplyApproval(new(new(row.GetInt64(0)), row.GetString(1)), environment, row.Moment(2))
        {
            IsEdited = row.GetBoolean(3),
            Comment = row.GetInt64(4) is > 0 and var comment ? comment : null,
        }, ct);

    /// <summary>Stores that the run waits, unless it is stored already.</summary>
    /// <returns>Whether it was new.</returns>
    public async Task<bool> AddRequestAsync(ApplyApprovalRequest request, DateTimeOffset now, CancellationToken ct) =>
        await database.ExecuteAsync($"""
            INSERT INTO apply_approval_request (installation, repository, pull, environment, run, requested)
            VALUES ({request.Key.Installation}, {request.Key.Repository}, {request.Key.Pull}, {request.Environment}, {request.Run}, {now})
            ON CONFLICT (installation, repository, pull, environment, run) DO NOTHING
            """, ct) > 0;

    /// <summary>
    /// Claims the requests that no comment asks for yet, oldest first. An older one is given up: GitHub has refused its
    /// comment for a day.
    /// </summary>
    public Task<IReadOnlyList<ApplyApprovalRequest>> ClaimRequestsAsync(DateTimeOffset now, CancellationToken ct) =>
        database.ChangeAsync($"""
            UPDATE apply_approval_request SET held_until = {now + RetryDelay}
            WHERE NOT done AND requested > {now - RequestLifetime} AND (held_until IS NULL OR held_until <= {now})
              AND installation NOT IN (SELECT installation FROM installation WHERE removed IS NOT NULL)
            RETURNING installation, repository, pull, environment, run
            """, row => new ApplyApprovalRequest(row.Key(), row.GetString(3), row.GetInt64(4)), ct);

    public Task EndRequestAsync(ApplyApprovalRequest request, CancellationToken ct) => database.ExecuteAsync($"""
        UPDATE apply_approval_request SET done = TRUE
        WHERE installation = {request.Key.Installation} AND repository = {request.Key.Repository} AND pull = {request.Key.Pull}
          AND environment = {request.Environment} AND run = {request.Run}
        """, ct);

    /// <summary>
    /// Within the transaction that decides the comment. A new approval of a person replaces the earlier one.
    /// </summary>
    internal static Task<int> SaveAsync(
        SqlSession session, CommandComment comment, ApplyApproval approval, CancellationToken ct) =>
        session.ExecuteAsync($"""
            INSERT INTO apply_approval (installation, repository, pull, environment, by_id, by_login, comment, given)
            VALUES ({comment.Key.Installation}, {comment.Key.Repository}, {comment.Key.Pull}, {CommandEffects.Key(approval.Environment)},
              {approval.By.Id.Value}, {approval.By.Login}, {comment.Comment}, {approval.At})
            ON CONFLICT (installation, repository, pull, environment, by_id) DO UPDATE SET
              by_login = excluded.by_login, comment = excluded.comment, given = excluded.given, edited = FALSE
            """, ct);

    /// <summary>Within the transaction that revokes the consents of an edited comment.</summary>
    internal static Task<int> MarkEditedAsync(SqlSession session, PullKey key, long comment, CancellationToken ct) =>
        session.ExecuteAsync($"""
            UPDATE apply_approval SET edited = TRUE
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND comment = {comment} AND NOT edited
            """, ct);
}
