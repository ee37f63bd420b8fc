using System.Text;
using System.Text.Json;

namespace TfPilot.Core.Plans;

/// <summary>
/// A tree of marks parallel to a value, such as the plan's <c>after_unknown</c>, <c>before_sensitive</c> and
/// <c>after_sensitive</c>. Null is a tree without marks; a marked node covers everything below it.
/// </summary>
internal sealed class Marks
{
    private Marks() { }

    public static Marks Everything => new() { CoversAll = true };

    public bool CoversAll { get; private init; }

    /// <summary>Marked members, sorted; names are canonical JSON with quotes.</summary>
    public IReadOnlyList<(byte[] Name, Marks Marks)> Members { get; private init; } = [];

    /// <summary>One entry per element, null when it contains no marks.</summary>
    public IReadOnlyList<Marks?> Items { get; private init; } = [];

    public Marks? Member(ReadOnlySpan<byte> name) => IndexOf(name) is var index and >= 0 ? Members[index].Marks : null;

    /// <summary>The member's index; negative when it is not marked.</summary>
    public int IndexOf(ReadOnlySpan<byte> name)
    {
        var (low, high) = (0, Members.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = name.SequenceCompareTo(Members[middle].Name);
            if (order == 0) return middle;
            if (order < 0) high = middle - 1;
            else low = middle + 1;
        }

        return -1;
    }

    public Marks? Item(int index) => index < Items.Count ? Items[index] : null;

    /// <param name="members">Marked members, sorted.</param>
    public static Marks? OfMembers(IReadOnlyList<(byte[] Name, Marks Marks)> members) =>
        members.Count == 0 ? null : new Marks { Members = members };

    public static Marks? OfItems(IReadOnlyList<Marks?> items) =>
        items.All(item => item is null) ? null : new Marks { Items = items };

    public static Marks? Read(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("true"u8) < 0) return null;
        var reader = new Utf8JsonReader(json, PlanJson.Options);
        reader.Read();
        return Read(ref reader);
    }

    public static Marks? Union(Marks? a, Marks? b)
    {
        if (a is null || b is null) return a ?? b;
        if (a.CoversAll || b.CoversAll) return Everything;
        var members = new SortedDictionary<byte[], Marks?>(Utf8Order.Instance);
        foreach (var (name, marks) in a.Members.Concat(b.Members)) members[name] = Union(
            members.GetValueOrDefault(name), marks);
        return new Marks
        {
            Members = [.. members.Select(member => (member.Key, member.Value!))],
            Items = [.. Enumerable.Range(0, Math.Max(a.Items.Count, b.Items.Count))
                .Select(i => Union(a.Item(i), b.Item(i)))],
        };
    }

    /// <summary>Whether both trees mark the same.</summary>
    public static bool Same(Marks? a, Marks? b)
    {
        if (a is null || b is null) return a == b;
        if (a.CoversAll != b.CoversAll || a.Members.Count != b.Members.Count || a.Items.Count != b.Items.Count)
            return false;
        for (var i = 0; i < a.Members.Count; i++)
        {
            if (!a.Members[i].Name.AsSpan().SequenceEqual(b.Members[i].Name)) return false;
            if (!Same(a.Members[i].Marks, b.Members[i].Marks)) return false;
        }

        return a.Items.Zip(b.Items).All(items => Same(items.First, items.Second));
    }

    private static Marks? Read(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True:
                return Everything;
            case JsonTokenType.StartObject:
                var members = new List<(byte[] Name, Marks Marks)>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = Encoding.UTF8.GetBytes(CanonicalString.OfName(reader.GetString()!));
                    reader.Read();
                    if (Read(ref reader) is { } marks) members.Add((name, marks));
                }

                members.Sort((a, b) => Utf8Order.Instance.Compare(a.Name, b.Name));
                return OfMembers(members);
            case JsonTokenType.StartArray:
                var items = new List<Marks?>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) items.Add(Read(ref reader));
                return OfItems(items);
            default:
                return null;
        }
    }
}

/// <summary>The order of canonical JSON: by UTF-8 bytes.</summary>
internal sealed class Utf8Order : IComparer<byte[]>
{
    public static readonly Utf8Order Instance = new();

    public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
}
