using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace TfPilot.Core.Plans;

/// <summary>
/// Finds any of many byte strings in a text in one pass. Each position is tested by its first eight bytes; the sorted
/// patterns are searched only when these match, so the cost does not grow with the number of patterns.
/// </summary>
internal sealed class SecretPatterns
{
    /// <summary>The minimum length of a pattern.</summary>
    public const int MinLength = 8;

    private const ulong Spread = 0x9E37_79B9_7F4A_7C15;
    private readonly byte[] bytes;
    private readonly SecretPattern[] sorted;

    /// <summary>For each pattern the longest other pattern that is its prefix, or -1.</summary>
    private readonly int[] parents;

    /// <summary>For each slot, one past the first pattern with that prefix; 0 when there is none.</summary>
    private readonly int[] slots;
    private readonly ulong[] filter;
    private readonly int slotShift;
    private readonly int filterShift;

    public SecretPatterns(SecretForms secretForms)
    {
        bytes = secretForms.Bytes;
        sorted = [.. secretForms.Patterns];
        Sort();
        parents = new int[sorted.Length];
        FindParents();
        var bits = Math.Clamp(int.Log2(Math.Max(1, sorted.Length)) + 2, 8, 26);
        slotShift = 64 - bits;
        filterShift = slotShift - 4;
        slots = new int[1 << bits];
        filter = new ulong[(1 << (bits + 4)) / 64];
        for (var i = 0; i < sorted.Length; i++) Enter(i);
    }

    public bool IsEmpty => sorted.Length == 0;

    /// <summary>Whether any pattern occurs.</summary>
    public bool Occurs(ReadOnlySpan<byte> text) => Next(text, 0, out _) >= 0;

    /// <summary>
    /// The first match at or after <paramref name="from"/>, with the longest pattern there; -1 when there is none.
    /// </summary>
    public int Next(ReadOnlySpan<byte> text, int from, out SecretPattern pattern)
    {
        for (var at = from; at <= text.Length - MinLength; at++)
        {
            var hash = Unsafe.ReadUnaligned<ulong>(in text[at]) * Spread;
            if (!Has(hash >> filterShift) || !Has(Second(hash))) continue;
            if (Longest(text[at..], hash) is not { } found) continue;
            pattern = found;
            return at;
        }

        pattern = default;
        return -1;
    }

    // A Bloom filter with two bits for each pattern prefix: other texts rarely have both bits set, so few of them need
    // a lookup in the large hash table.
    private ulong Second(ulong hash) => BitOperations.RotateLeft(hash, 32) * Spread >> filterShift;

    private bool Has(ulong bit) => (filter[bit >> 6] >> (int)(bit & 63) & 1) != 0;

    private void Set(ulong bit) => filter[bit >> 6] |= 1UL << (int)(bit & 63);

    private SecretPattern? Longest(ReadOnlySpan<byte> text, ulong hash)
    {
        for (var slot = (int)(hash >> slotShift); slots[slot] > 0; slot = (slot + 1) & (slots.Length - 1))
        {
            var low = slots[slot] - 1;
            if (!text.StartsWith(StartOf(low))) continue;
            for (var i = LastNotAbove(text, low); i >= low; i = parents[i])
            {
                if (text.StartsWith(BytesOf(i))) return sorted[i];
            }

            return null;
        }

        return null;
    }

    /// <summary>
    /// The last pattern not greater than the text; every pattern that the text starts with is this one or a prefix of
    /// it.
    /// </summary>
    private int LastNotAbove(ReadOnlySpan<byte> text, int low)
    {
        // Galloping search: most prefixes have few patterns, so the step starts at 1 and doubles.
        var step = 1;
        while (low + step < sorted.Length && BytesOf(low + step).SequenceCompareTo(text) <= 0) step *= 2;
        var (at, end) = (low + step / 2, Math.Min(low + step, sorted.Length));
        while (at + 1 < end)
        {
            var middle = (at + end) / 2;
            if (BytesOf(middle).SequenceCompareTo(text) <= 0) at = middle;
            else end = middle;
        }

        return BytesOf(at).SequenceCompareTo(text) <= 0 ? at : -1;
    }

    /// <summary>Sorts by the first eight bytes as a number, which is fast, then by the rest.</summary>
    private void Sort()
    {
        var starts = new ulong[sorted.Length];
        for (var i = 0; i < starts.Length; i++) starts[i] = BinaryPrimitives.ReadUInt64BigEndian(StartOf(i));
        Array.Sort(starts, sorted);
        var byBytes = Comparer<SecretPattern>.Create(Compare);
        for (var (first, end) = (0, 0); first < sorted.Length; first = end)
        {
            for (end = first + 1; end < sorted.Length && starts[end] == starts[first];) end++;
            if (end - first > 1) Array.Sort(sorted, first, end - first, byBytes);
        }
    }

    /// <summary>
    /// Of equal patterns the base64 one sorts last and is therefore found: its mask covers the whole run.
    /// </summary>
    private int Compare(SecretPattern a, SecretPattern b) =>
        BytesOf(a).SequenceCompareTo(BytesOf(b)) is var order and not 0 ? order : a.IsBase64.CompareTo(b.IsBase64);

    private ReadOnlySpan<byte> BytesOf(SecretPattern pattern) => bytes.AsSpan(pattern.Start, pattern.Length);

    private ReadOnlySpan<byte> BytesOf(int index) => BytesOf(sorted[index]);

    private ReadOnlySpan<byte> StartOf(int index) => bytes.AsSpan(sorted[index].Start, MinLength);

    private void Enter(int index)
    {
        var start = StartOf(index);
        if (index > 0 && StartOf(index - 1).SequenceEqual(start)) return;
        var hash = Unsafe.ReadUnaligned<ulong>(in start[0]) * Spread;
        Set(hash >> filterShift);
        Set(Second(hash));
        var slot = (int)(hash >> slotShift);
        while (slots[slot] > 0) slot = (slot + 1) & (slots.Length - 1);
        slots[slot] = index + 1;
    }

    private void FindParents()
    {
        for (var i = 0; i < sorted.Length; i++)
        {
            var parent = i - 1;
            while (parent >= 0 && !BytesOf(i).StartsWith(BytesOf(parent))) parent = parents[parent];
            parents[i] = parent;
        }
    }
}
