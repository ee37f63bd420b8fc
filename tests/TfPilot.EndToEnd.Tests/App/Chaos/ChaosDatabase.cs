using Npgsql;

namespace TfPilot.EndToEnd.Tests.App.Chaos;

/// <summary>The database that the instances share, as its operator sees it.</summary>
internal sealed class ChaosDatabase(string connection) : IAsyncDisposable
{
    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(connection);

    /// <summary>Waits are over, and whoever died has lost what it held; only while no instance runs.</summary>
    public async Task AnHourPassesAsync()
    {
        await using var command = source.CreateCommand("""
            UPDATE pull_work SET held_until = held_until - 3600000, not_before = not_before - 3600000;
            UPDATE delivery SET held_until = held_until - 3600000;
            """);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>What is still to be done, or is being done.</summary>
    public async Task<long> OpenWorkAsync() => (await ReadAsync<long>("""
        SELECT (SELECT count(*) FROM delivery WHERE NOT done AND parked IS NULL) + (SELECT count(*) FROM pull_work WHERE due OR held_until IS NOT NULL)
        """))[0];

    public Task<IReadOnlyList<string>> GivenUpAsync() => ReadAsync<string>("""
        SELECT event || ': ' || parked FROM delivery WHERE parked IS NOT NULL AND NOT done
        UNION ALL SELECT '#' || pull || ': ' || coalesce(reason, 'nobody knows why') FROM pull_work WHERE parked
        """);

    public Task<IReadOnlyList<string>> DeliveriesDoneAsync() => ReadAsync<string>("SELECT id FROM delivery WHERE done");

    public Task<IReadOnlyList<long>> RunsAsync() => ReadAsync<long>("SELECT run FROM evidence");

    /// <summary>The pull requests that were looked at since.</summary>
    public Task<IReadOnlyList<long>> LookedAtAsync(DateTimeOffset since) =>
        ReadAsync<long>($"SELECT pull FROM pull_work WHERE claimed >= {since.ToUnixTimeMilliseconds()}");

    /// <summary>The evidence, as if it had been told to another installation.</summary>
    public async Task CopyEvidenceAsync(string target, long installation)
    {
        const string Columns = "repository, pull, head, base, run, attempt, trusted, distrust, facts, hash, received";
        await using var from = await source.OpenConnectionAsync();
        await using var into = new NpgsqlConnection(target);
        await into.OpenAsync();
        await using var rows = await from.BeginRawBinaryCopyAsync($"COPY (SELECT {installation}::bigint, {Columns} FROM evidence) TO STDOUT (FORMAT BINARY)");
        await using var copy = await into.BeginRawBinaryCopyAsync($"COPY evidence (installation, {Columns}) FROM STDIN (FORMAT BINARY)");
        await rows.CopyToAsync(copy);
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private async Task<IReadOnlyList<T>> ReadAsync<T>(string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<T>();
        while (await reader.ReadAsync()) values.Add(reader.GetFieldValue<T>(0));
        return values;
    }
}
