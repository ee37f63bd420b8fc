using System.Security.Cryptography;
using System.Text;

namespace TfPilot.Storage;

/// <summary>A numbered schema migration in SQL that both engines accept; never changed after release.</summary>
internal sealed record Migration(int Number, string Name, string Sql)
{
    public static IReadOnlyList<Migration> Embedded { get; } = [.. Names().Order(StringComparer.Ordinal).Select(Read)];

    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    private static IEnumerable<string> Names() => typeof(Migration).Assembly.GetManifestResourceNames()
        .Where(name => name.EndsWith(".sql", StringComparison.Ordinal));

    private static Migration Read(string name)
    {
        using var reader = new StreamReader(typeof(Migration).Assembly.GetManifestResourceStream(name)!);
        return new(
            int.Parse(name.AsSpan(0, name.IndexOf('-', StringComparison.Ordinal)), null), name, reader.ReadToEnd());
    }
}

/// <summary>The database schema does not fit this program; the message says why and what to do.</summary>
public sealed class MigrationException(string message) : Exception(message);
