using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace TfPilot.Storage;

/// <summary>Whether a failure says that the database as a whole takes no work now, and why.</summary>
public static class DatabaseOutage
{
    private const string Silent = "The database does not answer.";

    // https://www.sqlite.org/rescode.html
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int IoError = 10;
    private const int Full = 13;
    private const int CannotOpen = 14;

    /// <summary>A sentence for people; null when the failure is of another kind, as a mistake in a statement.</summary>
    public static string? ReasonOf(Exception failure) => failure switch
    {
        SqliteException { SqliteErrorCode: Full } or PostgresException { SqlState: PostgresErrorCodes.DiskFull } =>
            "The disk of the database is full.",
        SqliteException { SqliteErrorCode: ReadOnly }
            or PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } =>
            "The database can only be read.",
        SqliteException { SqliteErrorCode: IoError } => "The disk of the database fails.",
        SqliteException { SqliteErrorCode: Busy or Locked or CannotOpen } => Silent,
        PostgresException refused => IsAway(refused.SqlState) ? Silent : null,
        NpgsqlException or SocketException or TimeoutException => Silent,
        _ => null,
    };

    /// <summary>Whether nobody else is served either: the database could not be reached in time.</summary>
    internal static bool IsUnreachable(Exception failure) =>
        failure is not PostgresException
        and (NpgsqlException or SocketException or TimeoutException or OperationCanceledException);

    /// <summary>Connections, resources, and what an operator stopped or just starts.</summary>
    private static bool IsAway(string state) =>
        state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("53", StringComparison.Ordinal)
        || state.StartsWith("57P", StringComparison.Ordinal);
}
