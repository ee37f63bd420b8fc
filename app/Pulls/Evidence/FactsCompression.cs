using TfPilot.Storage;

namespace TfPilot.App.Pulls;

/// <summary>The storage format of facts: the received bytes, compressed.</summary>
internal static class FactsCompression
{
    /// <summary>
    /// The maximum uncompressed size of one document. For comparison: a project with two hundred changes has about 250
    /// kB.
    /// </summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    public static byte[] Compress(ReadOnlySpan<byte> facts) => Compression.Compress(facts);

    /// <summary>
    /// Decompresses facts. Throws <see cref="InvalidDataException"/> for bytes that <see cref="Compress"/> did not
    /// produce, or that decompress to more than <see cref="MaxBytes"/> bytes.
    /// </summary>
    public static byte[] Decompress(byte[] packed) => Compression.Decompress(packed, MaxBytes);
}
