using TfPilot.Core.Audit;

namespace TfPilot.Storage;

/// <summary>Where the App is installed, and since when it no longer is.</summary>
public sealed class InstallationStore(Database database)
{
    /// <summary>
    /// The App is installed, again or for the first time; what it remembered of this installation stays, and counts
    /// again.
    /// </summary>
    public Task InstalledAsync(long installation, DateTimeOffset now, CancellationToken ct) =>
        database.WriteAsync(async statements =>
    {
        var known = await statements.QueryAsync(
            $"SELECT removed FROM installation WHERE installation = {installation}", row => row.IsDBNull(0), ct);
        if (known.Count == 0)
            await statements.ExecuteAsync($"""
                INSERT INTO installation (installation, removed) VALUES ({installation}, NULL)
                ON CONFLICT (installation) DO NOTHING
                """, ct);
        if (known is [false]) await RestoreAsync(statements, installation, now, ct);
        return true;
    }, ct);

    /// <summary>Where the App is installed, as far as it was told.</summary>
    public Task<IReadOnlyList<long>> ListAsync(CancellationToken ct) =>
        database.ReadAsync($"SELECT installation FROM installation WHERE removed IS NULL ORDER BY installation",
            row => row.GetInt64(0), ct);

    /// <summary>Somebody came or went: what any instance knows of the installation's people is out of date.</summary>
    public Task PeopleChangedAsync(long installation, CancellationToken ct) =>
        database.ExecuteAsync($"""
            INSERT INTO installation (installation, removed, people) VALUES ({installation}, NULL, 1)
            ON CONFLICT (installation) DO UPDATE SET people = installation.people + 1
            """, ct);

    /// <summary>A number that differs after every change of people.</summary>
    public async Task<long> MembershipVersionAsync(long installation, CancellationToken ct) =>
        (await database.ReadAsync($"SELECT people FROM installation WHERE installation = {installation}",
            row => row.GetInt64(0), ct)).SingleOrDefault();

    /// <summary>
    /// The App was uninstalled: its work ends now, and its data, also locks and freezes, are deleted after the grace
    /// period. The first call counts, and the history says when and why.
    /// </summary>
    public Task RemovedAsync(long installation, string why, DateTimeOffset now, CancellationToken ct) =>
        database.WriteAsync(async statements =>
    {
        await AuditStore.LockAsync(statements, installation, ct);
        await statements.ExecuteAsync($"UPDATE pull_work SET due = FALSE WHERE installation = {installation}", ct);
        var removed = await statements.ExecuteAsync($"""
            INSERT INTO installation (installation, removed) VALUES ({installation}, {now})
            ON CONFLICT (installation) DO UPDATE SET removed = excluded.removed WHERE installation.removed IS NULL
            """, ct);
        if (removed == 0) return false;
        var what = FormattableString.Invariant(
            $"the App was uninstalled: {why}; its data are kept until {now + Retention.GracePeriod:yyyy-MM-dd}");
        await AuditStore.AppendAsync(
            statements, installation, new(AuditKind.Installation, 0, null, what), null, now, ct);
        return true;
    }, ct);

    private static async Task RestoreAsync(
        SqlSession statements, long installation, DateTimeOffset now, CancellationToken ct)
    {
        await AuditStore.LockAsync(statements, installation, ct);
        if (await statements.ExecuteAsync(
            $"UPDATE installation SET removed = NULL WHERE installation = {installation} AND removed IS NOT NULL",
            ct) == 0) return;
        var note = new AuditNote(
            AuditKind.Installation, 0, null, "the App is installed: what was kept of this installation counts again");
        await AuditStore.AppendAsync(statements, installation, note, null, now, ct);
    }
}
