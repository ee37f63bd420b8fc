using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>How facts lie in the database: as they came, compressed.</summary>
internal static class FactsCompression
{
    /// <summary>
    /// Bytes of one document, before it is packed. A project of two hundred changes has about a quarter of a million.
    /// </summary>
    public const int Largest = 32 * 1024 * 1024;

    public static byte[] Pack(ReadOnlySpan<byte> facts) => Compression.Pack(facts);

    /// <summary>
    /// Throws <see cref="InvalidDataException"/> for what <see cref="Pack"/> did not make, or made of too much.
    /// </summary>
    public static byte[] Unpack(byte[] packed) => Compression.Unpack(packed, Largest);
}
