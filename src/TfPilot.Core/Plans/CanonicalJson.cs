using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace TfPilot.Core.Plans;

/// <summary>
/// Writes raw plan JSON in canonical form (see <see cref="RedactedJson"/>): unknown places get their marker, sensitive ones theirs
/// after their strings went to <paramref name="secrets"/>. One instance serves many values, one after the other.
/// </summary>
internal sealed class CanonicalJson(Secrets secrets)
{
    private byte[] output = new byte[4096];
    private int length;
    private readonly List<Member> members = [];
    private bool isAfter;
    private bool collecting;

    private readonly record struct Member(int Start, int NameLength, int End);

    /// <summary>The canonical bytes; valid until the next call.</summary>
    public ReadOnlySpan<byte> Write(ReadOnlySpan<byte> json, Marks? sensitive = null, Marks? unknown = null, bool isAfter = false)
    {
        length = 0;
        this.isAfter = isAfter;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = RedactedJson.MaxDepth });
        reader.Read();
        WriteValue(ref reader, sensitive, unknown);
        if (reader.Read()) throw new JsonException();
        return output.AsSpan(0, length);
    }

    /// <summary>How many bytes a text takes between its quotes.</summary>
    public static int EscapedLength(string text)
    {
        var count = Encoding.UTF8.GetByteCount(text);
        foreach (var c in text) count += c is '"' or '\\' ? 1 : c < ' ' ? 5 : 0;
        return count;
    }

    private void WriteValue(ref Utf8JsonReader reader, Marks? sensitive, Marks? unknown)
    {
        if (unknown is { IsWhole: true })
        {
            reader.Skip();
            Append(Markers.Unknown);
            return;
        }

        if (sensitive is { IsWhole: true } && reader.TokenType != JsonTokenType.Null && !collecting)
        {
            WriteSensitive(ref reader, sensitive);
            return;
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                WriteObject(ref reader, sensitive, unknown);
                break;
            case JsonTokenType.StartArray:
                WriteArray(ref reader, sensitive, unknown);
                break;
            case JsonTokenType.String:
                if (collecting) secrets.Add(reader.GetString()!);
                WriteString(ref reader);
                break;
            case JsonTokenType.Null when unknown is not null:
                WriteUnknown(unknown);
                break;
            default:
                Append(reader.ValueSpan);
                break;
        }
    }

    private void WriteSensitive(ref Utf8JsonReader reader, Marks sensitive)
    {
        var from = length;
        collecting = true;
        WriteValue(ref reader, sensitive: null, unknown: null);
        collecting = false;
        var plain = output.AsSpan(from, length - from);
        var changed = isAfter && !plain.SequenceEqual(sensitive.Remembered);
        if (!isAfter) sensitive.Remembered = plain.ToArray();
        length = from;
        Append(changed ? Markers.SensitiveChanged : Markers.Sensitive);
    }

    private void WriteArray(ref Utf8JsonReader reader, Marks? sensitive, Marks? unknown)
    {
        Append("["u8);
        var index = 0;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            WriteValue(ref reader, sensitive?.Item(index), unknown?.Item(index));
            Append(","u8);
        }

        for (; index < (unknown?.Items.Count ?? 0); index++)
        {
            WriteUnknown(unknown!.Item(index));
            Append(","u8);
        }

        Close((byte)']', isEmpty: index == 0);
    }

    private void WriteObject(ref Utf8JsonReader reader, Marks? sensitive, Marks? unknown)
    {
        Append("{"u8);
        var first = members.Count;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var from = length;
            if (StartsWithDollar(ref reader)) WriteText("$" + reader.GetString());
            else WriteString(ref reader);
            var nameLength = length - from;
            Append(":"u8);
            var (hidden, open) = (sensitive?.Member(ref reader), unknown?.Member(ref reader));
            reader.Read();
            WriteValue(ref reader, hidden, open);
            Append(","u8);
            members.Add(new(from, nameLength, length));
        }

        foreach (var (name, marks) in unknown?.Members ?? []) WriteMissing(name, marks, first);
        Sort(first);
        Close((byte)'}', isEmpty: members.Count == first);
        members.RemoveRange(first, members.Count - first);
    }

    private static bool StartsWithDollar(ref Utf8JsonReader name) =>
        name.ValueSpan.StartsWith("$"u8) || (name.ValueIsEscaped && name.GetString()!.StartsWith('$'));

    private void WriteMissing(byte[] name, Marks marks, int first)
    {
        var from = length;
        var text = Encoding.UTF8.GetString(name);
        WriteText(text.StartsWith('$') ? "$" + text : text);
        var nameLength = length - from;
        for (var i = first; i < members.Count; i++)
        {
            if (!Name(members[i]).SequenceEqual(output.AsSpan(from, nameLength))) continue;
            length = from;
            return;
        }

        Append(":"u8);
        WriteUnknown(marks);
        Append(","u8);
        members.Add(new(from, nameLength, length));
    }

    /// <summary>A place the plan leaves out because nothing of it is known but its shape.</summary>
    private void WriteUnknown(Marks? unknown)
    {
        var isList = unknown is { Items.Count: > 0 };
        if (unknown is null) Append("null"u8);
        else if (unknown.IsWhole) Append(Markers.Unknown);
        else
        {
            var shape = isList ? "[]"u8 : "{}"u8;
            var reader = new Utf8JsonReader(shape);
            reader.Read();
            WriteValue(ref reader, sensitive: null, unknown);
        }
    }

    private void Sort(int first)
    {
        var inOrder = true;
        for (var i = first + 1; i < members.Count && inOrder; i++) inOrder = Name(members[i - 1]).SequenceCompareTo(Name(members[i])) < 0;
        if (inOrder) return;

        var unsorted = output.AsSpan(0, length).ToArray();
        var byName = new SortedDictionary<byte[], Member>(Utf8Order.Instance);
        foreach (var member in members.Skip(first)) byName[Name(member).ToArray()] = member;
        length = members[first].Start;
        foreach (var member in byName.Values) Append(unsorted.AsSpan(member.Start, member.End - member.Start));
    }

    /// <summary>The name without quotes, because the quote that ends a short name must not count in the order.</summary>
    private ReadOnlySpan<byte> Name(Member member) => output.AsSpan(member.Start + 1, member.NameLength - 2);

    private void Close(byte close, bool isEmpty)
    {
        if (!isEmpty) length--;
        Append([close]);
    }

    private void WriteString(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped)
        {
            WriteText(reader.GetString()!);
            return;
        }

        if (!Utf8.IsValid(reader.ValueSpan)) throw new InvalidOperationException();
        var room = Reserve(reader.ValueSpan.Length + 2);
        room[0] = (byte)'"';
        reader.ValueSpan.CopyTo(room[1..]);
        room[^1] = (byte)'"';
    }

    private void WriteText(string text)
    {
        Append("\""u8);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\') Append([(byte)'\\', (byte)rune.Value]);
            else if (rune.Value < ' ') Append(Encoding.ASCII.GetBytes($"\\u{rune.Value:x4}"));
            else rune.EncodeToUtf8(Reserve(rune.Utf8SequenceLength));
        }

        Append("\""u8);
    }

    private void Append(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    private Span<byte> Reserve(int count)
    {
        if (length + count > output.Length) Array.Resize(ref output, Math.Max(output.Length * 2, length + count));
        length += count;
        return output.AsSpan(length - count, count);
    }
}
