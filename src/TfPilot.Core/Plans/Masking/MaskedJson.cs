using System.Buffers;
using System.Text;

namespace TfPilot.Core.Plans;

/// <summary>Canonical JSON with a marker in place of every text that holds a secret. Names and markers stay.</summary>
internal static class MaskedJson
{
    public static RedactedJson Of(RedactedJson json, SecretFinder finder)
    {
        if (!finder.MayOccur(json.Utf8)) return json;
        var output = default(ArrayBufferWriter<byte>);
        var copied = 0;
        var cursor = new JsonCursor(json.Utf8);
        Walk(ref cursor, json.Utf8, finder, ref output, ref copied);
        if (output is null) return json;
        output.Write(json.Utf8[copied..]);
        return RedactedJson.FromCanonical(output.WrittenSpan.ToArray());
    }

    private static void Walk(ref JsonCursor cursor, ReadOnlySpan<byte> json, SecretFinder finder, ref ArrayBufferWriter<byte>? output, ref int copied)
    {
        switch (cursor.Peek())
        {
            case (byte)'{':
                cursor.Step();
                while (cursor.Peek() != '}')
                {
                    // The members of a marker were masked before, or are words of ours.
                    if (cursor.String(out _).SequenceEqual(Markers.QuotedKey)) SkipMembers(ref cursor);
                    else Walk(ref cursor, json, finder, ref output, ref copied);
                }

                cursor.Step();
                break;
            case (byte)'[':
                cursor.Step();
                while (cursor.Peek() != ']') Walk(ref cursor, json, finder, ref output, ref copied);
                cursor.Step();
                break;
            default: Leaf(ref cursor, json, finder, ref output, ref copied); break;
        }
    }

    private static void SkipMembers(ref JsonCursor cursor)
    {
        while (cursor.Peek() != '}') cursor.Skip();
    }

    private static void Leaf(ref JsonCursor cursor, ReadOnlySpan<byte> json, SecretFinder finder, ref ArrayBufferWriter<byte>? output, ref int copied)
    {
        var start = cursor.Position;
        var isText = cursor.Peek() == '"';
        var token = isText ? cursor.String(out _) : cursor.Scalar();
        if (token.Length < SecretPatterns.MinLength) return;
        var text = isText ? Plain(token) : token;
        var places = finder.Find(text);
        // A number is masked as a whole or not at all: half of one is another number.
        if (places.Count == 0 || (!isText && !places[0].Equals(..token.Length))) return;
        output ??= new ArrayBufferWriter<byte>();
        output.Write(json[copied..start]);
        output.Write(Encoding.UTF8.GetBytes(CanonicalText.Of(MaskedText.Marker(MaskedText.Of(text, places)))));
        copied = cursor.Position;
    }

    private static ReadOnlySpan<byte> Plain(ReadOnlySpan<byte> quoted) =>
        quoted.IndexOf((byte)'\\') < 0 ? quoted[1..^1] : Encoding.UTF8.GetBytes(PlanJson.Text(quoted)!);
}

/// <summary>Tells changes that masks would hide.</summary>
internal static class MaskedChanges
{
    /// <summary>The after side, in which masked texts that were others before say so.</summary>
    public static RedactedJson Tell(RedactedJson before, RedactedJson after, RedactedJson maskedBefore, RedactedJson maskedAfter) =>
        RedactedJson.Of(Tell(before.Value(), after.Value(), maskedBefore.Value(), maskedAfter.Value()));

    private static PlanValue Tell(PlanValue? before, PlanValue? after, PlanValue? was, PlanValue becomes) => becomes switch
    {
        PlanValue.Masked masked => masked with { Changed = masked.Equals(was) && !Equals(before, after) },
        PlanValue.Map map => new PlanValue.Map(
            [.. map.Entries.Select(entry => KeyValuePair.Create(
                entry.Key, Tell(Member(before, entry.Key), Member(after, entry.Key), Member(was, entry.Key), entry.Value)))]),
        PlanValue.List list => new PlanValue.List([.. list.Items.Select((item, i) => Tell(Item(before, i), Item(after, i), Item(was, i), item))]),
        _ => becomes,
    };

    private static PlanValue? Member(PlanValue? value, string key) => (value as PlanValue.Map)?.Find(key);

    private static PlanValue? Item(PlanValue? value, int index) => value is PlanValue.List list && index < list.Items.Count ? list.Items[index] : null;
}
