using System.IO.Compression;

namespace TfPilot.App.Evidence;

/// <summary>How facts lie in the database: as they came, compressed with Brotli.</summary>
internal static class FactsPacking
{
    /// <summary>Bytes of one document, before it is packed. A project of two hundred changes has about a quarter of a million.</summary>
    public const int Largest = 32 * 1024 * 1024;

    public static byte[] Pack(ReadOnlySpan<byte> facts)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true)) brotli.Write(facts);
        return packed.ToArray();
    }

    /// <summary>Throws <see cref="InvalidDataException"/> for what <see cref="Pack"/> did not make, or made of too much.</summary>
    public static byte[] Unpack(byte[] packed)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var facts = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = brotli.Read(buffer)) > 0;)
        {
            if (facts.Length + read > Largest) throw new InvalidDataException($"Packed facts unfold to more than {Largest} bytes.");
            facts.Write(buffer.AsSpan(0, read));
        }

        return facts.ToArray();
    }
}
