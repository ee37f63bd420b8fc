using System.Data.Common;

namespace TfPilot.Storage;

/// <summary>
/// Reads the column formats of <see cref="SqlSession"/>: times as UTC milliseconds, identifiers as text.
/// </summary>
internal static class Columns
{
    public static DateTimeOffset Moment(this DbDataReader row, int column) =>
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    public static int Number(this DbDataReader row, int column) => checked((int)row.GetInt64(column));

    public static Guid Id(this DbDataReader row, int column) => Guid.ParseExact(row.GetString(column), "D");

    public static string? Text(this DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);

    public static byte[] Bytes(this DbDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    /// <summary>Installation, repository and pull request in the first three columns.</summary>
    public static PullKey Key(this DbDataReader row) => new(row.GetInt64(0), row.GetInt64(1), row.Number(2));
}
