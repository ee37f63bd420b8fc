using System.Data.Common;

namespace TfPilot.Storage;

/// <summary>All that differs between the two engines.</summary>
/// <param name="Writers">One at a time within this process: in line, instead of polling for SQLite's one write lock.</param>
internal sealed record Engine(DbDataSource Source, Fragment SkipLocked, FormattableString MigrationLock, SemaphoreSlim? Writers)
{
    private const long MigrationKey = 0x7466_7069_6c6f_7401;

    public static Engine Sqlite(DbDataSource source) => new(source, new(""), $"SELECT 1", new SemaphoreSlim(1, 1));

    public static Engine Postgres(DbDataSource source) =>
        new(source, new("FOR UPDATE SKIP LOCKED"), $"SELECT pg_advisory_xact_lock({MigrationKey})", null);

    public async Task<IDisposable?> TurnAsync(CancellationToken ct)
    {
        if (Writers is null) return null;
        await Writers.WaitAsync(ct);
        return new Turn(Writers);
    }

    private sealed class Turn(SemaphoreSlim writers) : IDisposable
    {
        public void Dispose() => writers.Release();
    }
}
