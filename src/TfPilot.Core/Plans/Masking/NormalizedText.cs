using System.Text;

namespace TfPilot.Core.Plans;

/// <summary>
/// Text without encodings and line breaks: white space is removed, and backslash escapes, percent-encoding and entities
/// are decoded repeatedly. A secret and its encoded copy become the same bytes.
/// </summary>
internal sealed class NormalizedText
{
    /// <summary>
    /// The maximum number of decoding passes: 1 for canonical JSON, 3 for nested JSON, 1 for a URL in it, 1 in reserve.
    /// </summary>
    private const int MaxPasses = 6;

    private static readonly (byte[] Name, byte Character)[] Entities =
    [
        ("&amp;"u8.ToArray(), (byte)'&'), ("&lt;"u8.ToArray(), (byte)'<'), ("&gt;"u8.ToArray(), (byte)'>'),
        ("&quot;"u8.ToArray(), (byte)'"'),
        ("&apos;"u8.ToArray(), (byte)'\''), ("&#39;"u8.ToArray(), (byte)'\''), ("&#34;"u8.ToArray(), (byte)'"'),
        ("&#x27;"u8.ToArray(), (byte)'\''),
        ("&#38;"u8.ToArray(), (byte)'&'),
    ];

    private byte[] bytes = [];
    private int[] starts = [];
    private int[] ends = [];
    private int length;
    private bool tracksOffsets;

    /// <summary>Replaces the current text; faster without <paramref name="withOffsets"/>.</summary>
    public NormalizedText Read(ReadOnlySpan<byte> text, bool withOffsets = false)
    {
        length = text.Length;
        tracksOffsets = withOffsets;
        if (bytes.Length < length) bytes = new byte[2 * length];
        text.CopyTo(bytes);
        if (withOffsets) InitializeOffsets();
        for (var pass = 0; pass < MaxPasses && DecodeOnce(); pass++)
        {
        }

        return this;
    }

    private void InitializeOffsets()
    {
        if (starts.Length < length) (starts, ends) = (new int[2 * length], new int[2 * length]);
        for (var i = 0; i < length; i++) (starts[i], ends[i]) = (i, i + 1);
    }

    public ReadOnlySpan<byte> Bytes => bytes.AsSpan(0, length);

    /// <summary>The original position of a part of the normalized text, when it was read with offsets.</summary>
    public Range Origin(int start, int count) => starts[start]..ends[start + count - 1];

    /// <summary>Whether the normalized form of a text can differ from it.</summary>
    public static bool MayDiffer(ReadOnlySpan<byte> text) => text.IndexOfAny("\\%&\n"u8) >= 0;

    /// <summary>
    /// One decoding pass, in place, because no step makes the text longer; false when nothing changed.
    /// </summary>
    private bool DecodeOnce()
    {
        var (read, written) = (0, 0);
        Span<byte> decoded = stackalloc byte[4];
        while (read < length)
        {
            var consumed = DecodeNext(bytes.AsSpan(read, length - read), decoded, out var count);
            var (start, end) = tracksOffsets ? (starts[read], ends[read + consumed - 1]) : default;
            for (var i = 0; i < count; i++, written++)
            {
                bytes[written] = decoded[i];
                if (tracksOffsets) (starts[written], ends[written]) = (start, end);
            }

            read += consumed;
        }

        var changed = written < length;
        length = written;
        return changed;
    }

    /// <summary>The length of the next piece, and its decoded bytes.</summary>
    private static int DecodeNext(ReadOnlySpan<byte> text, Span<byte> decoded, out int count)
    {
        decoded[0] = text[0];
        count = 1;
        switch (text[0])
        {
            case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n':
                count = 0;
                return 1;
            case (byte)'\\': return Escape(text, decoded, out count);
            case (byte)'%' when text.Length > 2 && Hex(text[1..3]) is var value and >= 0:
                decoded[0] = (byte)value;
                return 3;
            case (byte)'&':
                foreach (var (name, character) in Entities)
                {
                    if (!text.StartsWith(name)) continue;
                    decoded[0] = character;
                    return name.Length;
                }

                return 1;
            default: return 1;
        }
    }

    private static int Escape(ReadOnlySpan<byte> text, Span<byte> decoded, out int count)
    {
        count = 0;
        if (text.Length < 2) return 1;
        switch (text[1])
        {
            case (byte)'n' or (byte)'r' or (byte)'t' or (byte)'b' or (byte)'f' or (byte)'\n' or (byte)'\r' or (byte)' '
                or (byte)'\t':
                return 2;
            case (byte)'u' when text.Length > 5 && Hex(text[2..6]) is var value and >= 0:
                var consumed = 6;
                if (char.IsHighSurrogate((char)value) && text.Length > 11 && text[6] == '\\' && text[7] == 'u'
                    && Hex(text[8..12]) is var low and >= 0 && char.IsLowSurrogate((char)low))
                {
                    value = char.ConvertToUtf32((char)value, (char)low);
                    consumed = 12;
                }

                if (value is not ('\n' or '\r' or '\t' or ' '))
                    count = (Rune.IsValid(value) ? new Rune(value) : Rune.ReplacementChar).EncodeToUtf8(decoded);
                return consumed;
            case (byte)'x' when text.Length > 3 && Hex(text[2..4]) is var value and >= 0:
                decoded[0] = (byte)value;
                count = 1;
                return 4;
            default:
                decoded[0] = text[1];
                count = 1;
                return 2;
        }
    }

    private static int Hex(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit((char)digit)) return -1;
            value = value * 16 + (digit & 0xF) + (digit > '9' ? 9 : 0);
        }

        return value;
    }
}
