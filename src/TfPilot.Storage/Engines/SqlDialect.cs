using System.Data.Common;

namespace TfPilot.Storage;

/// <summary>The differences between the two database engines.</summary>
/// <param name="Source">The source of connections.</param>
/// <param name="SkipLocked">The SQL clause of a claim that skips rows locked by other workers.</param>
/// <param name="MigrationLock">The statement that locks out other instances during a migration.</param>
/// <param name="GroupCommit">The write queue for an engine with a single writer; otherwise null.</param>
internal sealed record SqlDialect(
    DbDataSource Source, SqlFragment SkipLocked, FormattableString MigrationLock, GroupCommit? GroupCommit)
{
    private const long MigrationKey = 0x7466_7069_6c6f_7401;

    public static SqlDialect Sqlite(SqliteSource source) => new(source, new(""), $"SELECT 1", new GroupCommit(source));

    public static SqlDialect Postgres(DbDataSource source) =>
        new(source, new("FOR UPDATE SKIP LOCKED"), $"SELECT pg_advisory_xact_lock({MigrationKey})", null);
}
