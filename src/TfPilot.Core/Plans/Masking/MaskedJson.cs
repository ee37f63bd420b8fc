using System.Buffers;
using System.Text;

namespace TfPilot.Core.Plans;

/// <summary>
/// Replaces every text that contains a secret in canonical JSON with a marker. Names and markers are unchanged. One
/// instance serves many values in sequence.
/// </summary>
internal sealed class MaskedJson(SecretFinder finder)
{
    private readonly ByteArena store = new();
    private readonly ArrayBufferWriter<byte> output = new();
    private int copied;
    private bool keepsReferences;

    /// <param name="json">The value.</param>
    /// <param name="isConfiguration">Whether it is a configuration expression, in which <c>references</c> are
    /// addresses.</param>
    public RedactedJson Of(RedactedJson json, bool isConfiguration = false)
    {
        if (!finder.MayOccur(json.Utf8)) return json;
        output.ResetWrittenCount();
        (copied, keepsReferences) = (0, isConfiguration);
        var cursor = new JsonCursor(json.Utf8);
        Walk(ref cursor, json.Utf8);
        if (copied == 0) return json;
        output.Write(json.Utf8[copied..]);
        return RedactedJson.FromCanonical(store.Copy(output.WrittenSpan));
    }

    private void Walk(ref JsonCursor cursor, ReadOnlySpan<byte> json)
    {
        switch (cursor.Peek())
        {
            case (byte)'{':
                cursor.Step();
                while (cursor.Peek() != '}') Member(ref cursor, json);
                cursor.Step();
                break;
            case (byte)'[':
                cursor.Step();
                while (cursor.Peek() != ']') Walk(ref cursor, json);
                cursor.Step();
                break;
            default: Leaf(ref cursor, json); break;
        }
    }

    private void Member(ref JsonCursor cursor, ReadOnlySpan<byte> json)
    {
        var name = cursor.String(out _);
        if (name.SequenceEqual(Markers.QuotedKey))
        {
            // The members of a marker are tfpilot's own words, or already masked.
            while (cursor.Peek() != '}') cursor.Skip();
        }
        else if (keepsReferences && name.SequenceEqual("\"references\""u8)) cursor.Skip();
        else Walk(ref cursor, json);
    }

    private void Leaf(ref JsonCursor cursor, ReadOnlySpan<byte> json)
    {
        var start = cursor.Position;
        var isText = cursor.Peek() == '"';
        var token = isText ? cursor.String(out _) : cursor.Scalar();
        if (token.Length < SecretPatterns.MinLength) return;
        var text = isText ? Plain(token) : token;
        var places = finder.Find(text);
        // A number is masked as a whole or not at all, because part of a number is a different number.
        if (places.Count == 0 || (!isText && !places[0].Equals(..token.Length))) return;
        output.Write(json[copied..start]);
        output.Write(Encoding.UTF8.GetBytes(CanonicalText.Of(MaskedText.Marker(text, places))));
        copied = cursor.Position;
    }

    private static ReadOnlySpan<byte> Plain(ReadOnlySpan<byte> quoted) =>
        quoted.IndexOf((byte)'\\') < 0 ? quoted[1..^1] : Encoding.UTF8.GetBytes(PlanJson.Text(quoted)!);
}

/// <summary>Keeps changes visible that masking would hide.</summary>
internal static class MaskedChanges
{
    /// <summary>Returns the after side with changed masked texts marked as changed.</summary>
    public static RedactedJson MarkChanges(
        RedactedJson before, RedactedJson after, RedactedJson maskedBefore, RedactedJson maskedAfter) =>
        RedactedJson.Of(MarkChanges(before.Value(), after.Value(), maskedBefore.Value(), maskedAfter.Value()));

    private static PlanValue MarkChanges(PlanValue? before, PlanValue? after, PlanValue? was, PlanValue becomes) =>
        becomes switch
        {
            PlanValue.Masked masked => masked with { Changed = masked.Equals(was) && !Equals(before, after) },
            PlanValue.Map map => new PlanValue.Map(
                [.. map.Entries.Select(entry => KeyValuePair.Create(
                entry.Key, MarkChanges(
                    Member(before, entry.Key), Member(after, entry.Key), Member(was, entry.Key), entry.Value)))]),
            PlanValue.List list =>
                new PlanValue.List(
                    [.. list.Items.Select(
                        (item, i) => MarkChanges(Item(before, i), Item(after, i), Item(was, i), item))]),
            _ => becomes,
        };

    private static PlanValue? Member(PlanValue? value, string key) => (value as PlanValue.Map)?.Find(key);

    private static PlanValue? Item(PlanValue? value, int index) =>
        value is PlanValue.List list && index < list.Items.Count ? list.Items[index] : null;
}
