namespace TfPilot.Core.Plans;

/// <summary>
/// Where the members of the objects under way were written, so that an object whose names came out of order can be put in order.
/// Terraform writes them sorted, and then nothing is moved. Every member ends in a comma.
/// </summary>
internal sealed class MemberOrder
{
    private (int Start, int NameLength)[] members = new (int, int)[64];

    public int Count { get; private set; }

    public void Add(int start, int nameLength)
    {
        if (Count == members.Length) Array.Resize(ref members, Count * 2);
        members[Count++] = (start, nameLength);
    }

    public bool Contains(int first, ReadOnlySpan<byte> output, ReadOnlySpan<byte> name)
    {
        for (var i = first; i < Count; i++)
        {
            if (output.Slice(members[i].Start, members[i].NameLength).SequenceEqual(name)) return true;
        }

        return false;
    }

    /// <summary>Sorts the members from <paramref name="first"/> on, keeps the last of equal names, and forgets them.</summary>
    public void Close(int first, Span<byte> output, ref int length)
    {
        if (!InOrder(first, output)) Sort(first, output, ref length);
        Count = first;
    }

    private bool InOrder(int first, ReadOnlySpan<byte> output)
    {
        for (var i = first + 1; i < Count; i++)
        {
            if (Name(i - 1, output).SequenceCompareTo(Name(i, output)) >= 0) return false;
        }

        return true;
    }

    private void Sort(int first, Span<byte> output, ref int length)
    {
        var byName = new SortedDictionary<byte[], byte[]>(Utf8Order.Instance);
        for (var i = first; i < Count; i++)
        {
            var end = i + 1 < Count ? members[i + 1].Start : length;
            byName[Name(i, output).ToArray()] = output[members[i].Start..end].ToArray();
        }

        length = members[first].Start;
        foreach (var member in byName.Values)
        {
            member.CopyTo(output[length..]);
            length += member.Length;
        }
    }

    /// <summary>The name without quotes, because the quote that ends a short name must not count in the order.</summary>
    private ReadOnlySpan<byte> Name(int i, ReadOnlySpan<byte> output) => output.Slice(members[i].Start + 1, members[i].NameLength - 2);
}
