using System.Runtime.CompilerServices;

namespace TfPilot.Storage;

/// <summary>Applies the missing migrations in order, under the engine's lock and in one transaction.</summary>
internal static class Migrator
{
    public static async Task<int> RunAsync(
        SqlSession session, IReadOnlyList<Migration> migrations, CancellationToken ct)
    {
        await session.ExecuteAsync(
            $"CREATE TABLE IF NOT EXISTS migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL)",
            ct);
        var applied = await session.QueryAsync(
            $"SELECT number, name, hash FROM migration ORDER BY number",
            row => (Number: row.Number(0), Name: row.GetString(1), Hash: row.GetString(2)), ct);

        foreach (var (number, name, hash) in applied)
        {
            var known = migrations.FirstOrDefault(migration => migration.Number == number)
                ?? throw new MigrationException(
                    $"A newer tfpilot has migrated the database to {name}; run that version or a later one.");
            if (known.Hash != hash)
            {
                throw new MigrationException(
                    $"{known.Name} differs from the migration in this database ({name}); applied migrations must not " +
                    "change. Run a released tfpilot, or restore a matching backup.");
            }
        }

        var missing = migrations.ExceptBy(applied.Select(known => known.Number), migration => migration.Number)
            .ToList();
        foreach (var migration in missing)
        {
            await session.ExecuteAsync(FormattableStringFactory.Create("{0}", new SqlFragment(migration.Sql)), ct);
            await session.ExecuteAsync($"""
                INSERT INTO migration (number, name, hash)
                VALUES ({migration.Number}, {migration.Name}, {migration.Hash})
                """, ct);
        }

        return missing.Count;
    }
}
