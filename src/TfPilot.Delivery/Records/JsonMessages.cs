using System.Text.Json;

namespace TfPilot.Delivery.Records;

/// <summary>
/// Splits a log into its JSON objects: one object per line, or the elements of one array. The memory is bounded by the
/// longest object that is read.
/// </summary>
/// <param name="read">Receives each object.</param>
/// <param name="skip">Receives each line that is not an object; the line is truncated when it is too long.</param>
internal sealed class JsonMessages(Action<JsonElement> read, Action<ReadOnlySpan<byte>> skip)
{
    /// <summary>Longer lines and objects are skipped.</summary>
    private const int MaxBytes = 4 << 20;

    private const int InitialBytes = 4096;

    private byte[] buffer = new byte[InitialBytes];
    private int length;
    private bool isTooLong;
    private Form form;
    private int depth;
    private bool isInString;
    private bool isEscaped;

    private enum Form
    {
        Undecided,

        /// <summary>The first byte was <c>[</c>; an array or a line such as <c>[INFO] …</c>.</summary>
        Bracket,
        Lines,
        Array,
    }

    /// <summary>Reads the next part of the log; it may end anywhere.</summary>
    public void Read(ReadOnlySpan<byte> utf8)
    {
        foreach (var one in utf8) Read(one);
    }

    /// <summary>Ends a log; another one may follow.</summary>
    public void End()
    {
        if (form == Form.Array ? depth > 0 : length > 0) Finish();
        (form, depth, isInString, isEscaped) = (Form.Undecided, 0, false, false);
    }

    private void Read(byte one)
    {
        switch (form)
        {
            case Form.Undecided when IsSpace(one) || IsByteOrderMark(one):
                return;
            case Form.Undecided when one == '[':
                form = Form.Bracket;
                return;
            case Form.Bracket when IsSpace(one):
                return;
            case Form.Bracket when one is (byte)'{' or (byte)']':
                form = Form.Array;
                break;
            case Form.Bracket:
                form = Form.Lines;
                Append((byte)'[');
                break;
            case Form.Undecided:
                form = Form.Lines;
                break;
        }

        if (form == Form.Array) ReadElement(one);
        else if (one == '\n') Finish();
        else Append(one);
    }

    private void ReadElement(byte one)
    {
        if (depth == 0 && one != '{') return;
        Append(one);
        if (isInString)
        {
            if (isEscaped) isEscaped = false;
            else if (one == '\\') isEscaped = true;
            else if (one == '"') isInString = false;
        }
        else if (one == '"') isInString = true;
        else if (one == '{') depth++;
        else if (one == '}' && --depth == 0) Finish();
    }

    private void Append(byte one)
    {
        if (length == MaxBytes)
        {
            isTooLong = true;
            return;
        }

        if (length == buffer.Length) Array.Resize(ref buffer, 2 * length);
        buffer[length++] = one;
    }

    private void Finish()
    {
        var line = buffer.AsMemory(0, length);
        var wasTooLong = isTooLong;
        var text = line.Span.Trim(" \t\r"u8);
        (length, isTooLong) = (0, false);
        if (text.IsEmpty) return;
        if (wasTooLong || text[0] != '{' || !TryRead(line)) skip(text);
    }

    private bool TryRead(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            read(document.RootElement);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsSpace(byte one) => one is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    /// <summary>A byte of UTF-8's byte order mark.</summary>
    private static bool IsByteOrderMark(byte one) => one is 0xEF or 0xBB or 0xBF;
}
