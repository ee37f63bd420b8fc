using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace TfPilot.Core.Plans;

/// <summary>Encodes texts in base64, and decodes runs of base64 characters found in a text.</summary>
internal static class Base64Text
{
    /// <summary>Shorter runs are not decoded; they are only searched for encoded secrets.</summary>
    private const int MinRun = 16;

    /// <summary>
    /// A base64 group has four characters. A run may start with unrelated characters, so its first group may start at
    /// any of its first four.
    /// </summary>
    private const int Group = 4;

    /// <summary>A group encodes three bytes, so at most two other bytes precede a text in its first group.</summary>
    public const int MaxPadding = 2;

    private static readonly SearchValues<byte> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    private static readonly SearchValues<char> AlphabetSigns =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

    private static readonly SearchValues<byte> AnyAlphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_="u8);

    /// <summary>
    /// Encodes a text in base64 as if <paramref name="padding"/> other bytes preceded it in its first group, and
    /// returns only the characters that do not depend on the bytes around it.
    /// </summary>
    /// <param name="padded">The text, preceded by <paramref name="padding"/> bytes of any value.</param>
    /// <param name="room">The buffer for the result.</param>
    public static Span<byte> Encode(ReadOnlySpan<byte> padded, int padding, Span<byte> room)
    {
        Base64.EncodeToUtf8(padded, room, out _, out _);
        return room[(padding == 0 ? 0 : padding + 1)..(padded.Length * 8 / 6)];
    }

    /// <summary>Extends a part of a text to the whole run of base64 characters around it.</summary>
    public static Range Around(ReadOnlySpan<byte> text, int start, int length)
    {
        var before = text[..start].LastIndexOfAnyExcept(AnyAlphabet) + 1;
        var after = text[(start + length)..].IndexOfAnyExcept(AnyAlphabet);
        return before..(after < 0 ? text.Length : start + length + after);
    }

    /// <summary>
    /// The start and end of the next run of at least <see cref="MinRun"/> characters at or after
    /// <paramref name="from"/>; -1 if there is none.
    /// </summary>
    public static int NextRun(ReadOnlySpan<byte> text, int from, out int end)
    {
        // Every run of that length includes one of the probed positions.
        for (var probe = from + MinRun - 1; probe < text.Length; probe += MinRun)
        {
            if (!Alphabet.Contains(text[probe])) continue;
            var start = Math.Max(from, text[..probe].LastIndexOfAnyExcept(Alphabet) + 1);
            var rest = text[probe..].IndexOfAnyExcept(Alphabet);
            end = rest < 0 ? text.Length : probe + rest;
            if (end - start >= MinRun) return start;
        }

        end = text.Length;
        return -1;
    }

    /// <summary>Decodes a run once for each of its first four characters as the start of its first group.</summary>
    public static IEnumerable<byte[]> Decodings(byte[] run)
    {
        for (var first = 0; first < Group && run.Length - first >= MinRun - Group; first++)
        {
            var length = run.Length - first;
            if (length % Group == 1) length--;
            // The decoder rejects an incomplete last group, so it is padded with zero bits.
            var coded = new byte[(length + Group - 1) / Group * Group];
            coded.AsSpan().Fill((byte)'A');
            run.AsSpan(first, length).CopyTo(coded);
            var decoded = new byte[coded.Length / Group * 3];
            if (Base64.DecodeFromUtf8(coded, decoded, out _, out var written) != OperationStatus.Done) continue;
            yield return Narrow(decoded[..(written - (coded.Length - length))]);
        }
    }

    /// <summary>Decodes a value that is base64 of a UTF-8 text; null if it is not.</summary>
    public static string? Decoded(string value)
    {
        var run = value.AsSpan().TrimEnd('=');
        if (run.Length < Group || run.Length % Group == 1 || run.ContainsAnyExcept(AlphabetSigns)) return null;
        var decoded = Decodings(Encoding.ASCII.GetBytes(run.ToArray())).FirstOrDefault();
        return decoded is not null && decoded.AsSpan().IndexOfAnyInRange((byte)0, (byte)8) < 0 && Utf8.IsValid(decoded)
            ? Encoding.UTF8.GetString(decoded) : null;
    }

    /// <summary>
    /// Whether the bytes are probably text: valid UTF-8, or at most one byte in eight is not printable ASCII, because
    /// unrelated characters at the edges of a run decode to arbitrary bytes.
    /// </summary>
    public static bool IsReadable(ReadOnlySpan<byte> bytes)
    {
        var odd = 0;
        foreach (var one in bytes)
        {
            if (one is < (byte)' ' and not ((byte)'\t' or (byte)'\r' or (byte)'\n') or > (byte)'~') odd++;
        }

        return odd <= bytes.Length / 8 || Utf8.IsValid(bytes);
    }

    /// <summary>
    /// Removes the zero bytes of UTF-16, which Windows uses for encoded scripts; returns other bytes unchanged.
    /// </summary>
    private static byte[] Narrow(byte[] decoded)
    {
        for (var i = 1; i < decoded.Length; i += 2)
        {
            if (decoded[i] != 0) return decoded;
        }

        return [.. decoded.Where((_, i) => i % 2 == 0)];
    }
}
