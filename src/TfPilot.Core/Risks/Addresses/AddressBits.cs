using System.Globalization;

namespace TfPilot.Core.Risks;

/// <summary>Parses an IP address into its bits, because Core must not use <c>System.Net</c>.</summary>
internal static class AddressBits
{
    private const int Groups = 8;

    /// <summary>Null if the text is not an IP address.</summary>
    public static (bool IsV6, UInt128 Bits)? Read(string text)
    {
        var trimmed = text.Trim().Trim('[', ']');
        if (!trimmed.Contains(':', StringComparison.Ordinal)) return V4(trimmed) is { } bits ? (false, bits) : null;
        return V6(trimmed.Split('%')[0]) is { } wide ? (true, wide) : null;
    }

    private static UInt128? V4(string text)
    {
        var parts = text.Split('.');
        if (parts.Length != 4) return null;
        UInt128 bits = 0;
        foreach (var part in parts)
        {
            // Cloud APIs read leading zeros as decimal, not as octal.
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 255)
                return null;
            bits = (bits << 8) | (uint)number;
        }

        return bits;
    }

    /// <summary><c>::</c> may occur once and represents all missing groups of zeros.</summary>
    private static UInt128? V6(string text)
    {
        var halves = text.Split("::");
        if (halves.Length > 2 || GroupsOf(halves[0]) is not { } head
            || GroupsOf(halves.Length == 2 ? halves[1] : "") is not { } tail) return null;
        var missing = Groups - head.Count - tail.Count;
        if (halves.Length == 2 ? missing < 1 : missing != 0) return null;
        UInt128 bits = 0;
        foreach (var group in head.Concat(Enumerable.Repeat((ushort)0, missing)).Concat(tail))
            bits = (bits << 16) | group;
        return bits;
    }

    private static List<ushort>? GroupsOf(string text)
    {
        var groups = new List<ushort>();
        if (text.Length == 0) return groups;
        var parts = text.Split(':');
        for (var i = 0; i < parts.Length; i++)
        {
            if (i == parts.Length - 1 && V4(parts[i]) is { } bits)
            {
                groups.Add((ushort)(uint)(bits >> 16));
                groups.Add((ushort)((uint)bits & ushort.MaxValue));
            }
            else if (parts[i].Length <= 4
                && ushort.TryParse(
                    parts[i], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var group))
            {
                groups.Add(group);
            }
            else
            {
                return null;
            }
        }

        return groups;
    }
}
