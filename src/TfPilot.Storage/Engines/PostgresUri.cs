using Npgsql;
using TfPilot.Core.Basics;

namespace TfPilot.Storage;

/// <summary>Converts a URI, `postgres://user:password@host:port/database?sslmode=require`, to Npgsql's form.</summary>
internal static class PostgresUri
{
    public static bool Is(string connection) =>
        connection.StartsWith("postgres://", StringComparison.Ordinal)
        || connection.StartsWith("postgresql://", StringComparison.Ordinal);

    public static Validated<string> Read(string connection)
    {
        if (!Uri.TryCreate(connection, UriKind.Absolute, out var uri) || uri.Host == "" || uri.AbsolutePath.Length < 2
            || uri.UserInfo == "")
        {
            return ConnectionStringParser.Invalid(
                "is not a PostgreSQL URL; write 'postgres://user:password@host/database', with @ : / " +
                    "? # % in the password percent-encoded");
        }

        var account = uri.UserInfo.Split(':', 2).Select(Uri.UnescapeDataString).ToArray();
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host.Trim('[', ']'),
            Port = uri.Port > 0 ? uri.Port : NpgsqlConnection.DefaultPort,
            Database = Uri.UnescapeDataString(uri.AbsolutePath[1..]),
            Username = account[0],
            Password = account.ElementAtOrDefault(1),
        };
        return Options(uri)
            .Aggregate((Validated<NpgsqlConnectionStringBuilder>)builder,
                (read, option) => read.Then(into => With(into, option)))
            .Then<string>(builder => builder.ConnectionString);
    }

    private static IEnumerable<string[]> Options(Uri uri) => uri.Query.TrimStart('?')
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(option => option.Split('=', 2).Select(Uri.UnescapeDataString).ToArray());

    private static Validated<NpgsqlConnectionStringBuilder> With(NpgsqlConnectionStringBuilder builder, string[] option)
    {
        try
        {
            builder[option[0] == "sslmode" ? "SSL Mode" : option[0].Replace('_', ' ')] = SslMode(
                option.ElementAtOrDefault(1) ?? "");
            return builder;
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or KeyNotFoundException)
        {
            return ConnectionStringParser.Invalid(
                $"has an unknown option '{option[0]}' or an invalid " +
                "value of it; sslmode is disable, prefer, require, verify-ca or verify-full");
        }
    }

    private static string SslMode(string value) =>
        value.Replace("verify-ca", "VerifyCA", StringComparison.Ordinal)
        .Replace("verify-full", "VerifyFull", StringComparison.Ordinal);
}
