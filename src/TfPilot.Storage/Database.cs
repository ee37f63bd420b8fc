using System.Data.Common;
using TfPilot.Core.Basics;

namespace TfPilot.Storage;

/// <summary>
/// The App's database: a SQLite file for one instance, or PostgreSQL shared by any number of instances.
/// </summary>
public sealed class Database : IAsyncDisposable
{
    private readonly SqlDialect dialect;

    private Database(SqlDialect dialect) => this.dialect = dialect;

    /// <summary>Whether it is a local file, which other machines cannot share.</summary>
    public bool IsFile => dialect.GroupCommit is not null;

    internal SqlFragment SkipLocked => dialect.SkipLocked;

    /// <summary>
    /// Reads a connection string (`Data Source=…`, `postgres://…` or Npgsql's own); opens no connection, and no problem
    /// contains a password.
    /// </summary>
    public static Validated<Database> Open(string connection) =>
        ConnectionStringParser.Read(connection).Then<Database>(dialect => new Database(dialect));

    /// <summary>
    /// Migrates the schema; safe when several instances do this at the same time. Throws
    /// <see cref="MigrationException"/> when the schema does not fit this program.
    /// </summary>
    public Task MigrateAsync(CancellationToken ct) => MigrateAsync(Migration.Embedded, ct);

    /// <summary>Writes a row; throws when the database does not accept writes.</summary>
    public Task PingAsync(CancellationToken ct) =>
        ExecuteAsync(
            $"INSERT INTO probe (id, times) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET times = probe.times + 1", ct);

    /// <summary>Returns when the database answers a query; throws otherwise.</summary>
    public Task ProbeAsync(CancellationToken ct) => ReadAsync($"SELECT 1", row => row.GetInt32(0), ct);

    public ValueTask DisposeAsync() => dialect.Source.DisposeAsync();

    internal Task MigrateAsync(IReadOnlyList<Migration> migrations, CancellationToken ct) =>
        WriteAsync(async session =>
        {
            await session.ExecuteAsync(dialect.MigrationLock, ct);
            return await Migrator.RunAsync(session, migrations, ct);
        }, ct);

    internal Task<IReadOnlyList<T>> ReadAsync<T>(
        FormattableString sql, Func<DbDataReader, T> row, CancellationToken ct) =>
        WithoutTransactionAsync(session => session.QueryAsync(sql, row, ct), ct);

    /// <summary>Executes one command; returns the number of changed rows.</summary>
    internal Task<int> ExecuteAsync(FormattableString sql, CancellationToken ct) =>
        ExecuteAsync(sql, Durability.Flushed, ct);

    internal Task<int> ExecuteAsync(FormattableString sql, Durability durability, CancellationToken ct) =>
        RunAsync(session => session.ExecuteAsync(sql, ct), durability, ct);

    /// <summary>Executes one command, atomically; returns the changed rows of its first statement.</summary>
    internal Task<IReadOnlyList<T>> ChangeAsync<T>(
        FormattableString sql, Func<DbDataReader, T> row, CancellationToken ct) =>
        ChangeAsync(sql, row, Durability.Flushed, ct);

    internal Task<IReadOnlyList<T>> ChangeAsync<T>(
        FormattableString sql, Func<DbDataReader, T> row, Durability durability, CancellationToken ct) =>
        RunAsync(session => session.QueryAsync(sql, row, ct), durability, ct);

    /// <summary>Runs the work in a transaction. The work may run again after a rollback.</summary>
    internal Task<T> WriteAsync<T>(Func<SqlSession, Task<T>> work, CancellationToken ct) =>
        WriteAsync(work, Durability.Flushed, ct);

    internal Task<T> WriteAsync<T>(
        Func<SqlSession, Task<T>> work, Durability durability, CancellationToken ct) =>
        dialect.GroupCommit is { } commits ? commits.WriteAsync(WithOwnCorrelation(work), durability)
        : Transactions.RunAsync(dialect.Source, work, ct);

    /// <summary>One of the callers runs the work of all that share its commit.</summary>
    private static Func<SqlSession, Task<T>> WithOwnCorrelation<T>(Func<SqlSession, Task<T>> work)
    {
        var ids = Correlation.Current;
        return async session =>
        {
            Correlation.Use(ids);
            return await work(session);
        };
    }

    /// <summary>
    /// Runs work of a single command. PostgreSQL makes its statements one transaction, which saves the round trips of
    /// an explicit one.
    /// </summary>
    private Task<T> RunAsync<T>(Func<SqlSession, Task<T>> work, Durability durability, CancellationToken ct) =>
        dialect.GroupCommit is { } commits ? commits.WriteAsync(work, durability) : WithoutTransactionAsync(work, ct);

    private async Task<T> WithoutTransactionAsync<T>(Func<SqlSession, Task<T>> work, CancellationToken ct)
    {
        await using var connection = await dialect.Source.OpenConnectionAsync(ct);
        return await work(new SqlSession(connection, null));
    }
}
