using System.Data.Common;
using TfPilot.Core.Basics;

namespace TfPilot.Storage;

/// <summary>What the App remembers, in a SQLite file of its own or in a PostgreSQL that any number of instances share.</summary>
public sealed class Database : IAsyncDisposable
{
    private readonly Engine engine;

    private Database(Engine engine) => this.engine = engine;

    /// <summary>Whether this is a file of this machine, which no second machine can share.</summary>
    public bool IsFile => engine.Writers is not null;

    /// <summary>What a claim adds, so that no two workers wait for the same row.</summary>
    internal Fragment SkipLocked => engine.SkipLocked;

    /// <summary>Reads a connection string (`Data Source=…`, `postgres://…` or Npgsql's own); nothing is opened yet, and no problem shows a password.</summary>
    public static Validated<Database> Open(string connection) =>
        ConnectionReader.Read(connection).Then<Database>(engine => new Database(engine));

    /// <summary>Brings the schema up to date; any number of instances may do so at once. Throws <see cref="MigrationException"/> where it does not fit this program.</summary>
    public Task MigrateAsync(CancellationToken ct) => MigrateAsync(Migration.Embedded, ct);

    /// <summary>Answers, or throws what keeps the database from answering.</summary>
    public Task PingAsync(CancellationToken ct) => ReadAsync($"SELECT 1", row => row.GetInt32(0), ct);

    public async ValueTask DisposeAsync()
    {
        await engine.Source.DisposeAsync();
        engine.Writers?.Dispose();
    }

    internal Task MigrateAsync(IReadOnlyList<Migration> migrations, CancellationToken ct) =>
        WriteAsync(async statements =>
        {
            await statements.ExecuteAsync(engine.MigrationLock, ct);
            return await Migrator.RunAsync(statements, migrations, ct);
        }, ct);

    internal async Task<IReadOnlyList<T>> ReadAsync<T>(FormattableString sql, Func<DbDataReader, T> row, CancellationToken ct)
    {
        await using var connection = await engine.Source.OpenConnectionAsync(ct);
        return await new Statements(connection, null).QueryAsync(sql, row, ct);
    }

    internal Task<int> ExecuteAsync(FormattableString sql, CancellationToken ct) =>
        WriteAsync(statements => statements.ExecuteAsync(sql, ct), ct);

    /// <summary>All of the work or nothing of it; on SQLite the file is locked for writing from the start, so that no lock has to grow.</summary>
    internal async Task<T> WriteAsync<T>(Func<Statements, Task<T>> work, CancellationToken ct)
    {
        using var turn = await engine.TurnAsync(ct);
        await using var connection = await engine.Source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var result = await work(new Statements(connection, transaction));
        await transaction.CommitAsync(ct);
        return result;
    }
}
