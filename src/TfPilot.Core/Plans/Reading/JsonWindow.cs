using System.Text.Json;

namespace TfPilot.Core.Plans;

/// <summary>
/// Reads JSON of any size through a buffer that holds one value at a time. Containers are walked member by member; each
/// value is returned whole, walked, or skipped. All values are validated, including skipped ones.
/// </summary>
internal sealed class JsonWindow(PlanBytes source)
{
    private readonly JsonOutline outline = new();
    private byte[] buffer = new byte[256 * 1024];
    private int start;
    private int end;
    private long discarded;
    private bool afterValue;

    /// <summary>The number of bytes before the next one, for messages.</summary>
    public long Position => discarded + start;

    /// <summary>The next byte, or -1 at the end of the input.</summary>
    public int Peek() => start < end || Fill() ? buffer[start] : -1;

    /// <summary>The next byte after white space, or -1.</summary>
    public int PeekToken()
    {
        while (Peek() is ' ' or '\t' or '\r' or '\n') start++;
        return Peek();
    }

    /// <summary>
    /// Skips a line that is not JSON, or its part before a plan. Returns its start (at most 80 bytes), and whether it
    /// contains part of an unreadable plan.
    /// </summary>
    public (byte[] Start, bool HoldsPlan) SkipNoise()
    {
        var (first, known, holdsPlan) = (new byte[80], 0, false);
        while (true)
        {
            while (end - start < 2 * PlanDetector.Lookahead && Fill())
            {
            }

            var rest = buffer.AsSpan(start, end - start);
            var isLast = rest.Length < 2 * PlanDetector.Lookahead;
            var newLine = rest.IndexOf((byte)'\n');
            var line = newLine >= 0 ? rest[..newLine] : isLast ? rest : rest[..^PlanDetector.Lookahead];
            var plan = PlanDetector.IndexOfPlan(rest, line.Length);
            if (plan >= 0) line = rest[..plan];
            holdsPlan |= PlanDetector.ContainsPlanFragment(newLine >= 0 || plan >= 0 ? line : rest);
            var more = line[..Math.Min(line.Length, first.Length - known)];
            more.CopyTo(first.AsSpan(known));
            known += more.Length;
            start += line.Length + (plan < 0 && newLine >= 0 ? 1 : 0);
            if (plan >= 0 || newLine >= 0 || isLast) return (first[..known], holdsPlan);
        }
    }

    /// <summary>Enters an object or array; false for null, which is skipped.</summary>
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

    /// <summary>The next member's name, or null after the last one.</summary>
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

    /// <summary>Whether there is another element; false after the last one.</summary>
    public bool NextElement() => Next(']');

    /// <summary>The next value's bytes. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Value() => Take(ReadOver(outline: null, keep: true));

    /// <summary>The next value's bytes with their outline. Valid until the next call.</summary>
    public OutlinedObject Object()
    {
        outline.Clear();
        return new(Take(ReadOver(outline, keep: true)), outline);
    }

    /// <summary>Skips the next value without storing it.</summary>
    public void Skip() => Take(ReadOver(outline: null, keep: false));

    private ReadOnlySpan<byte> Take(int length)
    {
        start += length;
        afterValue = true;
        return buffer.AsSpan(start - length, length);
    }

    /// <summary>
    /// Finds the end of the next value, after white space; without <paramref name="keep"/> only its last part stays in
    /// the buffer.
    /// </summary>
    private int ReadOver(JsonOutline? outline, bool keep)
    {
        PeekToken();
        var (passed, depth) = (0, 0);
        var state = new JsonReaderState(PlanJson.Options);
        while (true)
        {
            var reader = new Utf8JsonReader(
                buffer.AsSpan(start + passed, end - start - passed), isFinalBlock: false, state);
            while (reader.Read())
            {
                // Counted here, because the reader recalculates its depth on every access.
                if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray) depth--;
                if (depth <= JsonOutline.Levels) outline?.Record(ref reader, depth, passed);
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) depth++;
                else if (depth == 0) return passed + (int)reader.BytesConsumed;
            }

            if (keep) passed += (int)reader.BytesConsumed;
            else start += (int)reader.BytesConsumed;
            state = reader.CurrentState;
            if (!Fill()) throw Truncated();
        }
    }

    public PlanFormatException Unexpected(string wanted) =>
        Peek() < 0 ? Truncated()
        : new($"is not valid JSON: at byte {Position} {wanted} was expected. Create it again with `terraform " +
        "show -json`.");

    private static PlanFormatException Truncated() =>
        new("ends in the middle of the JSON: it is truncated. Create it again with `terraform show -json`, and " +
        "check that the disk is not full.");

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
