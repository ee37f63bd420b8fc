using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace TfPilot.Storage;

/// <summary>Classifies failures that mean the whole database is unavailable.</summary>
public static class DatabaseOutage
{
    private const string Unreachable = "The database does not respond.";

    // https://www.sqlite.org/rescode.html
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int IoError = 10;
    private const int Full = 13;
    private const int CannotOpen = 14;

    /// <summary>The reason of an outage as a sentence; null for other failures, such as an invalid statement.</summary>
    public static string? ReasonOf(Exception failure) => failure switch
    {
        SqliteException { SqliteErrorCode: Full } or PostgresException { SqlState: PostgresErrorCodes.DiskFull } =>
            "The disk of the database is full.",
        SqliteException { SqliteErrorCode: ReadOnly }
            or PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } =>
            "The database is read-only.",
        SqliteException { SqliteErrorCode: IoError } => "The database has disk I/O errors.",
        SqliteException { SqliteErrorCode: Busy or Locked or CannotOpen } => Unreachable,
        PostgresException refused => IsOutageState(refused.SqlState) ? Unreachable : null,
        NpgsqlException or SocketException or TimeoutException => Unreachable,
        _ => null,
    };

    /// <summary>Whether the database was unreachable, so that all other requests fail too.</summary>
    internal static bool IsUnreachable(Exception failure) =>
        failure is not PostgresException
        and (NpgsqlException or SocketException or TimeoutException or OperationCanceledException);

    /// <summary>SQLSTATE classes: connection failures, exhausted resources, operator intervention.</summary>
    private static bool IsOutageState(string state) =>
        state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("53", StringComparison.Ordinal)
        || state.StartsWith("57P", StringComparison.Ordinal);
}
