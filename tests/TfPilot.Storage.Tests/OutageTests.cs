using System.Diagnostics;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace TfPilot.Storage.Tests;

[Collection(TimingGroup.Name)]
public sealed class OutageTests
{
    public static TheoryData<Exception, string?> Failures => new()
    {
        { new SqliteException("", 13), "The disk of the database is full." },
        { new PostgresException("", "ERROR", "ERROR", "53100"), "The disk of the database is full." },
        { new SqliteException("", 8), "The database is read-only." },
        { new PostgresException("", "ERROR", "ERROR", "25006"), "The database is read-only." },
        { new SqliteException("", 10), "The database has disk I/O errors." },
        { new SqliteException("", 5), "The database does not respond." },
        { new SqliteException("", 14), "The database does not respond." },
        // the server was stopped by an administrator
        { new PostgresException("", "FATAL", "FATAL", "57P01"), "The database does not respond." },
        // too many connections
        { new PostgresException("", "FATAL", "FATAL", "53300"), "The database does not respond." },
        { new NpgsqlException(""), "The database does not respond." },
        { new TimeoutException(), "The database does not respond." },
        { new SocketException(), "The database does not respond." },
        { new SqliteException("", 1), null }, // an error in our SQL statement
        { new PostgresException("", "ERROR", "ERROR", "42601"), null },
        { new InvalidOperationException(), null },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_database_failure_is_mapped_to_its_outage_reason(Exception failure, string? reason) =>
    DatabaseOutage.ReasonOf(failure).Should().Be(reason);

    [Fact]
    public async Task A_full_disk_is_reported_for_a_failed_write_and_reads_continue()
    {
        using var folder = new TemporaryFolder();
        await using var database = Given.Opened($"Data Source={folder.Root}/tfpilot.db");
        await database.MigrateAsync(default);
        // PRAGMA max_page_count = 1 limits the file to its current size
        await database.WriteAsync(
            statements => statements.ExecuteAsync($"PRAGMA max_page_count = 1", default), default);
        var write = () => new Inbox(database).AddAsync(
            Given.Delivery(payload: string.Concat(Enumerable.Range(0, 40_000).Select(_ => Guid.NewGuid()))), default);

        var refused = (await write.Should().ThrowAsync<SqliteException>()).Which;

        DatabaseOutage.ReasonOf(refused).Should().Be("The disk of the database is full.");
        await database.ProbeAsync(default);
    }

    [PostgresFact]
    public async Task A_ping_of_a_read_only_database_fails()
    {
        var connection = PostgresServer.NewDatabase();
        await using (var writable = Given.Opened(connection)) await writable.MigrateAsync(default);
        await using var database = Given.Opened($"{connection};Options=-c default_transaction_read_only=on");
        var ping = () => database.PingAsync(default);

        var refused = (await ping.Should().ThrowAsync<PostgresException>()).Which;

        DatabaseOutage.ReasonOf(refused).Should().Be("The database is read-only.");
    }

    [PostgresFact]
    public async Task Deliveries_are_rejected_in_time_while_the_server_hangs_and_accepted_afterwards()
    {
        var direct = new NpgsqlConnectionStringBuilder(PostgresServer.NewDatabase());
        await using (var there = Given.Opened(direct.ConnectionString)) await there.MigrateAsync(default);
        await using var proxy = new HangingProxy(direct.Port);
        direct.Port = proxy.Port;
        await using var database = Given.Opened(direct.ConnectionString);
        var inbox = new Inbox(database);
        await inbox.AddAsync(Given.Delivery(), default);

        proxy.Hang();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => RefusedAsync(inbox)));
        await Task.Delay(TimeSpan.FromSeconds(1)); // some requests are still waiting and fail within this second
        var later = await RefusedAsync(inbox);
        proxy.Resume();

        // requests fail after 4 seconds; the limit allows for a busy machine
        outcomes.Append(later).Should()
            .OnlyContain(
                refused => refused.Reason == "The database does not respond."
                    && refused.Took < TimeSpan.FromSeconds(6));
        var began = Stopwatch.GetTimestamp();
        while (await RefusedAsync(inbox) is { Reason: not null }) Stopwatch.GetElapsedTime(began).Should()
            .BeLessThan(TimeSpan.FromSeconds(30));
    }

    private static async Task<(string? Reason, TimeSpan Took)> RefusedAsync(Inbox inbox)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            await inbox.AddAsync(Given.Delivery(), default);
            return (null, Stopwatch.GetElapsedTime(began));
        }
        catch (Exception failure) when (DatabaseOutage.ReasonOf(failure) is not null)
        {
            return (DatabaseOutage.ReasonOf(failure), Stopwatch.GetElapsedTime(began));
        }
    }
}

/// <summary>Tests that measure time; they do not run in parallel with other tests.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TimingGroup
{
    public const string Name = "alone";
}

/// <summary>A timing test that requires PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresServer.ReasonToSkip!;
}
