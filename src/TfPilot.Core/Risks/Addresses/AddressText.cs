using System.Globalization;

namespace TfPilot.Core.Risks;

/// <summary>
/// Parses address notations of firewall rules: blocks with a prefix length or net mask, ranges, single addresses, and
/// the clouds' words for everyone. The unspecified address (<c>0.0.0.0</c>, <c>::</c>) represents its whole family, as
/// in firewalls.
/// </summary>
internal static class AddressText
{
    private const int MaxLength = 100;
    private static readonly string[] Anyone = ["*", "any", "internet", "all"];

    /// <summary>IPv4 in IPv6: mapped and translated addresses.</summary>
    private static readonly UInt128[] Embedded = [Parsed("::ffff:0:0"), Parsed("64:ff9b::")];

    /// <summary>Empty for a text without an address, such as a group name.</summary>
    public static IReadOnlyList<AddressRange> Read(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length is 0 or > MaxLength) return [];
        if (Anyone.Contains(trimmed, StringComparer.OrdinalIgnoreCase))
            return [AddressRange.All(isV6: false), AddressRange.All(isV6: true)];
        if (trimmed.Split('-') is [var first, var last] && Between(first, last) is { } range) return [range];
        return trimmed.Split('/') switch
        {
            [var address] when AddressBits.Read(address) is var (isV6, bits) =>
                [bits == 0 ? AddressRange.All(isV6) : Plain(new(isV6, bits, bits))],
            [var address, var mask] => Block(address, mask) is { } block ? [Plain(block)] : [],
            _ => [],
        };
    }

    /// <summary>Null when the ends are not addresses of the same family.</summary>
    public static AddressRange? Between(string first, string last) =>
        AddressBits.Read(first) is var (isV6, low) && AddressBits.Read(last) is var (isAlsoV6, high) && isV6 == isAlsoV6
        && low <= high ? new(isV6, low, high) : null;

    /// <summary>
    /// Parses an address block. With a prefix length of 0 it covers the whole family, even if the address is invalid.
    /// </summary>
    private static AddressRange? Block(string address, string mask)
    {
        var parsed = AddressBits.Read(address);
        var isV6 = parsed?.IsV6 ?? address.Contains(':', StringComparison.Ordinal);
        var width = isV6 ? 128 : 32;
        if (PrefixOf(mask) is not { } prefix || prefix > width) return null;
        if (prefix == 0) return AddressRange.All(isV6);
        if (parsed is not var (_, bits)) return null;
        var hosts = ((UInt128)1 << (width - prefix)) - 1;
        return new(isV6, bits & ~hosts, bits | hosts);
    }

    private static int? PrefixOf(string mask)
    {
        if (int.TryParse(mask, NumberStyles.None, CultureInfo.InvariantCulture, out var prefix)) return prefix;
        if (AddressBits.Read(mask) is not (false, var bits)) return null;
        var ones = BitsOf((uint)bits);
        return (uint)bits == (ones == 0 ? 0 : uint.MaxValue << (32 - ones)) ? ones : null;
    }

    private static int BitsOf(uint mask) => System.Numerics.BitOperations.PopCount(mask);

    private static UInt128 Parsed(string address) => AddressBits.Read(address)!.Value.Bits;

    private static AddressRange Plain(AddressRange range) =>
        range.IsV6 && Array.Exists(Embedded, start => range.First >= start && range.Last <= start + uint.MaxValue)
            ? new(IsV6: false, range.First & uint.MaxValue, range.Last & uint.MaxValue)
            : range;
}
