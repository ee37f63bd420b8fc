namespace TfPilot.Core.Plans;

/// <summary>
/// Where the members of the objects under way were written, so that an object whose names came out of order can be put in order.
/// Terraform writes them sorted, and then nothing is moved. Every member ends in a comma.
/// </summary>
internal sealed class MemberOrder
{
    private Member[] members = new Member[64];
    private byte[] unsorted = [];

    private readonly record struct Member(int Start, int NameLength, int Length);

    public int Count { get; private set; }

    public void Add(int start, int nameLength)
    {
        if (Count == members.Length) Array.Resize(ref members, Count * 2);
        members[Count++] = new(start, nameLength, Length: 0);
    }

    /// <summary>The name of a member under way, with its quotes.</summary>
    public ReadOnlySpan<byte> NameAt(int index, ReadOnlySpan<byte> output) => output.Slice(members[index].Start, members[index].NameLength);

    /// <summary>Where a member under way was written.</summary>
    public int Place(int index) => members[index].Start;

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
            if (Name(members[i - 1], output).SequenceCompareTo(Name(members[i], output)) >= 0) return false;
        }

        return true;
    }

    private void Sort(int first, Span<byte> output, ref int length)
    {
        var written = output[members[first].Start..length];
        if (unsorted.Length < written.Length) unsorted = new byte[written.Length * 2];
        written.CopyTo(unsorted);
        var origin = members[first].Start;
        var (sorted, end) = (first, length);
        for (var i = first; i < Count; i++)
        {
            var member = members[i] with { Length = (i + 1 < Count ? members[i + 1].Start : end) - members[i].Start };
            sorted = Insert(member, first, sorted, output);
        }

        length = origin;
        for (var i = first; i < sorted; i++)
        {
            unsorted.AsSpan(members[i].Start - origin, members[i].Length).CopyTo(output[length..]);
            length += members[i].Length;
        }
    }

    /// <summary>Puts a member behind the last one that is not greater, or in the place of its equal; says where the sorted ones end.</summary>
    private int Insert(Member member, int first, int sorted, ReadOnlySpan<byte> output)
    {
        var at = sorted;
        while (at > first && Name(members[at - 1], output).SequenceCompareTo(Name(member, output)) > 0) at--;
        if (at > first && Name(members[at - 1], output).SequenceEqual(Name(member, output)))
        {
            members[at - 1] = member;
            return sorted;
        }

        Array.Copy(members, at, members, at + 1, sorted - at);
        members[at] = member;
        return sorted + 1;
    }

    /// <summary>The name without quotes, because the quote that ends a short name must not count in the order.</summary>
    private static ReadOnlySpan<byte> Name(Member member, ReadOnlySpan<byte> output) => output.Slice(member.Start + 1, member.NameLength - 2);
}
