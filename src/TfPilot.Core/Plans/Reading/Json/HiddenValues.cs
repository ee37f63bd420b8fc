namespace TfPilot.Core.Plans;

/// <summary>
/// The hidden values of the before side of a change by their paths, to detect a change without showing either side.
/// </summary>
internal sealed class HiddenValues
{
    private readonly Dictionary<string, byte[]> before = new(StringComparer.Ordinal);

    public void Clear() => before.Clear();

    /// <summary>Whether an after value differs from the hidden one at its path; a before value is recorded.</summary>
    public bool Differs(string path, ReadOnlySpan<byte> value, bool isAfter)
    {
        if (isAfter) return !(before.TryGetValue(path, out var was) && value.SequenceEqual(was));
        before[path] = value.ToArray();
        return false;
    }
}
