namespace TfPilot.Core.Risks;

/// <summary>A range of addresses, including both ends; an IPv4 address is its 32 bits.</summary>
internal readonly record struct AddressRange(bool IsV6, UInt128 First, UInt128 Last)
{
    public static AddressRange All(bool isV6) => new(isV6, 0, isV6 ? UInt128.MaxValue : uint.MaxValue);
}

/// <summary>Addresses of one family as sorted, disjoint ranges.</summary>
internal sealed class AddressSet
{
    private readonly List<(UInt128 First, UInt128 Last)> ranges;

    private AddressSet(List<(UInt128 First, UInt128 Last)> ranges) => this.ranges = ranges;

    public static AddressSet Empty { get; } = new([]);

    public static AddressSet Of(IEnumerable<AddressRange> ranges)
    {
        var merged = new List<(UInt128 First, UInt128 Last)>();
        foreach (var range in ranges.OrderBy(range => range.First))
        {
            var touches = merged.Count > 0
                && (merged[^1].Last == UInt128.MaxValue || range.First <= merged[^1].Last + 1);
            if (touches) merged[^1] = (merged[^1].First, UInt128.Max(merged[^1].Last, range.Last));
            else merged.Add((range.First, range.Last));
        }

        return new(merged);
    }

    public AddressSet Except(AddressSet others)
    {
        var left = new List<(UInt128 First, UInt128 Last)>();
        var next = 0;
        foreach (var (start, last) in ranges)
        {
            var (first, isTaken) = (start, false);
            while (next < others.ranges.Count && others.ranges[next].Last < first) next++;
            for (var i = next; i < others.ranges.Count && others.ranges[i].First <= last; i++)
            {
                if (others.ranges[i].First > first) left.Add((first, others.ranges[i].First - 1));
                isTaken = others.ranges[i].Last >= last;
                if (isTaken) break;
                first = UInt128.Max(first, others.ranges[i].Last + 1);
            }

            if (!isTaken) left.Add((first, last));
        }

        return new(left);
    }

    /// <summary>The number of addresses, as far as it is representable.</summary>
    public UInt128 Count()
    {
        UInt128 count = 0;
        foreach (var (first, last) in ranges)
        {
            var more = last - first;
            count = count + more < count ? UInt128.MaxValue : count + more;
            if (count < UInt128.MaxValue) count++;
        }

        return count;
    }
}
