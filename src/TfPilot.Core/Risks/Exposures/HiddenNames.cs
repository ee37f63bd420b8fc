using System.Buffers;
using System.Text;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Risks;

/// <summary>
/// A fast check of the names of hidden members, without parsing the object: nearly every object has an unknown
/// <c>id</c>, which exposes nothing.
/// </summary>
internal static class HiddenNames
{
    private const int LongestName = 64;

    private static ReadOnlySpan<byte> Marker => "{\"$\":"u8;

    /// <summary>False if no hidden member has the name of an attribute that the rules read.</summary>
    public static bool MayConcern(IReadOnlyList<ExposureRule> rules, RedactedJson json)
    {
        if (rules.Count == 0) return false;
        Span<char> buffer = stackalloc char[LongestName];
        var rest = json.Utf8;
        for (var at = 0; rest[at..].IndexOf(Marker) is var next and >= 0; at += next + Marker.Length)
        {
            if (!TryName(rest[..(at + next)], buffer, out var length) || MayHideAs(rules, buffer[..length]))
                return true;
        }

        return false;
    }

    /// <summary>
    /// The name of the member whose value starts at the end of <paramref name="json"/>. False for a list element and
    /// for a name that is long or not plain ASCII: the object must then be parsed.
    /// </summary>
    private static bool TryName(ReadOnlySpan<byte> json, Span<char> buffer, out int length)
    {
        length = 0;
        if (!json.EndsWith("\":"u8)) return false;
        var name = json[..^2];
        name = name[(name.LastIndexOf((byte)'"') + 1)..];
        return name.Length <= LongestName && !name.Contains((byte)'\\')
            && json[..^(name.Length + 2)] is not [.., (byte)'\\', (byte)'"']
            && Ascii.ToUtf16(name, buffer, out length) == OperationStatus.Done;
    }

    private static bool MayHideAs(IReadOnlyList<ExposureRule> rules, ReadOnlySpan<char> name)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules[i].MayHideAs(name)) return true;
        }

        return false;
    }
}
