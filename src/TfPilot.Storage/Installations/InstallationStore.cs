namespace TfPilot.Storage;

/// <summary>Where the App is installed, and since when it no longer is.</summary>
public sealed class InstallationStore(Database database)
{
    /// <summary>The App is installed, again or for the first time; what it remembered of this installation stays.</summary>
    public Task InstalledAsync(long installation, CancellationToken ct) => database.ExecuteAsync($"""
        INSERT INTO installation (installation, removed) VALUES ({installation}, NULL)
        ON CONFLICT (installation) DO UPDATE SET removed = NULL
        """, ct);

    /// <summary>Where the App is installed, as far as it was told.</summary>
    public Task<IReadOnlyList<long>> ListAsync(CancellationToken ct) =>
        database.ReadAsync($"SELECT installation FROM installation WHERE removed IS NULL ORDER BY installation", row => row.GetInt64(0), ct);

    /// <summary>Somebody came or went: what any instance knows of the installation's people is out of date.</summary>
    public Task PeopleChangedAsync(long installation, CancellationToken ct) =>
        database.ExecuteAsync($"""
            INSERT INTO installation (installation, removed, people) VALUES ({installation}, NULL, 1)
            ON CONFLICT (installation) DO UPDATE SET people = installation.people + 1
            """, ct);

    /// <summary>A number that differs after every change of people.</summary>
    public async Task<long> PeopleAsync(long installation, CancellationToken ct) =>
        (await database.ReadAsync($"SELECT people FROM installation WHERE installation = {installation}", row => row.GetInt64(0), ct)).SingleOrDefault();

    /// <summary>The App was uninstalled: its work and its locks end now, its data go after the grace period.</summary>
    public Task RemovedAsync(long installation, DateTimeOffset now, CancellationToken ct) => database.WriteAsync(async statements =>
    {
        await statements.ExecuteAsync($"UPDATE pull_work SET due = FALSE WHERE installation = {installation}", ct);
        await statements.ExecuteAsync($"DELETE FROM environment_lock WHERE installation = {installation}", ct);
        return await statements.ExecuteAsync($"""
            INSERT INTO installation (installation, removed) VALUES ({installation}, {now})
            ON CONFLICT (installation) DO UPDATE SET removed = COALESCE(installation.removed, excluded.removed)
            """, ct);
    }, ct);
}
