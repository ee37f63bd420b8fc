using System.Buffers;
using System.Text.Json;

namespace TfPilot.Core.Plans;

/// <summary>
/// Reads JSON of any size through a buffer that holds one value at a time: containers are walked member by member, and each value is
/// either handed out whole, walked in turn, or skipped. Every value is checked to be JSON, also the skipped ones.
/// </summary>
internal sealed class JsonWindow(PlanBytes source)
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);
    private static readonly SearchValues<byte> StringEnd = SearchValues.Create("\"\\"u8);
    private static readonly SearchValues<byte> ScalarEnd = SearchValues.Create(",]} \t\r\n"u8);
    private static readonly JsonReaderOptions Options = new() { MaxDepth = RedactedJson.MaxDepth };

    private byte[] buffer = new byte[256 * 1024];
    private int start;
    private int end;
    private long discarded;
    private bool afterValue;

    /// <summary>How many bytes lie before the next one, for messages.</summary>
    public long Position => discarded + start;

    /// <summary>The next byte, or -1 at the end of the input.</summary>
    public int Peek() => start < end || Fill() ? buffer[start] : -1;

    /// <summary>The next byte behind white space, or -1.</summary>
    public int PeekToken()
    {
        while (Peek() is ' ' or '\t' or '\r' or '\n') start++;
        return Peek();
    }

    /// <summary>Passes over the rest of the line and says how it began (at most 80 bytes).</summary>
    public byte[] SkipLine()
    {
        var first = Array.Empty<byte>();
        do
        {
            var rest = buffer.AsSpan(start, end - start);
            if (first.Length == 0) first = rest[..Math.Min(80, rest.Length)].ToArray();
            var newLine = rest.IndexOf((byte)'\n');
            if (newLine >= 0)
            {
                start += newLine + 1;
                break;
            }

            start = end;
        }
        while (Peek() >= 0);
        return first;
    }

    /// <summary>Enters an object or array; false when the value is null, which is passed over.</summary>
    public bool Enter(char open)
    {
        if (PeekToken() == 'n')
        {
            Skip();
            return false;
        }

        if (PeekToken() != open) throw Unexpected(open == '{' ? "an object" : "a list");
        start++;
        afterValue = false;
        return true;
    }

    /// <summary>The next member's name, or null behind the last one.</summary>
    public string? NextMember()
    {
        if (!Next('}')) return null;
        if (Peek() != '"') throw Unexpected("a property name");
        var reader = new Utf8JsonReader(Value());
        reader.Read();
        var name = reader.GetString()!;
        if (PeekToken() != ':') throw Unexpected("a colon");
        start++;
        return name;
    }

    /// <summary>Whether there is another element; false behind the last one.</summary>
    public bool NextElement() => Next(']');

    /// <summary>The next value's bytes, checked only for balance: whoever reads them checks them. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Value()
    {
        PeekToken();
        var length = 0;
        var depth = 0;
        do
        {
            length = Peek(length) switch
            {
                '"' => EndOfString(length),
                '{' or '[' => Deeper(ref depth, +1, length),
                '}' or ']' => Deeper(ref depth, -1, length),
                _ when depth == 0 => EndOfScalar(length),
                _ => Find(Structure, length),
            };
        }
        while (depth > 0);
        if (length == 0) throw Unexpected("a value");
        var value = buffer.AsSpan(start, length);
        start += length;
        afterValue = true;
        return value;
    }

    /// <summary>Passes over the next value without keeping any of it.</summary>
    public void Skip()
    {
        PeekToken();
        var state = new JsonReaderState(Options);
        while (true)
        {
            var reader = new Utf8JsonReader(buffer.AsSpan(start, end - start), isFinalBlock: false, state);
            while (reader.Read())
            {
                if (reader.CurrentDepth > 0 || reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) continue;
                start += (int)reader.BytesConsumed;
                afterValue = true;
                return;
            }

            start += (int)reader.BytesConsumed;
            state = reader.CurrentState;
            if (!Fill()) throw Truncated();
        }
    }

    public PlanFormatException Unexpected(string wanted) =>
        Peek() < 0 ? Truncated() : new($"is not valid JSON: at byte {Position} {wanted} should stand. Write it again with `terraform show -json`.");

    private static PlanFormatException Truncated() =>
        new("ends in the middle of the JSON: it was cut off. Write it again with `terraform show -json`, and check that the disk is not full.");

    private bool Next(char close)
    {
        var token = PeekToken();
        if (token == close)
        {
            start++;
            afterValue = true;
            return false;
        }

        if (!afterValue) return true;
        if (token != ',') throw Unexpected($"a comma or `{close}`");
        start++;
        afterValue = false;
        PeekToken();
        return true;
    }

    private static int Deeper(ref int depth, int by, int length)
    {
        depth += by;
        return depth < 0 ? 0 : length + 1;
    }

    private int EndOfString(int quote)
    {
        var at = quote + 1;
        while (true)
        {
            at = Find(StringEnd, at);
            if (Peek(at) == '"') return at + 1;
            at += 2;
        }
    }

    private int EndOfScalar(int length) => Find(ScalarEnd, length);

    private int Find(SearchValues<byte> wanted, int from)
    {
        while (true)
        {
            if (start + from < end)
            {
                var found = buffer.AsSpan(start + from, end - start - from).IndexOfAny(wanted);
                if (found >= 0) return from + found;
                from = end - start;
            }

            if (!Fill()) throw Truncated();
        }
    }

    private int Peek(int offset)
    {
        while (start + offset >= end)
        {
            if (!Fill()) throw Truncated();
        }

        return buffer[start + offset];
    }

    private bool Fill()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            discarded += start;
            end -= start;
            start = 0;
        }

        if (end == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        var count = source(buffer.AsSpan(end));
        end += count;
        return count > 0;
    }
}
