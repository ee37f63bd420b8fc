using System.Buffers;

namespace TfPilot.Action.Outputs;

/// <summary>
/// A buffer that is written to the stream when it is full, so that a large document is never in memory as a whole.
/// </summary>
internal sealed class StreamBuffer(Stream stream) : IBufferWriter<byte>
{
    private byte[] buffer = new byte[64 * 1024];
    private int used;

    /// <summary>Writes one document, followed by a line feed.</summary>
    public static void WriteLine(Stream stream, Action<StreamBuffer> write)
    {
        var buffer = new StreamBuffer(stream);
        write(buffer);
        buffer.Flush();
        stream.WriteByte((byte)'\n');
        stream.Flush();
    }

    public void Advance(int count) => used += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (buffer.Length - used < Math.Max(sizeHint, 1)) Flush();
        if (buffer.Length < sizeHint) buffer = new byte[sizeHint];
        return buffer.AsMemory(used);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Flush()
    {
        stream.Write(buffer, 0, used);
        used = 0;
    }
}
