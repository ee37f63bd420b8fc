namespace TfPilot.Core.Plans;

/// <summary>
/// Caches the result for the most recent bytes, because a plan repeats the same few types, action lists and mark trees
/// thousands of times.
/// </summary>
internal sealed class Memo<T>(Memo<T>.Reading read)
{
    private byte[]? last;
    private T value = default!;

    public delegate T Reading(ReadOnlySpan<byte> bytes);

    public T Of(ReadOnlySpan<byte> bytes)
    {
        if (last is not null && bytes.SequenceEqual(last)) return value;
        value = read(bytes);
        last = bytes.ToArray();
        return value;
    }
}
