using System.Buffers;

namespace TfPilot.Core.Plans;

/// <summary>Walks validated JSON with little more work than finding token ends.</summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> json)
{
    private static readonly SearchValues<byte> StringMarks = SearchValues.Create("\"\\"u8);
    private static readonly SearchValues<byte> Brackets = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> ScalarEnds = SearchValues.Create(",]} \t\r\n"u8);

    private readonly ReadOnlySpan<byte> json = json;
    private int at;

    public readonly int Position => at;

    /// <summary>The first byte of the next token, after commas and colons.</summary>
    public byte Peek()
    {
        while (json[at] is (byte)' ' or (byte)',' or (byte)':' or (byte)'\n' or (byte)'\r' or (byte)'\t') at++;
        return json[at];
    }

    /// <summary>Enters or leaves a container.</summary>
    public void Step() => at++;

    /// <summary>
    /// The current string with its quotes; <paramref name="isCanonical"/> is true when it already has the canonical
    /// escaping.
    /// </summary>
    public ReadOnlySpan<byte> String(out bool isCanonical)
    {
        isCanonical = true;
        var end = at + 1;
        while (true)
        {
            end += json[end..].IndexOfAny(StringMarks);
            if (json[end] == '"') break;
            isCanonical &= json[end + 1] is not ((byte)'u' or (byte)'/');
            end += 2;
        }

        var text = json[at..(end + 1)];
        at = end + 1;
        return text;
    }

    /// <summary>The current number, true, false or null.</summary>
    public ReadOnlySpan<byte> Scalar()
    {
        var rest = json[at..];
        var length = rest.IndexOfAny(ScalarEnds);
        var scalar = length < 0 ? rest : rest[..length];
        at += scalar.Length;
        return scalar;
    }

    /// <summary>
    /// Skips the current name or value if it is <paramref name="known"/>, which must be complete; this is cheaper than
    /// finding its end.
    /// </summary>
    public bool TrySkip(ReadOnlySpan<byte> known)
    {
        var rest = json[at..];
        if (known.IsEmpty || known.Length >= rest.Length || !rest.StartsWith(known)
            || rest[known.Length] is not ((byte)',' or (byte)':' or (byte)'}' or (byte)']')) return false;
        at += known.Length;
        return true;
    }

    /// <summary>Skips the current value.</summary>
    public void Skip()
    {
        switch (Peek())
        {
            case (byte)'"': String(out _); break;
            case (byte)'{' or (byte)'[': SkipContainer(); break;
            default: Scalar(); break;
        }
    }

    private void SkipContainer()
    {
        var depth = 0;
        do
        {
            at += json[at..].IndexOfAny(Brackets);
            if (json[at] == '"')
            {
                String(out _);
                continue;
            }

            depth += json[at] is (byte)'{' or (byte)'[' ? 1 : -1;
            Step();
        }
        while (depth > 0);
    }
}
