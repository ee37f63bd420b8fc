using System.Buffers;
using System.IO.Compression;

namespace TfPilot.Storage;

/// <summary>
/// Compresses large texts in the database with Brotli, at a fast level rather than the smallest size.
/// </summary>
public static class Compression
{
    private const int Quality = 1;
    private const int Window = 18;

    /// <summary>
    /// The initial size of the buffer in bytes. Most deliveries fit; for larger ones the buffer grows.
    /// </summary>
    private const int InitialBufferSize = 32 * 1024;

    public static byte[] Compress(ReadOnlySpan<byte> bytes)
    {
        var packed = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(bytes.Length));
        try
        {
            return BrotliEncoder.TryCompress(bytes, packed, out var length, Quality, Window) ? packed[..length]
                : throw new InvalidOperationException("Brotli needs more room than it said.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    /// <summary>
    /// Decompresses. Throws <see cref="InvalidDataException"/> for bytes that <see cref="Compress"/> did not produce,
    /// or that decompress to more than <paramref name="maxBytes"/> bytes.
    /// </summary>
    public static byte[] Decompress(byte[] packed, int maxBytes)
    {
        var decoder = new BrotliDecoder();
        var bytes = ArrayPool<byte>.Shared.Rent(InitialBufferSize);
        try
        {
            var (read, written) = (0, 0);
            while (true)
            {
                var status = decoder.Decompress(
                    packed.AsSpan(read), bytes.AsSpan(written), out var moreRead, out var moreWritten);
                (read, written) = (read + moreRead, written + moreWritten);
                if (written > maxBytes) throw new InvalidDataException($"Packed bytes unfold to more than {maxBytes}.");
                if (status == OperationStatus.Done) return bytes[..written];
                if (status != OperationStatus.DestinationTooSmall)
                    throw new InvalidDataException("Packed bytes are damaged, or end too early.");
                bytes = Resize(bytes, written);
            }
        }
        finally
        {
            decoder.Dispose();
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static byte[] Resize(byte[] bytes, int written)
    {
        var larger = ArrayPool<byte>.Shared.Rent(bytes.Length * 2);
        bytes.AsSpan(0, written).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        return larger;
    }
}
