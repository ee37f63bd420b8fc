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

/// <summary>A branch that a command asked for.</summary>
/// <param name="Head">The commit that the App made for it; null before it is finished.</param>
public sealed record RequestedBranch(Person By, CommitSha? Head)
{
    /// <summary>
    /// The person who asked is the author of the App's commit, which may have no signature that names the App.
    /// </summary>
    public PullCommit Attribute(PullCommit commit) =>
        commit.Sha == Head ? commit with { Author = By, Committer = By } : commit;
}

/// <summary>Pull requests that commands ask for. Each request is continued until it has ended.</summary>
public sealed class ProposalStore(Database database)
{
    /// <summary>The duration of a lease; longer than one attempt takes.</summary>
    public static readonly TimeSpan LeaseDuration = TimeSpan.FromMinutes(10);

    private static readonly SqlFragment Columns = new(
        "installation, repository, pull, kind, environment, project, target, by_id, by_login, branch, attempt, head, " +
        "undone");

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

    /// <summary>The request whose pull request has the branch; null for other branches.</summary>
    public async Task<RequestedBranch?> FindBranchAsync(
        long installation, long repository, string branch, CancellationToken ct) => (await database.ReadAsync($"""
            SELECT by_id, by_login, head FROM proposal
            WHERE installation = {installation} AND repository = {repository} AND branch = {branch}
            """, row => new RequestedBranch(
                new(new(row.GetInt64(0)), row.GetString(1)), CommitSha.TryParse(row.Text(2))), ct)).SingleOrDefault();

    /// <summary>The pull request that was opened from the branch; null when there is none.</summary>
    public async Task<int?> FindOpenedAsync(long installation, long repository, string branch, CancellationToken ct) =>
        (await database.ReadAsync($"""
            SELECT opened FROM proposal
            WHERE installation = {installation} AND repository = {repository} AND branch = {branch} AND state = 'done'
            """, row => row.IsDBNull(0) ? (int?)null : row.Number(0), ct)).SingleOrDefault();

    /// <summary>
    /// Ends a request that found several states, each of which gets its own. One that exists already is not added again
    /// unless it failed.
    /// </summary>
    /// <returns>False when another attempt has begun.</returns>
    public Task<bool> ReplaceAsync(
        ProposalLease lease, IReadOnlyList<Proposal> found, DateTimeOffset now, CancellationToken ct) =>
        database.WriteAsync(async session =>
    {
        var ended = await session.ExecuteAsync($"""
            UPDATE proposal SET state = 'done'
            WHERE installation = {lease.Key.Installation} AND repository = {lease.Key.Repository}
              AND branch = {lease.Proposal.Branch} AND attempt = {lease.Attempt} AND state = 'open'
            """, ct);
        if (ended == 0) return false;
        foreach (var one in found) await AddAsync(session, new(lease.Key, 0), one, now, ct);
        return true;
    }, ct);

    /// <summary>Within the transaction that decides the comment.</summary>
    internal static Task<int> AddAsync(
        SqlSession session, CommandComment comment, CommandEffect.Propose request, Person by, DateTimeOffset now,
        CancellationToken ct) => AddAsync(session, comment, new Proposal(
            comment.Key.Pull, request.Kind, request.Environment, request.Project, request.To, by,
            Proposal.BranchOf(request.Kind, request.Environment, request.Project, comment.Comment)), now, ct);

    private static Task<int> AddAsync(
        SqlSession session, CommandComment comment, Proposal proposal, DateTimeOffset now, CancellationToken ct) =>
        session.ExecuteAsync($"""
            INSERT INTO proposal (installation, repository, pull, comment, kind, environment, project, target, by_id, by_login, requested, branch, state, attempt, held_until)
            VALUES ({comment.Key.Installation}, {comment.Key.Repository}, {comment.Key.Pull}, {comment.Comment},
              {Word(proposal.Kind)}, {proposal.Environment}, {proposal.Project}, {proposal.To ?? 0},
              {proposal.By.Id.Value}, {proposal.By.Login}, {now}, {proposal.Branch}, 'open', 0, {now})
            ON CONFLICT (installation, repository, branch) DO UPDATE SET
              state = 'open', attempt = 0, held_until = excluded.held_until, pull = excluded.pull, by_id = excluded.by_id,
              by_login = excluded.by_login, head = NULL
              WHERE proposal.state = 'failed' AND proposal.comment = 0 AND excluded.comment = 0
            """, ct);

    private static string Word(ProposalKind kind) => kind.ToString().ToLowerInvariant();

    private static ProposalLease Read(DbDataReader row) => new(
        row.Key(),
        new(row.Number(2), Enum.Parse<ProposalKind>(row.GetString(3), ignoreCase: true), row.GetString(4),
            row.GetString(5), row.Number(6) is > 0 and var to ? to : null,
            new(new(row.GetInt64(7)), row.GetString(8)), row.GetString(9)),
        row.Number(10),
        row.Text(11) is { } head ? new(CommitSha.Parse(head), [.. Numbers(row.GetString(12))]) : null);

    private static IEnumerable<int> Numbers(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(number => int.Parse(number, CultureInfo.InvariantCulture));
}
