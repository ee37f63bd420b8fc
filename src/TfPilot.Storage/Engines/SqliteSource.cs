using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace TfPilot.Storage;

/// <summary>
/// Connections to one SQLite file. A flushed commit survives a power failure, a deferred one the end of the program.
/// </summary>
internal sealed class SqliteSource(string connection, Durability durability = Durability.Flushed) : DbDataSource
{
    // Both levels write commits to one log in their order, and a flush takes all before it to the disk.
    // https://www.sqlite.org/pragma.html#pragma_synchronous
    private readonly string settings =
        "PRAGMA busy_timeout = 30000; PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON; "
        + $"PRAGMA synchronous = {(durability == Durability.Flushed ? "FULL" : "NORMAL")};";

    /// <summary>Connections to the same file for other commits.</summary>
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
            using var any = new SqliteConnection(connection);
            SqliteConnection.ClearPool(any);
        }

        base.Dispose(disposing);
    }

    protected override ValueTask DisposeAsyncCore()
    {
        Dispose(disposing: true);
        return base.DisposeAsyncCore();
    }
}
