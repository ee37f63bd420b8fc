using System.Text.Json;

namespace TfPilot.Core.Plans;

/// <summary>Opens objects of one type in sequence, without parsing their members.</summary>
internal sealed class LazyObjectReader
{
    private readonly List<Range> places = [];
    private MemberNames names = new([]);

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
            var name = cursor.String(out _);
            if (name.SequenceEqual(Markers.QuotedKey)) return value.Value();
            isSame = isSame && names.Has(places.Count, name);
            cursor.Peek();
            var start = cursor.Position;
            cursor.Skip();
            places.Add(start..cursor.Position);
        }

        if (!isSame || places.Count != names.Count) names = new(NamesIn(value.Utf8));
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

/// <summary>One opener for each type.</summary>
internal sealed class ObjectOpeners
{
    private readonly Dictionary<string, LazyObjectReader> byType = new(StringComparer.Ordinal);

    public LazyObjectReader Of(string type) => byType.TryGetValue(type, out var opener) ? opener : byType[type] = new();
}

/// The names of an object's members, in order. Objects of one type share them, and often the values as well.
/// </summary>
internal sealed class MemberNames
{
    private readonly byte[][] quoted;
    private readonly string[] names;
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly (ReadOnlyMemory<byte> Json, PlanValue Value)[] last;

    public MemberNames(byte[][] quoted)
    {
        this.quoted = quoted;
        names = [.. quoted.Select(name => PlanValueReader.NameOf(PlanJson.Text(name)!))];
        last = new (ReadOnlyMemory<byte>, PlanValue)[quoted.Length];
        for (var i = 0; i < names.Length; i++) places.TryAdd(names[i], i);
    }

    public int Count => names.Length;

    public string this[int index] => names[index];

    /// <summary>Negative when there is no such name.</summary>
    public int Find(string name) => places.TryGetValue(name, out var index) ? index : -1;

    public bool Has(int index, ReadOnlySpan<byte> name) => index < quoted.Length && name.SequenceEqual(quoted[index]);

    /// <summary>A member's value; reused from the previous object when it is the same.</summary>
    public PlanValue Read(int index, ReadOnlyMemory<byte> json)
    {
        if (last[index].Value is { } known && last[index].Json.Span.SequenceEqual(json.Span)) return known;
        var reader = new Utf8JsonReader(json.Span, PlanJson.Options);
        reader.Read();
        var value = PlanValueReader.Read(ref reader);
        last[index] = (json, value);
        return value;
    }
}
