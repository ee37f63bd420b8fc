using System.Text.Unicode;

namespace TfPilot.Core.Plans;

/// <summary>The sensitive marks of both sides of a change.</summary>
internal readonly record struct ChangeMarks(Marks? Before, Marks? After)
{
    /// <summary>What is marked on one side is hidden on both, by position.</summary>
    public ChangeMarks Together() => Marks.Union(Before, After) is var both ? new(both, both) : default;

    public ChangeMarks Member(ReadOnlySpan<byte> name) => new(Before?.Member(name), After?.Member(name));

    public ChangeMarks Items(int before, int after) => new(Before?.Item(before), After?.Item(after));

    /// <summary>
    /// Whether elements of a list have different marks, so that it matters which of both sides belong together.
    /// </summary>
    public bool DependOnElements()
    {
        if (Before is { CoversAll: true } || After is { CoversAll: true }) return false;
        var (left, right) = (Before?.Items ?? [], After?.Items ?? []);
        if (left.Count > 0 || right.Count > 0)
        {
            var first = left.Count > 0 ? left[0] : right[0];
            var areAlike = left.Count > 0 && right.Count > 0 && left.Concat(right).All(item => Marks.Same(item, first));
            return areAlike ? new ChangeMarks(first, first).DependOnElements()
                : left.Count != 1 || right.Count != 1 || Items(0, 0).DependOnElements();
        }

        foreach (var name in Names())
        {
            if (Member(name).DependOnElements()) return true;
        }

        return false;
    }

    /// <summary>The members that are marked on a side.</summary>
    public IEnumerable<byte[]> Names() => (Before?.Members ?? []).Concat(After?.Members ?? [])
        .Select(member => member.Name).Distinct(BytesComparer.Instance);
}

/// <summary>
/// Joins the marks of both sides of a change: a value is hidden on both sides when one side marks it. Elements of a
/// list of objects are joined with those that they correspond to, so that no mark hides another element that takes the
/// position of a secret. Everything else is joined by its position.
/// </summary>
internal sealed class MarkJoin
{
    private readonly CanonicalJson canonical = new(new Secrets());

    public ChangeMarks Join(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, ChangeMarks marks, Marks? unknown) =>
        before.IsEmpty || after.IsEmpty || !marks.DependOnElements() || !Utf8.IsValid(before) || !Utf8.IsValid(after)
            ? marks.Together()
            : JoinValues(before, after, marks, unknown);

    private ChangeMarks JoinValues(
        ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, ChangeMarks marks, Marks? unknown)
    {
        if (unknown is { CoversAll: true } || !marks.DependOnElements()) return marks.Together();
        return (JsonParts.FirstOf(before), JsonParts.FirstOf(after)) switch
        {
            ((byte)'{', (byte)'{') => JoinObjects(before, after, marks, unknown),
            ((byte)'[', (byte)'[') => JoinLists(before, after, marks, unknown),
            _ => marks.Together(),
        };
    }

    private ChangeMarks JoinObjects(
        ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, ChangeMarks marks, Marks? unknown)
    {
        var (left, right) = (JsonParts.Members(before), JsonParts.Members(after));
        var (was, becomes) = (new List<(byte[], Marks)>(), new List<(byte[], Marks)>());
        foreach (var name in marks.Names().Order(Utf8Order.Instance))
        {
            var member = marks.Member(name);
            var joined = left.TryGetValue(name, out var from) && right.TryGetValue(name, out var to)
                ? JoinValues(before[from], after[to], member, unknown?.Member(name))
                : member.Together();
            if (joined.Before is { } ofBefore) was.Add((name, ofBefore));
            if (joined.After is { } ofAfter) becomes.Add((name, ofAfter));
        }

        return new(Marks.OfMembers(was), Marks.OfMembers(becomes));
    }

    private ChangeMarks JoinLists(
        ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, ChangeMarks marks, Marks? unknown)
    {
        var (left, right) = (JsonParts.Elements(before), JsonParts.Elements(after));
        if (Visible(before, left, marks.Before, unknown: null) is not { } visibleBefore
            || Visible(after, right, marks.After, unknown) is not { } visibleAfter) return marks.Together();
        var (was, becomes) = (OwnMarks(marks.Before, left.Count), OwnMarks(marks.After, right.Count));
        foreach (var pair in new ElementMatching(visibleBefore, visibleAfter).Pairs)
        {
            (was[pair.Before], becomes[pair.After]) = JoinValues(before[left[pair.Before]], after[right[pair.After]],
                marks.Items(pair.Before, pair.After), unknown?.Item(pair.After));
        }

        for (var i = 0; i < Math.Min(was.Length, becomes.Length); i++)
        {
            var own = marks.Items(i, i);
            was[i] = Marks.Union(was[i], Copies(after[right[i]], own.After, before[left[i]]));
            becomes[i] = Marks.Union(becomes[i], Copies(before[left[i]], own.Before, after[right[i]]));
        }

        return new(Marks.OfItems(was), Marks.OfItems(becomes));
    }

    private static Marks?[] OwnMarks(Marks? marks, int count) =>
        [.. Enumerable.Range(0, count).Select(i => marks?.Item(i))];

    /// <summary>The visible parts of the elements; null when they are not objects or the plan omits some.</summary>
    private IReadOnlyList<PlanValue>? Visible(
        ReadOnlySpan<byte> list, IReadOnlyList<Range> elements, Marks? sensitive, Marks? unknown)
    {
        foreach (var element in elements)
        {
            if (JsonParts.FirstOf(list[element]) is not ((byte)'{' or (byte)'n')) return null;
        }

        canonical.StartChange();
        var visible = RedactedJson.FromCanonical(canonical.Write(list, sensitive, unknown).ToArray()).Value();
        return visible is PlanValue.List { Items: var items } && items.Count == elements.Count ? items : null;
    }

    /// <summary>
    /// The parts of a value that contain a hidden value of the element at the same position. Short values are not
    /// masked elsewhere, so these stay hidden even when the elements do not correspond.
    /// </summary>
    private static Marks? Copies(ReadOnlySpan<byte> source, Marks? marks, ReadOnlySpan<byte> copy)
    {
        if (marks is null) return null;
        if (marks.CoversAll) return JsonParts.MayContain(copy, source) ? Marks.Everything : null;
        return (JsonParts.FirstOf(source), JsonParts.FirstOf(copy)) switch
        {
            ((byte)'{', (byte)'{') => CopiesOfMembers(source, marks, copy),
            ((byte)'[', (byte)'[') => CopiesOfElements(source, marks, copy),
            _ => null,
        };
    }

    private static Marks? CopiesOfMembers(ReadOnlySpan<byte> source, Marks marks, ReadOnlySpan<byte> copy)
    {
        var (left, right) = (JsonParts.Members(source), JsonParts.Members(copy));
        var copies = new List<(byte[], Marks)>();
        foreach (var (name, hidden) in marks.Members)
        {
            if (left.TryGetValue(name, out var from) && right.TryGetValue(name, out var to)
                && Copies(source[from], hidden, copy[to]) is { } found) copies.Add((name, found));
        }

        return Marks.OfMembers(copies);
    }

    private static Marks? CopiesOfElements(ReadOnlySpan<byte> source, Marks marks, ReadOnlySpan<byte> copy)
    {
        var (left, right) = (JsonParts.Elements(source), JsonParts.Elements(copy));
        var copies = new Marks?[Math.Min(left.Count, right.Count)];
        for (var i = 0; i < copies.Length; i++) copies[i] = Copies(source[left[i]], marks.Item(i), copy[right[i]]);
        return Marks.OfItems(copies);
    }
}
