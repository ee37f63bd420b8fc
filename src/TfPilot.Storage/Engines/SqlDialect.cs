using System.Data.Common;

namespace TfPilot.Storage;

/// <summary>All that differs between the two engines.</summary>
/// <param name="Source">Where connections come from.</param>
/// <param name="SkipLocked">What a claim adds, so that no two workers wait for the same row.</param>
/// <param name="MigrationLock">What keeps others away while the schema changes.</param>
/// <param name="Commits">How this process writes where only one can write at a time; null where many can.</param>
internal sealed record SqlDialect(
    DbDataSource Source, SqlFragment SkipLocked, FormattableString MigrationLock, GroupCommit? Commits)
{
    private const long MigrationKey = 0x7466_7069_6c6f_7401;

    public static SqlDialect Sqlite(DbDataSource source) => new(source, new(""), $"SELECT 1", new GroupCommit(source));

    public static SqlDialect Postgres(DbDataSource source) =>
        new(source, new("FOR UPDATE SKIP LOCKED"), $"SELECT pg_advisory_xact_lock({MigrationKey})", null);
}
