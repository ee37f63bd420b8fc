using System.Text;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Plans;

/// <summary>
/// The names of an object's members in order. Objects of one type have the same names, and often the same values.
/// </summary>
internal sealed class MemberNames
{
    private readonly byte[][] quoted;
    private readonly string[] names;
    private readonly int levels;
    private readonly (ReadOnlyMemory<byte> Json, PlanValue Value)[] last;
    private readonly LazyObjectReader?[] openers;
    private Dictionary<string, int>? places;

    public MemberNames(byte[][] quoted, int levels)
    {
        this.quoted = quoted;
        this.levels = levels;
        names = [.. quoted.Select(name => PlanValueReader.NameOf(PlanJson.Text(name)!))];
        last = new (ReadOnlyMemory<byte>, PlanValue)[quoted.Length];
        openers = new LazyObjectReader?[quoted.Length];
    }

    public int Count => names.Length;

    public string this[int index] => names[index];

    /// <summary>The index of the name; -1 if the object has no such member.</summary>
    public int Find(string name) => (places ??= PlacesOf(names)).TryGetValue(name, out var index) ? index : -1;

    /// <summary>The name as written; empty when the index is too large.</summary>
    public ReadOnlySpan<byte> Quoted(int index) => index < quoted.Length ? quoted[index] : [];

    /// <summary>The value that was read last, as written; empty when there is none.</summary>
    public ReadOnlySpan<byte> LastRead(int index) => last[index].Json.Span;

    /// <summary>A member's value; returns the instance of the previous object if their JSON is equal.</summary>
    public PlanValue Read(int index, ReadOnlyMemory<byte> json)
    {
        if (last[index].Value is { } known && last[index].Json.Span.SequenceEqual(json.Span)) return known;
        var value = ReadNew(index, json);
        last[index] = (json, value);
        return value;
    }

    private PlanValue ReadNew(int index, ReadOnlyMemory<byte> json) =>
        levels > 1 && json.Span[0] == '[' ? ReadList(index, json) : ReadItem(index, json);

    /// <summary>The objects in a list have the same names, so one reader serves all of them.</summary>
    private PlanValue.List ReadList(int index, ReadOnlyMemory<byte> json)
    {
        var items = new List<PlanValue>();
        var cursor = new JsonCursor(json.Span);
        cursor.Step();
        while (cursor.Peek() != ']')
        {
            WorkBudget.Spend();
            var start = cursor.Position;
            cursor.Skip();
            items.Add(ReadItem(index, json[start..cursor.Position]));
        }

        return new(items);
    }

    private PlanValue ReadItem(int index, ReadOnlyMemory<byte> json) => json.Span[0] switch
    {
        (byte)'{' when levels > 1 => OpenerAt(index).Open(RedactedJson.FromCanonical(json)),
        (byte)'{' or (byte)'[' => RedactedJson.FromCanonical(json).Value(),
        (byte)'"' => new PlanValue.Text(PlanJson.Text(json.Span)!),
        (byte)'t' or (byte)'f' => new PlanValue.Boolean(json.Span[0] == 't'),
        (byte)'n' => PlanValue.Null.Value,
        _ => new PlanValue.Number(Encoding.UTF8.GetString(json.Span)),
    };

    private LazyObjectReader OpenerAt(int index) => openers[index] ??= new(levels - 1);

    private static Dictionary<string, int> PlacesOf(string[] names)
    {
        var places = new Dictionary<string, int>(names.Length, StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++) places.TryAdd(names[i], i);
        return places;
    }
}
