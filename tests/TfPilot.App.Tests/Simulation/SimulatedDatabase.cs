using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using TfPilot.Storage;
using TfPilot.Storage.Tests;

namespace TfPilot.App.Tests.Simulation;

/// <summary>
/// A database of the App with triggers that refuse all writes after a number of them, as when the process is killed
/// before a write.
/// </summary>
internal sealed class SimulatedDatabase : IAsyncDisposable
{
    private static readonly string[] Tables =
    [
        "pull_work", "delivery", "evidence", "check_run", "audit", "environment_lock", "desk_comment",
        "override_request", "run_request", "pull_decision", "approved_change", "apply_lock", "apply_record",
        "gate_pass", "scan", "installation",
    ];

    private static readonly string[] Operations = ["INSERT", "UPDATE", "DELETE"];

    /// <summary>In memory where the machine has such a folder, because each commit is flushed.</summary>
    private static readonly string Folder = Directory.CreateDirectory(Path.Combine(
        Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(),
        $"tfpilot-simulation-{Environment.ProcessId}")).FullName;

    private static readonly Lazy<Task<string>> Template = new(CreateTemplateAsync);

    private static int files;

    private readonly DbConnection connection;
    private readonly string? file;
    private List<(string Id, object? Until)> postponed = [];

    static SimulatedDatabase() =>
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);

    private SimulatedDatabase(string connectionString, DbConnection connection, string? file) =>
        (ConnectionString, this.connection, this.file) = (connectionString, connection, file);

    public string ConnectionString { get; }

    public static async Task<SimulatedDatabase> CreateAsync(bool isPostgres)
    {
        if (isPostgres)
        {
            var text = PostgresServer.NewDatabase();
            await MigrateAsync(text);
            var server = new NpgsqlConnection(text);
            await server.OpenAsync();
            var postgres = new SimulatedDatabase(text, server, null);
            foreach (var statement in PostgresTriggers()) await postgres.ExecuteAsync(statement);
            return postgres;
        }

        var file = Path.Combine(Folder, $"{Interlocked.Increment(ref files)}.db");
        File.Copy(await Template.Value, file);
        var sqlite = new SqliteConnection($"Data Source={file}");
        await sqlite.OpenAsync();
        return new($"Data Source={file}", sqlite, file);
    }

    /// <summary>Refuses all writes after this many; null allows all.</summary>
    public Task RefuseAfterAsync(int? writes) =>
        ExecuteAsync($"UPDATE simulated_crash SET writes = {(writes is { } count ? $"{count}" : "NULL")}");

    public async Task<bool> RefusesWritesAsync() =>
        await ScalarAsync("SELECT writes FROM simulated_crash") is { } left
        && Convert.ToInt64(left, CultureInfo.InvariantCulture) <= 0;

    /// <summary>
    /// Postpones all open deliveries but the oldest due one, so that a run of the inbox's worker processes one delivery
    /// only: it would process several in parallel, and their order would be that of the machine.
    /// </summary>
    /// <returns>False when none is due.</returns>
    public async Task<bool> PostponeOtherDeliveriesAsync(DateTimeOffset now)
    {
        var open = await RowsAsync(
            "SELECT id, held_until FROM delivery WHERE parked IS NULL AND NOT done ORDER BY received, id");
        var due = open.FindIndex(row => row[1] is not { } until
            || Convert.ToInt64(until, CultureInfo.InvariantCulture) <= now.ToUnixTimeMilliseconds());
        if (due < 0) return false;
        open.RemoveAt(due);
        foreach (var row in open) await PostponeAsync($"{row[0]}", row[1]);
        return true;
    }

    public async Task<bool> HasDueDeliveryAsync(DateTimeOffset now) => (await RowsAsync($"""
        SELECT 1 FROM delivery
        WHERE parked IS NULL AND NOT done AND (held_until IS NULL OR held_until <= {now.ToUnixTimeMilliseconds()})
        """)).Count > 0;

    /// <summary>Also postpones a delivery that arrived meanwhile.</summary>
    public Task PostponeDeliveryAsync(Guid id) => PostponeAsync($"{id}", null);

    public async Task RestoreDeliveriesAsync()
    {
        foreach (var (id, until) in postponed) await SetHeldAsync(id, until ?? "NULL");
        postponed = [];
    }

    /// <summary>The rows of a query; null for NULL.</summary>
    public async Task<List<object?[]>> RowsAsync(string sql)
    {
        await using var command = Command(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object?[]>();
        while (await reader.ReadAsync())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(
                column => reader.IsDBNull(column) ? null : reader.GetValue(column))]);
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        if (file is null)
        {
            await DropAsync();
            return;
        }

        SqliteConnection.ClearPool(new($"Data Source={file}"));
        foreach (var part in Directory.GetFiles(Folder, $"{Path.GetFileName(file)}*")) File.Delete(part);
    }

    /// <summary>Many seeds would fill the disk of the server.</summary>
    private async Task DropAsync()
    {
        var server = new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false };
        (var name, server.Database) = (server.Database, "postgres");
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
#pragma warning disable CA2100 // The name is that of a database that this class created.
        await using var command = source.CreateCommand($"DROP DATABASE {name} WITH (FORCE)");
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    private async Task PostponeAsync(string id, object? until)
    {
        postponed.Add((id, until));
        await SetHeldAsync(id, long.MaxValue);
    }

    /// <summary>Does not count as a write of the App.</summary>
    private async Task SetHeldAsync(string id, object until)
    {
        var writes = await ScalarAsync("SELECT writes FROM simulated_crash");
        if (writes is not null) await RefuseAfterAsync(null);
        await ExecuteAsync($"UPDATE delivery SET held_until = {until} WHERE id = '{id}'");
        if (writes is not null) await RefuseAfterAsync(Convert.ToInt32(writes, CultureInfo.InvariantCulture));
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = Command(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var command = Command(sql);
        return await command.ExecuteScalarAsync() is { } value and not DBNull ? value : null;
    }

    private DbCommand Command(string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only statements of this class and the invariants, with ids that the App wrote.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    private static async Task<string> CreateTemplateAsync()
    {
        var template = Path.Combine(Folder, "template.db");
        await MigrateAsync($"Data Source={template}");
        await using var opened = new SqliteConnection($"Data Source={template};Pooling=false");
        await opened.OpenAsync();
        var database = new SimulatedDatabase("", opened, template);
        foreach (var statement in SqliteTriggers()) await database.ExecuteAsync(statement);
        await database.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        return template;
    }

    private static async Task MigrateAsync(string connectionString)
    {
        await using var database = Database.Open(connectionString)
            .Match(opened => opened, problems => throw new InvalidOperationException(problems[0].Message));
        await database.MigrateAsync(default);
    }

    private static IEnumerable<string> SqliteTriggers()
    {
        yield return "CREATE TABLE simulated_crash (writes INTEGER)";
        yield return "INSERT INTO simulated_crash (writes) VALUES (NULL)";
        foreach (var (table, operation) in TriggersOf())
            yield return $"""
                CREATE TRIGGER crash_{table}_{operation} BEFORE {operation} ON {table}
                WHEN (SELECT writes FROM simulated_crash) IS NOT NULL BEGIN
                  SELECT CASE WHEN (SELECT writes FROM simulated_crash) <= 0 THEN RAISE(ABORT, 'simulated crash') END;
                  UPDATE simulated_crash SET writes = writes - 1;
                END
                """;
    }

    private static IEnumerable<string> PostgresTriggers()
    {
        yield return "CREATE TABLE simulated_crash (writes INTEGER)";
        yield return "INSERT INTO simulated_crash (writes) VALUES (NULL)";
        yield return """
            CREATE FUNCTION count_write() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              IF (SELECT writes FROM simulated_crash) <= 0 THEN RAISE EXCEPTION 'simulated crash'; END IF;
              UPDATE simulated_crash SET writes = writes - 1 WHERE writes IS NOT NULL;
              IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
              RETURN NEW;
            END $$
            """;
        foreach (var (table, operation) in TriggersOf())
            yield return $"CREATE TRIGGER crash_{table}_{operation} BEFORE {operation} ON {table} " +
                "FOR EACH ROW EXECUTE FUNCTION count_write()";
    }

    private static IEnumerable<(string Table, string Operation)> TriggersOf() =>
        Tables.SelectMany(_ => Operations, (table, operation) => (table, operation));
}
