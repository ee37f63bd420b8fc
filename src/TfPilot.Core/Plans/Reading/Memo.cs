namespace TfPilot.Core.Plans;

/// <summary>Remembers what the last bytes were read as: a plan repeats the same few types, action lists and mark trees thousands of times.</summary>
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
