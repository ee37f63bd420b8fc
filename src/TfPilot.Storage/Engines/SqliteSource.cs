using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace TfPilot.Storage;

/// <summary>
/// Connections to one SQLite file. A flushed commit survives a power failure; a deferred commit survives a crash of the
/// program.
/// </summary>
internal sealed class SqliteSource(string connection, Durability durability = Durability.Flushed) : DbDataSource
{
    // Both levels append commits to the same write-ahead log in order, and a flush writes all earlier commits to disk.
    // https://www.sqlite.org/pragma.html#pragma_synchronous
    private readonly string settings =
        "PRAGMA busy_timeout = 30000; PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON; "
        + $"PRAGMA synchronous = {(durability == Durability.Flushed ? "FULL" : "NORMAL")};";

    /// <summary>Connections to the same file with another durability.</summary>
    public SqliteSource With(Durability other) => new(connection, other);

    public override string ConnectionString => connection;

    protected override DbConnection CreateDbConnection() => new SqliteConnection(connection);

    protected override DbConnection OpenDbConnection()
    {
        var opened = CreateDbConnection();
        try
        {
            opened.Open();
            using var command = opened.CreateCommand();
            command.CommandText = settings;
            command.ExecuteNonQuery();
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    protected override ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(OpenDbConnection());
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            using var pooled = new SqliteConnection(connection);
            SqliteConnection.ClearPool(pooled);
        }

        base.Dispose(disposing);
    }

    protected override ValueTask DisposeAsyncCore()
    {
        Dispose(disposing: true);
        return base.DisposeAsyncCore();
    }
}
