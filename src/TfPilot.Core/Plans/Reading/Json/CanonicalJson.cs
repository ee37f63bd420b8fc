using System.Text;
using System.Text.Unicode;

namespace TfPilot.Core.Plans;

/// <summary>
/// Writes validated plan JSON in canonical form (see <see cref="RedactedJson"/>). Unknown and sensitive values become
/// markers; the strings of sensitive values are added to <paramref name="secrets"/>. One instance serves many values in
/// sequence. With <paramref name="undeclared"/>, attributes with secret names are treated as sensitive too.
/// </summary>
internal sealed class CanonicalJson(Secrets secrets, UnmarkedSecrets? undeclared = null)
{
    private readonly MemberOrder members = new();
    private byte[] output = new byte[4096];
    private int length;
    private bool isAfter;
    private bool collecting;
    private NameKind around;
    private readonly HiddenValues hidden = new();

    /// <summary>For each level the current member, or for lists the complement of the element's index.</summary>
    private readonly int[] open = new int[RedactedJson.MaxDepth + 2];
    private int depth;

    /// <summary>Forgets the hidden values of the last change.</summary>
    public void StartChange() => hidden.Clear();

    /// <summary>The canonical bytes; valid until the next call.</summary>
    public ReadOnlySpan<byte> Write(
        ReadOnlySpan<byte> json, Marks? sensitive = null, Marks? unknown = null, bool isAfter = false)
    {
        if (!Utf8.IsValid(json))
            throw new PlanFormatException(
                "is not valid UTF-8. Write it again with `terraform show -json`, without a converter in between.");
        length = 0;
        depth = 0;
        around = NameKind.Plain;
        this.isAfter = isAfter;
        var cursor = new JsonCursor(json);
        WriteValue(ref cursor, sensitive, unknown);
        return output.AsSpan(0, length);
    }

    private void WriteValue(ref JsonCursor cursor, Marks? sensitive, Marks? unknown)
    {
        var first = cursor.Peek();
        if (unknown is { CoversAll: true })
        {
            cursor.Skip();
            Append(Markers.Unknown);
        }
        else if (first == 'n')
        {
            cursor.Scalar();
            WriteUnknown(unknown);
        }
        else if (sensitive is { CoversAll: true }) WriteHidden(ref cursor);
        else if (first == '{') WriteObject(ref cursor, sensitive, unknown);
        else if (first == '[') WriteArray(ref cursor, sensitive, unknown);
        else if (first == '"') WriteString(ref cursor);
        else WriteScalar(ref cursor);
    }

    private void WriteHidden(ref JsonCursor cursor, bool isDeclared = true)
    {
        var from = length;
        collecting = true;
        WriteValue(ref cursor, sensitive: null, unknown: null);
        collecting = false;
        var path = Path();
        if (!isDeclared) undeclared!.Record(path);
        var changed = hidden.Differs(path, output.AsSpan(from, length - from), isAfter);
        length = from;
        Append(changed ? Markers.SensitiveChanged : Markers.Sensitive);
    }

    private void WriteString(ref JsonCursor cursor)
    {
        var quoted = cursor.String(out var isCanonical);
        if (collecting) Collect(PlanJson.Text(quoted)!);
        if (isCanonical) Append(quoted);
        else Append(Encoding.UTF8.GetBytes(CanonicalString.Of(PlanJson.Text(quoted)!)));
    }

    private void WriteScalar(ref JsonCursor cursor)
    {
        var scalar = cursor.Scalar();
        if (collecting && scalar[0] is not ((byte)'t' or (byte)'f')) Collect(Encoding.UTF8.GetString(scalar));
        Append(scalar);
    }

    private void Collect(string secret)
    {
        secrets.Add(secret);
        if (secret.Length < SecretPatterns.MinLength) secrets.AddShort(Attribute(), secret);
    }

    /// <summary>The name of the attribute that contains the current value; empty at the root.</summary>
    private string Attribute()
    {
        var level = depth;
        while (level > 0 && open[level] < 0) level--;
        return level == 0 ? ""
            : PlanValueReader.NameOf(PlanJson.Text(members.NameAt(open[level], output))!);
    }

