using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>The storage format of facts: the received bytes, compressed.</summary>
internal static class FactsCompression
{
    /// <summary>
    /// The maximum uncompressed size of one document. A project with two hundred changes takes about 250 kB.
    /// </summary>
    public const int Largest = 32 * 1024 * 1024;

    public static byte[] Pack(ReadOnlySpan<byte> facts) => Compression.Pack(facts);

    /// <summary>
    /// Throws <see cref="InvalidDataException"/> for what <see cref="Pack"/> did not make, or made of too much.
    /// </summary>
    public static byte[] Unpack(byte[] packed) => Compression.Unpack(packed, Largest);
}
