using System.Data.Common;
using System.Globalization;
using TfPilot.Core.Approvals;
using TfPilot.Core.Audit;
using TfPilot.Core.Basics;
using TfPilot.Delivery.Proposals;

namespace TfPilot.Storage;

/// <summary>
/// The lease of a proposal. Attempts count from 1 and fence: a worker whose lease has expired changes nothing.
/// </summary>
/// <param name="Finished">The finished commit of an earlier attempt; its branch may exist already.</param>
public sealed record ProposalLease(PullKey Key, Proposal Proposal, int Attempt, ProposedCommit? Finished);

/// <summary>Pull requests that commands ask for. Each request is continued until it has ended.</summary>
public sealed class ProposalStore(Database database)
{
    /// <summary>The duration of a lease; longer than one attempt takes.</summary>
    public static readonly TimeSpan LeaseDuration = TimeSpan.FromMinutes(10);

    private static readonly SqlFragment Columns = new(
        "installation, repository, pull, kind, environment, target, by_id, by_login, branch, attempt, head, undone");

    /// <summary>Leases the open request that waits longest; null when none is due.</summary>
    public async Task<ProposalLease?> ClaimAsync(DateTimeOffset now, CancellationToken ct) =>
        (await database.ChangeAsync($"""
            UPDATE proposal SET held_until = {now + LeaseDuration}, attempt = attempt + 1
            WHERE (installation, repository, branch) = (
              SELECT installation, repository, branch FROM proposal
              WHERE state = 'open' AND held_until <= {now}
                AND installation NOT IN (SELECT installation FROM installation WHERE removed IS NOT NULL)
              ORDER BY held_until LIMIT 1 {database.SkipLocked})
              AND state = 'open' AND held_until <= {now}
            RETURNING {Columns}
            """, Read, ct)).SingleOrDefault();

    /// <summary>Stores the finished commit before its branch is created.</summary>
    /// <returns>False when another attempt has begun.</returns>
    public async Task<bool> SaveCommitAsync(ProposalLease lease, ProposedCommit commit, CancellationToken ct) =>
        await database.ExecuteAsync($"""
            UPDATE proposal SET head = {commit.Head.Text}, undone = {string.Join(' ', commit.Undone)}
            WHERE installation = {lease.Key.Installation} AND repository = {lease.Key.Repository}
              AND branch = {lease.Proposal.Branch} AND attempt = {lease.Attempt} AND state = 'open'
            """, ct) > 0;

    /// <summary>Releases the lease for another attempt at the given time.</summary>
    public Task RetryAsync(ProposalLease lease, DateTimeOffset at, CancellationToken ct) => database.ExecuteAsync($"""
        UPDATE proposal SET held_until = {at}
        WHERE installation = {lease.Key.Installation} AND repository = {lease.Key.Repository}
          AND branch = {lease.Proposal.Branch} AND attempt = {lease.Attempt} AND state = 'open'
        """, ct);

    /// <summary>Ends the request, and appends the notes to the audit history.</summary>
    /// <param name="opened">Null when no pull request was opened.</param>
    /// <returns>False when another attempt has begun.</returns>
    public Task<bool> EndAsync(
        ProposalLease lease, int? opened, IReadOnlyList<AuditNote> notes, DateTimeOffset now, CancellationToken ct) =>
        database.WriteAsync(async session =>
    {
        await AuditStore.LockAsync(session, lease.Key.Installation, ct);
        var ended = await session.ExecuteAsync($"""
            UPDATE proposal SET state = {(opened is null ? "failed" : "done")}, opened = {opened}
            WHERE installation = {lease.Key.Installation} AND repository = {lease.Key.Repository}
              AND branch = {lease.Proposal.Branch} AND attempt = {lease.Attempt} AND state = 'open'
            """, ct);
        if (ended == 0) return false;
        foreach (var note in notes) await AuditStore.AppendAsync(session, lease.Key.Installation, note, null, now, ct);
        return true;
    }, ct);

    /// <summary>The person who asked for the pull request of the branch; null for other branches.</summary>
    public async Task<Person?> FindRequesterAsync(
        long installation, long repository, string branch, CancellationToken ct) => (await database.ReadAsync($"""
            SELECT by_id, by_login FROM proposal
            WHERE installation = {installation} AND repository = {repository} AND branch = {branch}
            """, row => new Person(new(row.GetInt64(0)), row.GetString(1)), ct)).SingleOrDefault();

    /// <summary>Within the transaction that decides the comment.</summary>
    internal static Task<int> AddAsync(
        SqlSession session, CommandComment comment, CommandEffect.Propose request, Person by, DateTimeOffset now,
        CancellationToken ct) => session.ExecuteAsync($"""
            INSERT INTO proposal (installation, repository, pull, comment, kind, environment, project, target, by_id, by_login, requested, branch, state, attempt, held_until)
            VALUES ({comment.Key.Installation}, {comment.Key.Repository}, {comment.Key.Pull}, {comment.Comment},
              {Word(request.Kind)}, {request.Environment}, {""}, {request.To ?? 0}, {by.Id.Value}, {by.Login}, {now},
              {Proposal.BranchOf(request.Kind, request.Environment, comment.Comment)}, 'open', 0, {now})
            ON CONFLICT (installation, repository, branch) DO NOTHING
            """, ct);

    private static string Word(ProposalKind kind) => kind.ToString().ToLowerInvariant();

    private static ProposalLease Read(DbDataReader row) => new(
        row.Key(),
        new(row.Number(2), Enum.Parse<ProposalKind>(row.GetString(3), ignoreCase: true), row.GetString(4),
            row.Number(5) is > 0 and var to ? to : null, new(new(row.GetInt64(6)), row.GetString(7)),
            row.GetString(8)),
        row.Number(9),
        row.Text(10) is { } head ? new(CommitSha.Parse(head), [.. Numbers(row.GetString(11))]) : null);

    private static IEnumerable<int> Numbers(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(number => int.Parse(number, CultureInfo.InvariantCulture));
}
