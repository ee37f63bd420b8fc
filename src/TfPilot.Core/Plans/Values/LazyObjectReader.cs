namespace TfPilot.Core.Plans;

/// <summary>Opens objects of one type in sequence, without parsing their members.</summary>
internal sealed class LazyObjectReader(int levels = LazyObjectReader.Levels)
{
    /// <summary>The object, and the maps and blocks in it.</summary>
    private const int Levels = 2;

    private readonly List<Range> places = [];
    private MemberNames names = new([], levels);

    /// <summary>Equivalent to <see cref="RedactedJson.Value"/>.</summary>
    public PlanValue Open(RedactedJson value)
    {
        if (value.Utf8[0] != '{') return value.Value();
        places.Clear();
        var isSame = true;
        var cursor = new JsonCursor(value.Utf8);
        cursor.Step();
        while (cursor.Peek() != '}')
        {
            isSame = isSame && cursor.TrySkip(names.Quoted(places.Count));
            if (!isSame && cursor.String(out _).SequenceEqual(Markers.QuotedKey)) return value.Value();
            cursor.Peek();
            var start = cursor.Position;
            if (!isSame || !cursor.TrySkip(names.LastRead(places.Count))) cursor.Skip();
            places.Add(start..cursor.Position);
        }

        if (!isSame || places.Count != names.Count) names = new(NamesIn(value.Utf8), levels);
        return new PlanValue.Map(new LazyMembers(value.Memory, names, [.. places]));
    }

    private static byte[][] NamesIn(ReadOnlySpan<byte> json)
    {
        var found = new List<byte[]>();
        var cursor = new JsonCursor(json);
        cursor.Step();
        while (cursor.Peek() != '}')
        {
            found.Add(cursor.String(out _).ToArray());
            cursor.Skip();
        }

        return [.. found];
    }
}

/// <summary>One reader for each type.</summary>
internal sealed class ObjectOpeners
{
    private readonly Dictionary<string, LazyObjectReader> byType = new(StringComparer.Ordinal);

    public LazyObjectReader Of(string type) => byType.TryGetValue(type, out var opener) ? opener : byType[type] = new();
}
