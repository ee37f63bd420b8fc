using System.Text;
using System.Text.Json;

namespace TfPilot.Core.Plans;

/// <summary>
/// The positions of an object's members and of the members of its member objects, recorded while the object is scanned
/// once, so that only the relevant parts are read again. One instance serves many objects in sequence.
/// </summary>
internal sealed class JsonOutline
{
    /// <summary>How deep members are recorded.</summary>
    public const int Levels = 2;

    private Entry[] entries = new Entry[32];
    private int count;
    private readonly int[] open = new int[Levels + 1];

    internal readonly record struct Entry(int Level, int NameStart, int NameLength, int Start, int End);

    public ReadOnlySpan<Entry> Entries => entries.AsSpan(0, count);

    public static OutlinedObject Of(ReadOnlySpan<byte> json)
    {
        var outline = new JsonOutline();
        var reader = new Utf8JsonReader(json, PlanJson.Options);
        while (reader.Read()) outline.Record(ref reader, reader.CurrentDepth, offset: 0);
        return new(json, outline);
    }

    public void Clear() => count = 0;

    /// <summary>
    /// Processes the reader's current token on this level; <paramref name="offset"/> is the position of the reader's
    /// bytes within the object.
    /// </summary>
    public void Record(ref Utf8JsonReader reader, int level, int offset)
    {
        if (level is 0 or > Levels) return;
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                if (count == entries.Length) Array.Resize(ref entries, count * 2);
                open[level] = count;
                entries[count++] = new(level, offset + (int)reader.TokenStartIndex + 1, reader.ValueSpan.Length, 0, 0);
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                if (IsMember(level))
                    entries[open[level]] = entries[open[level]] with { Start = offset + (int)reader.TokenStartIndex };
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                if (IsMember(level))
                    entries[open[level]] = entries[open[level]] with { End = offset + (int)reader.BytesConsumed };
                break;
            default:
                if (IsMember(level))
                    entries[open[level]] = entries[open[level]] with
                    {
                        Start = offset + (int)reader.TokenStartIndex,
                        End = offset + (int)reader.BytesConsumed
                    };
                break;
        }
    }

    /// <summary>
    /// List elements have a level but no name; the open member there is complete or belongs to another parent.
    /// </summary>
    private bool IsMember(int level) =>
        open[level] < count && entries[open[level]] is var entry && entry.Level == level && entry.End == 0;
}

/// <summary>An object's bytes with their outline. A missing member is empty; a null member is <c>null</c>.</summary>
internal readonly ref struct OutlinedObject
{
    private readonly ReadOnlySpan<byte> json;
    private readonly JsonOutline outline;
    private readonly int level;
    private readonly int from;

    public OutlinedObject(ReadOnlySpan<byte> json, JsonOutline outline)
        : this(json, outline, level: 1, from: 0)
    {
    }

    private OutlinedObject(ReadOnlySpan<byte> json, JsonOutline outline, int level, int from)
    {
        this.json = json;
        this.outline = outline;
        this.level = level;
        this.from = from;
    }

    /// <summary>The bytes of the outermost object.</summary>
    public ReadOnlySpan<byte> Json => json;

    public ReadOnlySpan<byte> this[ReadOnlySpan<byte> name] =>
        Find(name) is var at and >= 0 ? json[outline.Entries[at].Start..outline.Entries[at].End] : default;

    /// <summary>A member object; without members when it is missing or not an object.</summary>
    public OutlinedObject Member(ReadOnlySpan<byte> name) =>
        new(json, outline, level + 1, Find(name) is var at and >= 0 ? at + 1 : outline.Entries.Length);

    /// <summary>The member names, in order.</summary>
    public IReadOnlyList<string> Names()
    {
        var names = new List<string>();
        for (var i = from; i < outline.Entries.Length && outline.Entries[i].Level >= level; i++)
        {
            var entry = outline.Entries[i];
            if (entry.Level == level) names.Add(PlanJson.Text(json.Slice(entry.NameStart - 1, entry.NameLength + 2))!);
        }

        return names;
    }

    private int Find(ReadOnlySpan<byte> name)
    {
        var entries = outline.Entries;
        for (var i = from; i < entries.Length && entries[i].Level >= level; i++)
        {
            if (entries[i].Level == level
                && json.Slice(entries[i].NameStart, entries[i].NameLength).SequenceEqual(name)) return i;
        }

        return -1;
    }
}
