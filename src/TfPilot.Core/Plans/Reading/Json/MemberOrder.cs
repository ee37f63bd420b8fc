namespace TfPilot.Core.Plans;

/// <summary>
/// Records the positions of members while objects are written, so that members out of order can be sorted. Terraform
/// writes them sorted, and then nothing is moved. Every member ends with a comma.
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

    /// <summary>The name of a recorded member, with quotes.</summary>
    public ReadOnlySpan<byte> NameAt(int index, ReadOnlySpan<byte> output) =>
        output.Slice(members[index].Start, members[index].NameLength);

    /// <summary>The position of a recorded member.</summary>
    public int Place(int index) => members[index].Start;

    /// <summary>
    /// Sorts the members from <paramref name="first"/> on, keeps the last of equal names, and removes the records.
    /// </summary>
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
        var (origin, end) = (members[first].Start, length);
        for (var i = first; i < Count; i++)
            members[i] = members[i] with { Length = (i + 1 < Count ? members[i + 1].Start : end) - members[i].Start };
        members.AsSpan(first, Count - first).Sort((a, b) => Compare(a, b, origin));
        length = origin;
        for (var i = first; i < Count; i++)
        {
            if (i + 1 < Count && Unsorted(members[i], origin).SequenceEqual(Unsorted(members[i + 1], origin))) continue;
            unsorted.AsSpan(members[i].Start - origin, members[i].Length).CopyTo(output[length..]);
            length += members[i].Length;
        }
    }

    /// <summary>Equal names keep their order.</summary>
    private int Compare(Member a, Member b, int origin) =>
        Unsorted(a, origin).SequenceCompareTo(Unsorted(b, origin)) is var order and not 0 ? order
        : a.Start.CompareTo(b.Start);

    private ReadOnlySpan<byte> Unsorted(Member member, int origin) =>
        unsorted.AsSpan(member.Start - origin + 1, member.NameLength - 2);

    /// <summary>The name without quotes, because the closing quote must not affect the order.</summary>
    private static ReadOnlySpan<byte> Name(Member member, ReadOnlySpan<byte> output) =>
        output.Slice(member.Start + 1, member.NameLength - 2);
}
