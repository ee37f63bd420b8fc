using System.Data.Common;

namespace TfPilot.Storage;

/// <summary>A fragment of SQL text that is not a parameter; only constants of this assembly.</summary>
internal sealed record SqlFragment(string Text);

/// <summary>
/// Runs SQL on one connection; every interpolated value becomes a parameter, so values are never part of the SQL text.
/// </summary>
internal sealed class SqlSession(DbConnection connection, DbTransaction? transaction)
{
    public async Task<int> ExecuteAsync(FormattableString sql, CancellationToken ct)
    {
        await using var command = Command(sql);
        return await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>
    /// The rows of the first statement. A SQLite reader executes the others only when it comes to them.
    /// </summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(
        FormattableString sql, Func<DbDataReader, T> row, CancellationToken ct)
    {
        await using var command = Command(sql);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct)) rows.Add(row(reader));
        while (await reader.NextResultAsync(ct)) { }
        return rows;
    }

    private DbCommand Command(FormattableString sql)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        var text = Text(command, sql);
#pragma warning disable CA2100 // Values are parameters, and SQL fragments are constants of this project.
        command.CommandText = text;
#pragma warning restore CA2100
        return command;
    }

    private static string Text(DbCommand command, FormattableString sql) =>
        string.Format(
            null, sql.Format, sql.GetArguments().Select(value => Parameter(command, value)).ToArray<object>());

    /// <summary>
    /// The SQL text for a value: the name of a new parameter, a constant fragment, or a nested statement with
    /// parameters.
    /// </summary>
    private static string Parameter(DbCommand command, object? value)
    {
        if (value is SqlFragment sql) return sql.Text;
        if (value is FormattableString nested) return Text(command, nested);
        var parameter = command.CreateParameter();
        parameter.ParameterName = $"@p{command.Parameters.Count}";
        parameter.Value = value switch
        {
            null => DBNull.Value,
            DateTimeOffset moment => moment.ToUnixTimeMilliseconds(),
            Guid id => id.ToString("D"),
            // PostgreSQL rejects NUL in text, and a row that cannot be written would be retried forever.
            string text => text.Replace('\0', '\uFFFD'),
            _ => value,
        };
        command.Parameters.Add(parameter);
        return parameter.ParameterName;
    }
}
