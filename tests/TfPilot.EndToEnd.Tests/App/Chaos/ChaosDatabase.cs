using Npgsql;

namespace TfPilot.EndToEnd.Tests.App.Chaos;

/// <summary>The shared database of the instances.</summary>
internal sealed class ChaosDatabase(string connection) : IAsyncDisposable
{
    private static readonly (string Table, string Columns)[] CopiedTables =
    [
        ("evidence", "repository, pull, head, base, run, attempt, trusted, distrust, facts, hash, received"),
        ("environment_lock", "repository, environment, pull, place, by_id, by_login, reason, held"),
        ("override_request",
            "repository, comment, environment, pull, by_id, by_login, head, fingerprint, reason, given, edited"),
        ("policy_approval", "repository, comment, rule, environment, pull, by_id, by_login, findings, given, edited"),
        ("desk_comment", "repository, comment, pull, attempt, held_until, reaction, reply, done"),
    ];

    /// <summary>Longer than any retry delay and shorter than the lifetime of an override.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(20);

    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(connection);

    /// <summary>Lets retry delays end and leases of killed instances expire; only while no instance runs.</summary>
    public async Task AdvanceHourAsync()
    {
        await using var command = source.CreateCommand("""
            UPDATE pull_work SET held_until = held_until - 3600000, not_before = not_before - 3600000;
            UPDATE delivery SET held_until = held_until - 3600000;
            UPDATE desk_comment SET held_until = held_until - 3600000;
            UPDATE scan SET held_until = held_until - 3600000, began = began - 3600000;
            UPDATE redelivery SET not_before = not_before - 3600000;
            UPDATE run_request SET sent = sent - 3600000;
            """);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>
    /// The amount of work that is due soon or in progress, without the evaluations that are due when an override
    /// expires.
    /// </summary>
    public async Task<long> OpenWorkAsync() => (await ReadAsync<long>($"""
        SELECT (SELECT count(*) FROM delivery WHERE NOT done AND parked IS NULL)
          + (SELECT count(*) FROM pull_work WHERE held_until IS NOT NULL OR due AND not_before <= {DateTimeOffset.UtcNow.Add(Soon).ToUnixTimeMilliseconds()})
        """))[0];

    public Task<IReadOnlyList<string>> DeadLettersAsync() => ReadAsync<string>("""
        SELECT event || ': ' || parked FROM delivery WHERE parked IS NOT NULL AND NOT done
        UNION ALL SELECT '#' || pull || ': ' || coalesce(reason, 'nobody knows why') FROM pull_work WHERE parked
        """);

    /// <summary>The locks of applies, and the approved changes and records of each pull request.</summary>
    public Task<IReadOnlyList<string>> AppliesAsync() => ReadAsync<string>("""
        SELECT 'lock of run ' || run FROM apply_lock
        UNION ALL SELECT '#' || pull || ' approved for ' || project FROM approved_change
        UNION ALL SELECT '#' || pull || ' ' || status FROM apply_record
        """);

    public Task<IReadOnlyList<string>> DeliveriesDoneAsync() => ReadAsync<string>("SELECT id FROM delivery WHERE done");

    public Task<IReadOnlyList<long>> RunsAsync() => ReadAsync<long>("SELECT run FROM evidence");

    /// <summary>The pull requests evaluated since then.</summary>
    public Task<IReadOnlyList<long>> EvaluatedAsync(DateTimeOffset since) =>
        ReadAsync<long>($"SELECT pull FROM pull_work WHERE claimed >= {since.ToUnixTimeMilliseconds()}");

    public Task<IReadOnlyList<long>> CommentsDoneAsync() =>
        ReadAsync<long>("SELECT comment FROM desk_comment WHERE done");

    /// <summary>The recorded answer to each comment: a reaction, and whether there is a reply.</summary>
    public Task<IReadOnlyList<ChaosAnswer>> AnswersAsync() => ReadAsync(
        "SELECT comment, reaction, reply IS NOT NULL FROM desk_comment",
        row => new ChaosAnswer(row.GetInt64(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetBoolean(2)));

    public Task<IReadOnlyList<ChaosTicket>> TicketsAsync() => ReadAsync(
        "SELECT environment, pull, place, held IS NOT NULL FROM environment_lock",
        row => new ChaosTicket(row.GetString(0), (int)row.GetInt64(1), row.GetInt64(2), row.GetBoolean(3)));

    /// <summary>The comments that count as consent, the kind of each, and the head commit of an override.</summary>
    public Task<IReadOnlyList<ChaosConsent>> ConsentsAsync() => ReadAsync(
        "SELECT comment, 'override', edited, head FROM override_request UNION ALL SELECT comment, " +
            "'policy-approval', edited, NULL FROM policy_approval",
        row => new ChaosConsent(
            row.GetInt64(0), row.GetString(1), row.GetBoolean(2), row.IsDBNull(3) ? null : row.GetString(3)));

    /// <summary>Copies the recorded evidence and commands to another database under another installation.</summary>
    public async Task CopyAsync(string target, long installation)
    {
        await using var from = await source.OpenConnectionAsync();
        await using var into = new NpgsqlConnection(target);
        await into.OpenAsync();
        foreach (var (table, columns) in CopiedTables)
        {
            await using var rows = await from.BeginRawBinaryCopyAsync(
                $"COPY (SELECT {installation}::bigint, {columns} FROM {table}) TO STDOUT (FORMAT BINARY)");
            await using var copy = await into.BeginRawBinaryCopyAsync(
                $"COPY {table} (installation, {columns}) FROM STDIN (FORMAT BINARY)");
            await rows.CopyToAsync(copy);
        }
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private Task<IReadOnlyList<T>> ReadAsync<T>(string sql) => ReadAsync(sql, row => row.GetFieldValue<T>(0));

    private async Task<IReadOnlyList<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<T>();
        while (await reader.ReadAsync()) values.Add(read(reader));
        return values;
    }
}

/// <summary>The answer to a comment; the reaction is null if the comment needs no answer.</summary>
internal sealed record ChaosAnswer(long Comment, string? Reaction, bool HasReply);

/// <summary>A held or queued lock of an environment; pull 0 means a freeze.</summary>
internal sealed record ChaosTicket(string Environment, int Pull, long Place, bool IsHeld);

internal sealed record ChaosConsent(long Comment, string Kind, bool IsEdited, string? Head);
