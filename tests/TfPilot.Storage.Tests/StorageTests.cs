using Npgsql;

namespace TfPilot.Storage.Tests;

/// <summary>Runs the storage contract on a SQLite file.</summary>
public sealed class SqliteStorageTests(SqliteStorageTests.Files files) : StorageContract(files.Main),
    IClassFixture<SqliteStorageTests.Files>
{
    protected override string NewDatabase() => files.New();

    public sealed class Files : IDisposable
    {
        private readonly TemporaryFolder folder = new();

        public Files() => Main = new(New);

        internal Lazy<string> Main { get; }

        public string New() => $"Data Source={Path.Combine(folder.Root, $"{Guid.NewGuid():N}.db")}";

        public void Dispose() => folder.Dispose();
    }
}

/// <summary>Runs the storage contract on a real PostgreSQL server.</summary>
public sealed class PostgresStorageTests : StorageContract
{
    private static readonly Lazy<string> Main = new(PostgresServer.NewDatabase);

    public PostgresStorageTests() : base(Main) { }

    protected override string NewDatabase() => PostgresServer.NewDatabase();

    protected override async Task EndSessionsAsync(string connection)
    {
        const int milliseconds = 10_000;
        await using var source = NpgsqlDataSource.Create($"{connection};Pooling=false");
        await using var command = source.CreateCommand($"""
            SELECT pg_terminate_backend(pid, {milliseconds}) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
            """);
        await command.ExecuteNonQueryAsync();
    }
}
