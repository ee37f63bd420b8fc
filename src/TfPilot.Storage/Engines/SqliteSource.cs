using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace TfPilot.Storage;

/// <summary>
/// Connections to one SQLite file, configured so that an acknowledged commit survives a crash and a power loss.
/// </summary>
internal sealed class SqliteSource(string connection) : DbDataSource
{
    private const string Settings =
        "PRAGMA busy_timeout = 30000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;";

    public override string ConnectionString => connection;

    protected override DbConnection CreateDbConnection() => new SqliteConnection(connection);

    protected override DbConnection OpenDbConnection()
    {
        var opened = CreateDbConnection();
        try
        {
            opened.Open();
            using var command = opened.CreateCommand();
            command.CommandText = Settings;
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
