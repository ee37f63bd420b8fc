using System.Data.Common;
using TfPilot.Core.Basics;

namespace TfPilot.Storage;

/// <summary>
/// What the App remembers, in a SQLite file of its own or in a PostgreSQL that any number of instances share.
/// </summary>
public sealed class Database : IAsyncDisposable
{
    private readonly SqlDialect engine;

    private Database(SqlDialect engine) => this.engine = engine;

    /// <summary>Whether this is a file of this machine, which no second machine can share.</summary>
    public bool IsFile => engine.Commits is not null;

    internal SqlFragment SkipLocked => engine.SkipLocked;

    /// <summary>
    /// Reads a connection string (`Data Source=…`, `postgres://…` or Npgsql's own); nothing is opened yet, and no
    /// problem shows a password.
    /// </summary>
    public static Validated<Database> Open(string connection) =>
        ConnectionReader.Read(connection).Then<Database>(engine => new Database(engine));

    /// <summary>
    /// Brings the schema up to date; any number of instances may do so at once. Throws <see cref="MigrationException"/>
    /// where it does not fit this program.
    /// </summary>
    public Task MigrateAsync(CancellationToken ct) => MigrateAsync(Migration.Embedded, ct);

    /// <summary>Writes a row and returns, or throws what keeps the database from taking it.</summary>
    public Task PingAsync(CancellationToken ct) =>
        ExecuteAsync(
            $"INSERT INTO probe (id, times) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET times = probe.times + 1", ct);

    /// <summary>Returns when the database answers a question; throws otherwise.</summary>
    public Task AskAsync(CancellationToken ct) => ReadAsync($"SELECT 1", row => row.GetInt32(0), ct);

    public ValueTask DisposeAsync() => engine.Source.DisposeAsync();

    internal Task MigrateAsync(IReadOnlyList<Migration> migrations, CancellationToken ct) =>
        WriteAsync(async statements =>
        {
            await statements.ExecuteAsync(engine.MigrationLock, ct);
            return await Migrator.RunAsync(statements, migrations, ct);
        }, ct);

    internal async Task<IReadOnlyList<T>> ReadAsync<T>(
        FormattableString sql, Func<DbDataReader, T> row, CancellationToken ct)
    {
        await using var connection = await engine.Source.OpenConnectionAsync(ct);
        return await new SqlSession(connection, null).QueryAsync(sql, row, ct);
    }

    /// <summary>One statement that changes rows; how many it changed.</summary>
    internal Task<int> ExecuteAsync(FormattableString sql, CancellationToken ct) =>
        WriteAsync(statements => statements.ExecuteAsync(sql, ct), ct);

    /// <summary>One statement that changes rows; the rows it changed.</summary>
    internal Task<IReadOnlyList<T>> ChangeAsync<T>(
        FormattableString sql, Func<DbDataReader, T> row, CancellationToken ct) =>
        WriteAsync(statements => statements.QueryAsync(sql, row, ct), ct);

    /// <summary>All of the work or nothing of it. It may run a second time, after the first was undone.</summary>
    internal Task<T> WriteAsync<T>(Func<SqlSession, Task<T>> work, CancellationToken ct) =>
        engine.Commits is { } commits ? commits.WriteAsync(work) : Transactions.RunAsync(engine.Source, work, ct);
}
