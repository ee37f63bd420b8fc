using System.Text;

namespace TfPilot.Core.Plans;

/// <summary>
/// Converts UTF-16 (with a byte order mark, or detected by its zero bytes) to UTF-8 and drops a UTF-8 byte order mark.
/// PowerShell's <c>&gt;</c> writes UTF-16.
/// </summary>
internal sealed class Utf8Source
{
    private readonly PlanBytes source;
    private readonly byte[] head = new byte[4];
    private readonly Decoder? decoder;
    private readonly byte[] raw = [];
    private readonly char[] chars = [];
    private readonly Encoder encoder = Encoding.UTF8.GetEncoder();
    private int headStart;
    private int headEnd;

    public Utf8Source(PlanBytes source)
    {
        this.source = source;
        for (var count = -1; headEnd < head.Length && count != 0; headEnd += count)
            count = source(head.AsSpan(headEnd));
        (decoder, headStart) = head.AsSpan(0, headEnd) switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (null, 3),
            [0xFF, 0xFE, ..] => (Encoding.Unicode.GetDecoder(), 2),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode.GetDecoder(), 2),
            [not 0, 0, not 0, 0] => (Encoding.Unicode.GetDecoder(), 0),
            [0, not 0, 0, not 0] => (Encoding.BigEndianUnicode.GetDecoder(), 0),
            _ => (null, 0),
        };
        if (decoder is null) return;
        raw = new byte[32 * 1024];
        chars = new char[raw.Length / 2 + 2];
    }

    /// <summary>Converts a whole document in memory.</summary>
    public static ReadOnlyMemory<byte> All(ReadOnlyMemory<byte> bytes)
    {
        var rest = bytes;
        var source = new Utf8Source(buffer =>
        {
            var count = Math.Min(buffer.Length, rest.Length);
            rest.Span[..count].CopyTo(buffer);
            rest = rest[count..];
            return count;
        });
        // One UTF-16 unit takes at most three bytes in UTF-8.
        var utf8 = new byte[bytes.Length / 2 * 3 + 16];
        var length = 0;
        for (var count = -1; count != 0; length += count) count = source.Read(utf8.AsSpan(length));
        return utf8.AsMemory(0, length);
    }

    public int Read(Span<byte> buffer) => decoder is null ? ReadRaw(buffer) : Transcode(buffer);

    private int ReadRaw(Span<byte> buffer)
    {
        if (headStart == headEnd) return source(buffer);
        var count = Math.Min(buffer.Length, headEnd - headStart);
        head.AsSpan(headStart, count).CopyTo(buffer);
        headStart += count;
        return count;
    }

    private int Transcode(Span<byte> buffer)
    {
        // One UTF-16 unit takes at most three bytes in UTF-8.
        var room = Math.Min(raw.Length, buffer.Length / 3 * 2);
        while (true)
        {
            var count = ReadRaw(raw.AsSpan(0, room));
            var units = decoder!.GetChars(raw.AsSpan(0, count), chars, flush: count == 0);
            var written = encoder.GetBytes(chars.AsSpan(0, units), buffer, flush: count == 0);
            if (written > 0 || count == 0) return written;
        }
    }
}
