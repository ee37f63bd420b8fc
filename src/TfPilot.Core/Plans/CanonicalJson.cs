using System.Text;
using System.Text.Unicode;

namespace TfPilot.Core.Plans;

/// <summary>
/// Writes checked plan JSON in canonical form (see <see cref="RedactedJson"/>): unknown places get their marker, sensitive ones theirs
/// after their strings went to <paramref name="secrets"/>. One instance serves many values, one after the other.
/// </summary>
internal sealed class CanonicalJson(Secrets secrets)
{
    private readonly MemberOrder members = new();
    private byte[] output = new byte[4096];
    private int length;
    private bool isAfter;
    private bool collecting;

    /// <summary>The canonical bytes; valid until the next call.</summary>
    public ReadOnlySpan<byte> Write(ReadOnlySpan<byte> json, Marks? sensitive = null, Marks? unknown = null, bool isAfter = false)
    {
        if (!Utf8.IsValid(json)) throw new PlanFormatException("is not valid UTF-8. Write it again with `terraform show -json`, without a converter in between.");
        length = 0;
        this.isAfter = isAfter;
        var cursor = new JsonCursor(json);
        WriteValue(ref cursor, sensitive, unknown);
        return output.AsSpan(0, length);
    }

    private void WriteValue(ref JsonCursor cursor, Marks? sensitive, Marks? unknown)
    {
        var first = cursor.Peek();
        if (unknown is { IsWhole: true })
        {
            cursor.Skip();
            Append(Markers.Unknown);
        }
        else if (first == 'n')
        {
            cursor.Scalar();
            WriteUnknown(unknown);
        }
        else if (sensitive is { IsWhole: true }) WriteSensitive(ref cursor, sensitive);
        else if (first == '{') WriteObject(ref cursor, sensitive, unknown);
        else if (first == '[') WriteArray(ref cursor, sensitive, unknown);
        else if (first == '"') WriteString(ref cursor);
        else Append(cursor.Scalar());
    }

    private void WriteSensitive(ref JsonCursor cursor, Marks sensitive)
    {
        var from = length;
        collecting = true;
        WriteValue(ref cursor, sensitive: null, unknown: null);
        collecting = false;
        var plain = output.AsSpan(from, length - from);
        var changed = isAfter && !plain.SequenceEqual(sensitive.Remembered);
        if (!isAfter) sensitive.Remembered = plain.ToArray();
        length = from;
        Append(changed ? Markers.SensitiveChanged : Markers.Sensitive);
    }

    private void WriteString(ref JsonCursor cursor)
    {
        var quoted = cursor.String(out var isCanonical);
        if (collecting) secrets.Add(PlanJson.Text(quoted)!);
        if (isCanonical) Append(quoted);
        else Append(Encoding.UTF8.GetBytes(CanonicalString.Of(PlanJson.Text(quoted)!)));
    }

    private void WriteArray(ref JsonCursor cursor, Marks? sensitive, Marks? unknown)
    {
        cursor.Step();
        Append((byte)'[');
        var index = 0;
        for (; cursor.Peek() != ']'; index++)
        {
            WriteValue(ref cursor, sensitive?.Item(index), unknown?.Item(index));
            Append((byte)',');
        }

        cursor.Step();
        for (; index < (unknown?.Items.Count ?? 0); index++)
        {
            WriteUnknown(unknown!.Item(index));
            Append((byte)',');
        }

        Close((byte)']', isEmpty: index == 0);
    }

    private void WriteObject(ref JsonCursor cursor, Marks? sensitive, Marks? unknown)
    {
        cursor.Step();
        Append((byte)'{');
        var first = members.Count;
        while (cursor.Peek() != '}')
        {
            var from = length;
            WriteName(ref cursor);
            var name = output.AsSpan(from, length - from);
            var (hidden, open) = (sensitive?.Member(name), unknown?.Member(name));
            members.Add(from, name.Length);
            Append((byte)':');
            WriteValue(ref cursor, hidden, open);
            Append((byte)',');
        }

        cursor.Step();
        for (var i = 0; i < (unknown?.Members.Count ?? 0); i++) WriteMissing(unknown!.Members[i], first);
        members.Close(first, output, ref length);
        Close((byte)'}', isEmpty: output[length - 1] == '{');
    }

    private void WriteName(ref JsonCursor cursor)
    {
        var quoted = cursor.String(out var isCanonical);
        if (isCanonical && quoted[1] != '$') Append(quoted);
        else Append(Encoding.UTF8.GetBytes(CanonicalString.OfName(PlanJson.Text(quoted)!)));
    }

    private void WriteMissing((byte[] Name, Marks Marks) member, int first)
    {
        if (members.Contains(first, output, member.Name)) return;
        members.Add(length, member.Name.Length);
        Append(member.Name);
        Append((byte)':');
        WriteUnknown(member.Marks);
        Append((byte)',');
    }

    /// <summary>A place the plan leaves out or gives as null; of an unknown container only the shape is known.</summary>
    private void WriteUnknown(Marks? unknown)
    {
        if (unknown is null) Append("null"u8);
        else if (unknown.IsWhole) Append(Markers.Unknown);
        else
        {
            var shape = new JsonCursor(unknown.Items.Count > 0 ? "[]"u8 : "{}"u8);
            WriteValue(ref shape, sensitive: null, unknown);
        }
    }

    private void Close(byte close, bool isEmpty)
    {
        if (!isEmpty) length--;
        Append(close);
    }

    private void Append(byte one)
    {
        if (length == output.Length) Array.Resize(ref output, output.Length * 2);
        output[length++] = one;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (length + bytes.Length > output.Length) Array.Resize(ref output, Math.Max(output.Length * 2, length + bytes.Length));
        bytes.CopyTo(output.AsSpan(length));
        length += bytes.Length;
    }
}
