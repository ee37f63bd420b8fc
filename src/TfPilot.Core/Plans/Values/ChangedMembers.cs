namespace TfPilot.Core.Plans;

/// <summary>
/// The members of two objects whose bytes differ. Canonical JSON is equal when its bytes are, so most of two large
/// objects need not be read.
/// </summary>
internal static class ChangedMembers
{
    /// <summary>
    /// Both objects without the members that are equal; the whole values when a side is no plain object.
    /// </summary>
    public static (PlanValue Before, PlanValue After) Of(RedactedJson before, RedactedJson after)
    {
        if (before == after) return (PlanValue.Null.Value, PlanValue.Null.Value);
        if (Members(before) is not { } left || Members(after) is not { } right) return (before.Value(), after.Value());
        var (was, becomes) = (Entries(), Entries());
        for (var (i, j) = (0, 0); i < left.Count || j < right.Count;)
        {
            var order = i == left.Count ? 1 : j == right.Count ? -1
                : left[i].Name.Span.SequenceCompareTo(right[j].Name.Span);
            var isSame = order == 0 && left[i].Value.Span.SequenceEqual(right[j].Value.Span);
            if (order <= 0 && !isSame) was.Add(Read(left[i]));
            if (order >= 0 && !isSame) becomes.Add(Read(right[j]));
            if (order <= 0) i++;
            if (order >= 0) j++;
        }

        return (new PlanValue.Map(was), new PlanValue.Map(becomes));
    }

    private readonly record struct Member(ReadOnlyMemory<byte> Name, ReadOnlyMemory<byte> Value);

    private static List<KeyValuePair<string, PlanValue>> Entries() => [];

    private static KeyValuePair<string, PlanValue> Read(Member member) => new(
        PlanValueReader.NameOf(PlanJson.Text(member.Name.Span)!), RedactedJson.FromCanonical(member.Value).Value());

    /// <summary>Null when it is no object, or a marker.</summary>
    private static List<Member>? Members(RedactedJson json)
    {
        if (json.Utf8[0] != '{') return null;
        var members = new List<Member>();
        var cursor = new JsonCursor(json.Utf8);
        cursor.Step();
        while (cursor.Peek() != '}')
        {
            var nameStart = cursor.Position;
            if (cursor.String(out _).SequenceEqual(Markers.QuotedKey)) return null;
            var nameEnd = cursor.Position;
            cursor.Peek();
            var start = cursor.Position;
            cursor.Skip();
            members.Add(new(json.Memory[nameStart..nameEnd], json.Memory[start..cursor.Position]));
        }

        return members;
    }
}
