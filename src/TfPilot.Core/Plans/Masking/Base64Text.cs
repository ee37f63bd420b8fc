using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace TfPilot.Core.Plans;

/// <summary>What a text becomes in base64, and what a run of base64 characters in a text may stand for.</summary>
internal static class Base64Text
{
    /// <summary>Shorter runs are looked for as coded secrets only and are not decoded.</summary>
    private const int MinRun = 16;

    /// <summary>
    /// A group of base64 is four characters; a run may begin with characters that belong to no group.
    /// </summary>
    private const int Group = 4;

    /// <summary>A group stands for three bytes, so that a text begins behind at most two others.</summary>
    public const int MaxPadding = 2;

    private static readonly SearchValues<byte> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    private static readonly SearchValues<char> AlphabetSigns =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

    private static readonly SearchValues<byte> AnyAlphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_="u8);

    /// <summary>
    /// The characters that only the text decides when <paramref name="padding"/> bytes of something else stand in
    /// front of it in the group in which it begins.
    /// </summary>
    /// <param name="padded">The text behind as many bytes of any value.</param>
    /// <param name="room">Where the answer is written.</param>
    public static Span<byte> Encode(ReadOnlySpan<byte> padded, int padding, Span<byte> room)
    {
        Base64.EncodeToUtf8(padded, room, out _, out _);
        return room[(padding == 0 ? 0 : padding + 1)..(padded.Length * 8 / 6)];
    }

    /// <summary>The whole run of coded characters around a part of it.</summary>
    public static Range Around(ReadOnlySpan<byte> text, int start, int length)
    {
        var before = text[..start].LastIndexOfAnyExcept(AnyAlphabet) + 1;
        var after = text[(start + length)..].IndexOfAnyExcept(AnyAlphabet);
        return before..(after < 0 ? text.Length : start + length + after);
    }

    /// <summary>
    /// Where the next long run begins at or behind <paramref name="from"/>, and where it ends; -1 when there is none.
    /// </summary>
    public static int NextRun(ReadOnlySpan<byte> text, int from, out int end)
    {
        // Every long run covers one of the places that are looked at.
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

    /// <summary>What a run stands for when its first group begins at one of its first four characters.</summary>
    public static IEnumerable<byte[]> Decodings(byte[] run)
    {
        for (var first = 0; first < Group && run.Length - first >= MinRun - Group; first++)
        {
            var length = run.Length - first;
            if (length % Group == 1) length--;
            // The last group is filled up with zero bits, because strict readers refuse what is cut.
            var coded = new byte[(length + Group - 1) / Group * Group];
            coded.AsSpan().Fill((byte)'A');
            run.AsSpan(first, length).CopyTo(coded);
            var decoded = new byte[coded.Length / Group * 3];
            if (Base64.DecodeFromUtf8(coded, decoded, out _, out var written) != OperationStatus.Done) continue;
            yield return Narrow(decoded[..(written - (coded.Length - length))]);
        }
    }

    /// <summary>The readable text that a value is the base64 of; null when it is none.</summary>
    public static string? Decoded(string value)
    {
        var run = value.AsSpan().TrimEnd('=');
        if (run.Length < Group || run.Length % Group == 1 || run.ContainsAnyExcept(AlphabetSigns)) return null;
        var decoded = Decodings(Encoding.ASCII.GetBytes(run.ToArray())).FirstOrDefault();
        return decoded is not null && decoded.AsSpan().IndexOfAnyInRange((byte)0, (byte)8) < 0 && Utf8.IsValid(decoded)
            ? Encoding.UTF8.GetString(decoded) : null;
    }

    /// <summary>
    /// Text rather than the bytes of something else; characters beside a run may have become some bytes at its edges.
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

    /// <summary>Windows codes its scripts in UTF-16.</summary>
    private static byte[] Narrow(byte[] decoded)
    {
        for (var i = 1; i < decoded.Length; i += 2)
        {
            if (decoded[i] != 0) return decoded;
        }

        return [.. decoded.Where((_, i) => i % 2 == 0)];
    }
}