    private void WriteArray(ref JsonCursor cursor, Marks? sensitive, Marks? unknown)
    {
        var omitted = JsonLookahead.OmittedElements(cursor, unknown);
        cursor.Step();
        Append((byte)'[');
        var (index, read) = (0, 0);
        depth++;
        for (; cursor.Peek() != ']'; index++)
        {
            open[depth] = ~index;
            if (omitted > 0 && unknown!.Item(index) is { CoversAll: true }) Append(Markers.Unknown);
            else
            {
                // With omitted elements, the sensitive marks may or may not include these in their indexes, so both
                // positions are checked.
                var marks = omitted > 0 ? Marks.Union(sensitive?.Item(index), sensitive?.Item(read))
                    : sensitive?.Item(index);
                WriteValue(ref cursor, marks, unknown?.Item(index));
                read++;
            }

            Append((byte)',');
        }

        depth--;
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
        depth++;
        var isWritten = unknown is { Members.Count: > 0 } ? new bool[unknown.Members.Count] : [];
        while (cursor.Peek() != '}')
        {
            var from = length;
            WriteName(ref cursor);
            var name = output.AsSpan(from, length - from);
            var at = unknown?.IndexOf(name) ?? -1;
            if (at >= 0) isWritten[at] = true;
            var (marks, later) = (sensitive?.Member(name), at >= 0 ? unknown!.Members[at].Marks : null);
            open[depth] = members.Count;
            members.Add(from, name.Length);
            Append((byte)':');
            WriteMember(ref cursor, name, first, marks, later);
            Append((byte)',');
        }

        depth--;
        cursor.Step();
        for (var i = 0; i < isWritten.Length; i++)
        {
            if (!isWritten[i]) WriteMissing(unknown!.Members[i]);
        }

        members.Close(first, output, ref length);
        Close((byte)'}', isEmpty: output[length - 1] == '{');
    }

    private void WriteMember(
        ref JsonCursor cursor, ReadOnlySpan<byte> name, int first, Marks? sensitive, Marks? unknown)
    {
        var kind = undeclared is null || collecting || around == NameKind.Foreign || sensitive is { CoversAll: true }
            || unknown is { CoversAll: true }
            ? NameKind.Plain
            : KindOf(name, first);
        var outer = around;
        if (outer != NameKind.Foreign) around = kind;
        if (kind == NameKind.Secret && JsonLookahead.ShowsSecret(cursor, isWhole: undeclared!.IsOfType(name, depth)))
            WriteHidden(ref cursor, isDeclared: false);
        else
        {
            if (kind == NameKind.Script && cursor.Peek() is (byte)'"' or (byte)'[') AddLabeled(cursor);
            WriteValue(ref cursor, sensitive, unknown);
        }

        around = outer;
    }

    /// <summary>
    /// The kind of a name/value pair follows from its block or its name, that of a configuration constant from its
    /// argument.
    /// </summary>
    private NameKind KindOf(ReadOnlySpan<byte> name, int first)
    {
        if (around == NameKind.Secret
            && (name.SequenceEqual("\"constant_value\""u8) || name.SequenceEqual("\"value\""u8)))
            return NameKind.Secret;
        if (undeclared!.IsOfType(name, depth)) return NameKind.Secret;
        if (!name.SequenceEqual("\"value\""u8)) return undeclared.KindOf(name);
        for (var i = first; i < members.Count - 1; i++)
        {
            if (!members.NameAt(i, output).SequenceEqual("\"name\""u8)) continue;
            var pair = new JsonCursor(output.AsSpan(0, length)[(members.Place(i) + "\"name\":".Length)..]);
            return pair.Peek() == '"' ? SecretNames.Of(PlanJson.Text(pair.String(out _))!) : NameKind.Plain;
        }

        return NameKind.Plain;
    }

    private void AddLabeled(JsonCursor rest)
    {
        var isList = rest.Peek() == '[';
        if (isList) rest.Step();
        while (rest.Peek() == '"')
        {
            secrets.AddLabeled(PlanJson.Text(rest.String(out _))!);
            if (!isList) return;
        }
    }

    /// <summary>The path of the current value.</summary>
    private string Path()
    {
        var path = "";
        for (var level = 1; level <= depth; level++)
        {
            path = open[level] < 0
                ? AttributePath.Index(path, ~open[level])
                : AttributePath.Key(path, PlanValueReader.NameOf(PlanJson.Text(members.NameAt(open[level], output))!));
        }

        return path;
    }

    private void WriteName(ref JsonCursor cursor)
    {
        var quoted = cursor.String(out var isCanonical);
        if (isCanonical && quoted[1] != '$') Append(quoted);
        else Append(Encoding.UTF8.GetBytes(CanonicalString.OfName(PlanJson.Text(quoted)!)));
    }

    private void WriteMissing((byte[] Name, Marks Marks) member)
    {
        members.Add(length, member.Name.Length);
        Append(member.Name);
        Append((byte)':');
        WriteUnknown(member.Marks);
        Append((byte)',');
    }

    /// <summary>
    /// A value that the plan omits or gives as null; of an unknown container only the structure is known.
    /// </summary>
    private void WriteUnknown(Marks? unknown)
    {
        if (unknown is null) Append("null"u8);
        else if (unknown.CoversAll) Append(Markers.Unknown);
        else
        {
            var container = new JsonCursor(unknown.Items.Count > 0 ? "[]"u8 : "{}"u8);
            WriteValue(ref container, sensitive: null, unknown);
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
        if (length + bytes.Length > output.Length)
            Array.Resize(ref output, Math.Max(output.Length * 2, length + bytes.Length));
        bytes.CopyTo(output.AsSpan(length));
        length += bytes.Length;
    }
}
