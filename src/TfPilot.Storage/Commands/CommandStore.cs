using TfPilot.Core.Approvals;
using TfPilot.Core.Audit;

namespace TfPilot.Storage;

/// <summary>A comment with commands.</summary>
public readonly record struct CommandComment(PullKey Key, long Comment);

/// <summary>The answer to show: a reaction by GitHub's name, and an optional reply.</summary>
public sealed record CommandReply(string Reaction, string? Text);

/// <summary>
/// The lease of a comment; <paramref name="Reply"/> is null until it is decided. Attempts count from 1.
/// </summary>
public sealed record CommandLease(CommandComment Comment, int Attempt, CommandReply? Reply);

/// <summary>An unanswered comment with its number of attempts.</summary>
public sealed record UnansweredComment(CommandComment Comment, int Attempts);

/// <summary>The answered comments, so that each is answered once despite repeated deliveries and crashes.</summary>
public sealed class CommandStore(Database database)
{
    /// <summary>The duration of a claim; longer than answering takes.</summary>
    public static readonly TimeSpan ClaimTimeout = TimeSpan.FromMinutes(1);

    /// <summary>Claims the comment; null when it is already answered or claimed.</summary>
    public async Task<CommandLease?> ClaimAsync(CommandComment comment, DateTimeOffset now, CancellationToken ct)
    {
        var key = comment.Key;
        return (await database.ChangeAsync($"""
            INSERT INTO desk_comment (installation, repository, comment, pull, attempt, held_until)
            VALUES ({key.Installation}, {key.Repository}, {comment.Comment}, {key.Pull}, 1, {now + ClaimTimeout})
            ON CONFLICT (installation, repository, comment) DO UPDATE SET held_until = excluded.held_until, attempt = desk_comment.attempt + 1
              WHERE NOT desk_comment.done AND (desk_comment.held_until IS NULL OR desk_comment.held_until <= {now})
            RETURNING attempt, reaction, reply
            """, row => new CommandLease(comment, row.Number(0), row.Text(1) is { } reaction ? new(reaction, row.Text(2)) : null), ct)).SingleOrDefault();
    }

    /// <summary>Whether the comment is answered or needs no answer; false while it may still be claimed.</summary>
    public async Task<bool> IsDoneAsync(CommandComment comment, CancellationToken ct) => (await database.ReadAsync($"""
        SELECT done FROM desk_comment
        WHERE installation = {comment.Key.Installation} AND repository = {comment.Key.Repository} AND comment = {comment.Comment}
        """, row => row.GetBoolean(0), ct)).SingleOrDefault();

    /// <summary>The comments of the installation that were claimed and not answered.</summary>
    public Task<IReadOnlyList<UnansweredComment>> UnansweredAsync(long installation, CancellationToken ct) =>
        database.ReadAsync($"""
            SELECT installation, repository, pull, comment, attempt FROM desk_comment WHERE installation = {installation} AND NOT done ORDER BY comment
            """, row => new UnansweredComment(new(row.Key(), row.GetInt64(3)), row.Number(4)), ct);

    /// <summary>Executes the effects, appends to the audit log and stores the answer. Idempotent.</summary>
    /// <param name="replyTo">Creates the reply; the argument is true when all requested locks were acquired.</param>
    /// <returns>Null without any effect when the comment was edited or deleted meanwhile.</returns>
    public Task<CommandReply?> DecideAsync(
        CommandComment comment, IReadOnlyList<AuditedEffect> steps, Func<bool, CommandReply> replyTo,
        DateTimeOffset now, CancellationToken ct) => database.WriteAsync(async session =>
    {
        var key = comment.Key;
        var stored = await session.QueryAsync($"""
            UPDATE desk_comment SET attempt = attempt
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND comment = {comment.Comment}
            RETURNING reaction, reply, done
            """, row => (Reply: row.Text(0) is { } reaction ? new CommandReply(reaction, row.Text(1)) : null, IsDone: row.GetBoolean(2)), ct);
        if (stored is [var row] && (row.IsDone || row.Reply is not null)) return row.Reply;
        var reply = replyTo(await PerformAsync(session, comment, steps, now, ct));
        await session.ExecuteAsync($"""
            UPDATE desk_comment SET reaction = {reply.Reaction}, reply = {reply.Text}
            WHERE installation = {key.Installation} AND repository = {key.Repository} AND comment = {comment.Comment}
            """, ct);
        return reply;
    }, ct);

    /// <summary>Marks it as answered, or as needing no answer.</summary>
    public Task CompleteAsync(CommandComment comment, CancellationToken ct) => database.ExecuteAsync($"""
        UPDATE desk_comment SET done = TRUE, held_until = NULL
        WHERE installation = {comment.Key.Installation} AND repository = {comment.Key.Repository} AND comment = {comment.Comment}
        """, ct);

    /// <summary>Releases the claim for an immediate retry.</summary>
    public Task ReleaseAsync(CommandComment comment, CancellationToken ct) => database.ExecuteAsync($"""
        UPDATE desk_comment SET held_until = NULL
        WHERE installation = {comment.Key.Installation} AND repository = {comment.Key.Repository} AND comment = {comment.Comment}
        """, ct);

    /// <summary>Executes the effects of a check button; the check itself shows the result.</summary>
    public Task RecordActionAsync(
        PullKey key, IReadOnlyList<AuditedEffect> steps, DateTimeOffset now, CancellationToken ct) =>
        database.WriteAsync(session => PerformAsync(session, new(key, 0), steps, now, ct), ct);

    /// <summary>Executes the effects; true when all requested locks were acquired.</summary>
    private static async Task<bool> PerformAsync(
        SqlSession session, CommandComment comment, IReadOnlyList<AuditedEffect> steps, DateTimeOffset now,
        CancellationToken ct)
    {
        var allLocksAcquired = true;
        if (steps.Count > 0) await AuditStore.LockAsync(session, comment.Key.Installation, ct);
        foreach (var step in steps)
            allLocksAcquired &= await CommandEffects.PerformAsync(session, comment, step, now, ct);
        return allLocksAcquired;
    }
}

/// <summary>An effect with its audit log entry; a refusal has no effect.</summary>
public sealed record AuditedEffect(CommandEffect? Effect, AuditNote Note);
