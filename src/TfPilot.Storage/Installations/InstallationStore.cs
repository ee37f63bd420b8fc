using TfPilot.Core.Audit;

namespace TfPilot.Storage;

/// <summary>The installations of the App, with the time of removal.</summary>
public sealed class InstallationStore(Database database)
{
    /// <summary>
    /// Records that the App is installed, for the first time or again; existing data of the installation is kept and
    /// used again.
    /// </summary>
    public Task RecordInstalledAsync(long installation, DateTimeOffset now, CancellationToken ct) =>
        database.WriteAsync(async session =>
    {
        var known = await session.QueryAsync(
            $"SELECT removed FROM installation WHERE installation = {installation}", row => row.IsDBNull(0), ct);
        if (known.Count == 0)
            await session.ExecuteAsync($"""
                INSERT INTO installation (installation, removed) VALUES ({installation}, NULL)
                ON CONFLICT (installation) DO NOTHING
                """, ct);
        if (known is [false]) await RestoreAsync(session, installation, now, ct);
        return true;
    }, ct);

    /// <summary>The known installations of the App.</summary>
    public Task<IReadOnlyList<long>> ListAsync(CancellationToken ct) =>
        database.ReadAsync($"SELECT installation FROM installation WHERE removed IS NULL ORDER BY installation",
            row => row.GetInt64(0), ct);

    /// <summary>Records a membership change, which invalidates the people caches of all instances.</summary>
    public Task RecordMembershipChangeAsync(long installation, CancellationToken ct) =>
        database.ExecuteAsync($"""
            INSERT INTO installation (installation, removed, people) VALUES ({installation}, NULL, 1)
            ON CONFLICT (installation) DO UPDATE SET people = installation.people + 1
            """, ct);

    /// <summary>A version that changes with every membership change.</summary>
    public async Task<long> MembershipVersionAsync(long installation, CancellationToken ct) =>
        (await database.ReadAsync($"SELECT people FROM installation WHERE installation = {installation}",
            row => row.GetInt64(0), ct)).SingleOrDefault();

    /// <summary>
    /// Records that the App was uninstalled: work stops now, and all data, including locks and freezes, is deleted
    /// after the grace period. Only the first call counts; the audit log records the time and reason.
    /// </summary>
    public Task RecordRemovedAsync(long installation, string reason, DateTimeOffset now, CancellationToken ct) =>
        database.WriteAsync(async session =>
    {
        await AuditStore.LockAsync(session, installation, ct);
        await session.ExecuteAsync($"UPDATE pull_work SET due = FALSE WHERE installation = {installation}", ct);
        var removed = await session.ExecuteAsync($"""
            INSERT INTO installation (installation, removed) VALUES ({installation}, {now})
            ON CONFLICT (installation) DO UPDATE SET removed = excluded.removed WHERE installation.removed IS NULL
            """, ct);
        if (removed == 0) return false;
        var what = FormattableString.Invariant(
            $"the App was uninstalled: {reason}; its data is kept until {now + Retention.GracePeriod:yyyy-MM-dd}");
        await AuditStore.AppendAsync(
            session, installation, new(AuditKind.Installation, 0, null, what), null, now, ct);
        return true;
    }, ct);

    private static async Task RestoreAsync(
        SqlSession session, long installation, DateTimeOffset now, CancellationToken ct)
    {
        await AuditStore.LockAsync(session, installation, ct);
        if (await session.ExecuteAsync(
            $"UPDATE installation SET removed = NULL WHERE installation = {installation} AND removed IS NOT NULL",
            ct) == 0) return;
        var note = new AuditNote(
            AuditKind.Installation, 0, null,
            "the App is installed: the stored data of this installation is used again");
        await AuditStore.AppendAsync(session, installation, note, null, now, ct);
    }
}
