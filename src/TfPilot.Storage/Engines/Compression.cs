using System.IO.Compression;

namespace TfPilot.Storage;

/// <summary>
/// How large texts lie in the database: compressed with Brotli, at the speed of the network rather than the smallest.
/// </summary>
public static class Compression
{
    private const int Quality = 1;
    private const int Window = 18;

    public static byte[] Pack(ReadOnlySpan<byte> bytes)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
        return BrotliEncoder.TryCompress(bytes, packed, out var length, Quality, Window) ? packed[..length]
            : throw new InvalidOperationException("Brotli needs more room than it said.");
    }

    /// <summary>
    /// Throws <see cref="InvalidDataException"/> for what <see cref="Pack"/> did not make, or made of more than
    /// <paramref name="most"/> bytes.
    /// </summary>
    public static byte[] Unpack(byte[] packed, int most)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = brotli.Read(buffer)) > 0;)
        {
            if (bytes.Length + read > most) throw new InvalidDataException($"Packed bytes unfold to more than {most}.");
            bytes.Write(buffer.AsSpan(0, read));
        }

        return bytes.ToArray();
    }
}
