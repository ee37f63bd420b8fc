using System.Text;

namespace TfPilot.Core.Plans;

/// <summary>The positions of the members and elements within validated JSON.</summary>
internal static class JsonParts
{
    /// <summary>The first byte of the value, which shows its kind.</summary>
    public static byte FirstOf(ReadOnlySpan<byte> json) => new JsonCursor(json).Peek();

    /// <summary>The values by their names in canonical JSON with quotes. Of equal names, the last counts.</summary>
    public static Dictionary<byte[], Range> Members(ReadOnlySpan<byte> json)
    {
        var members = new Dictionary<byte[], Range>(BytesComparer.Instance);
        var cursor = new JsonCursor(json);
        cursor.Peek();
        cursor.Step();
        while (cursor.Peek() != '}')
        {
            var name = Encoding.UTF8.GetBytes(CanonicalString.OfName(PlanJson.Text(cursor.String(out _))!));
            members[name] = Skip(ref cursor);
        }

        return members;
    }

    public static IReadOnlyList<Range> Elements(ReadOnlySpan<byte> json)
    {
        var elements = new List<Range>();
        var cursor = new JsonCursor(json);
        cursor.Peek();
        cursor.Step();
        while (cursor.Peek() != ']') elements.Add(Skip(ref cursor));
        return elements;
    }

    /// <summary>Whether the text of a value contains that of another; lists and objects are assumed to.</summary>
    public static bool MayContain(ReadOnlySpan<byte> value, ReadOnlySpan<byte> part)
    {
        if (FirstOf(value) == 'n' || FirstOf(part) == 'n') return false;
        if (FirstOf(value) is (byte)'{' or (byte)'[' || FirstOf(part) is (byte)'{' or (byte)'[') return true;
        var text = TextOf(part);
        return text.Length > 0 && TextOf(value).Contains(text, StringComparison.Ordinal);
    }

    private static string TextOf(ReadOnlySpan<byte> scalar) => PlanJson.Text(scalar) ?? Encoding.UTF8.GetString(scalar);

    private static Range Skip(ref JsonCursor cursor)
    {
        cursor.Peek();
        var start = cursor.Position;
        cursor.Skip();
        return start..cursor.Position;
    }
}
