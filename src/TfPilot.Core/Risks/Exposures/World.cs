namespace TfPilot.Core.Risks;

/// <summary>
/// When addresses are so many that they are the world: a sixteenth of IPv4 (as many as a /4 has), which no company and no provider has, or a
/// /12 of IPv6, which is what a whole region of the world is given. Only public addresses count.
/// </summary>
internal static class World
{
    public const int PrefixOfV4 = 4;
    public const int PrefixOfV6 = 12;

    private static readonly AddressSet PrivateV4 = Blocks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "198.18.0.0/15",
        "224.0.0.0/3");

    /// <summary>All but the global unicast addresses.</summary>
    private static readonly AddressSet PrivateV6 = Blocks("::/3", "4000::/2", "8000::/1");

    /// <summary>Whether the rules let in the world that did not before, or a further part of it as large.</summary>
    public static bool IsNewlyIn(AddressSet after, AddressSet before, bool isV6) =>
        IsIn(after, isV6) && (!IsIn(before, isV6) || IsIn(after.Except(before), isV6));

    public static bool IsIn(AddressSet addresses, bool isV6) => isV6
        ? addresses.Except(PrivateV6).Count() >= (UInt128)1 << (128 - PrefixOfV6)
        : addresses.Except(PrivateV4).Count() >= (UInt128)1 << (32 - PrefixOfV4);

    private static AddressSet Blocks(params string[] blocks) => AddressSet.Of(blocks.SelectMany(AddressText.Read));
}
