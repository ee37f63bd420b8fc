using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using TfPilot.Core.Basics;

namespace TfPilot.Storage;

/// <summary>Parses a connection string; errors never contain its text, which may include a password.</summary>
internal static class ConnectionStringParser
{
    private const string Formats =
        "write 'Data Source=tfpilot.db' for a SQLite file, or 'postgres://user:password@host/database' "
        + "or 'Host=…;Username=…;Password=…;Database=…' for PostgreSQL";

    /// <summary>
    /// In seconds; shorter than Npgsql's default, so that a request fails in time when the server does not respond.
    /// </summary>
    private const int ConnectTimeout = 3;

    public static Validated<SqlDialect> Read(string connection) =>
        PostgresUri.Is(connection) ? PostgresUri.Read(connection).Then(Postgres)
        : Keywords(connection) is not { } keywords ? Invalid($"is not a connection string; {Formats}")
        : keywords.ContainsKey("Data Source") ? Sqlite(keywords)
        : keywords.ContainsKey("Host") || keywords.ContainsKey("Server") ? Postgres(connection)
        : Invalid($"has neither 'Data Source' (SQLite) nor 'Host' (PostgreSQL); {Formats}");

    internal static Problem Invalid(string message) => new("TFPILOT_DATABASE", message);

    private static Validated<SqlDialect> Sqlite(DbConnectionStringBuilder keywords)
    {
        var file = $"{keywords["Data Source"]}";
        if (keywords.Count > 1)
            return Invalid("has other keywords beside 'Data Source', the only one that is supported for SQLite");
        if (file.Trim() is "" or ":memory:")
            return Invalid("names no file; an in-memory database would lose its data: write 'Data Source=tfpilot.db'");
        return SqlDialect.Sqlite(
            new SqliteSource(new SqliteConnectionStringBuilder { DataSource = file }.ConnectionString));
    }

    private static Validated<SqlDialect> Postgres(string connection)
    {
        try
        {
            var builder = new NpgsqlSlimDataSourceBuilder(connection);
            builder.EnableTransportSecurity();
            if (Keywords(connection)?.ContainsKey("Timeout") != true)
                builder.ConnectionStringBuilder.Timeout = ConnectTimeout;
            // No statement of this assembly leaves anything in its session, so there is nothing to discard.
            if (Keywords(connection)?.ContainsKey("No Reset On Close") != true)
                builder.ConnectionStringBuilder.NoResetOnClose = true;
            return SqlDialect.Postgres(builder.Build());
        }
        catch (Exception failure)
            when (failure is ArgumentException or FormatException or InvalidOperationException or NotSupportedException)
        {
            return Invalid(
                "is not a valid PostgreSQL connection string: check the keywords, and quote values that contain ; = " +
                    "or quotes");
        }
    }

    private static DbConnectionStringBuilder? Keywords(string connection)
    {
        try
        {
            return new() { ConnectionString = connection };
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
