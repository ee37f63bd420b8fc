namespace TfPilot.Core.Risks;

/// <summary>
/// Decides whether a set of addresses is so large that it counts as the whole internet: at least a sixteenth of IPv4 (a
/// /4), more than any company or provider owns, or a /12 of IPv6, the size of a block allocated to a regional registry.
/// Only public addresses are counted.
/// </summary>
internal static class World
{
    public const int PrefixOfV4 = 4;
    public const int PrefixOfV6 = 12;

    private static readonly AddressSet PrivateV4 = Blocks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
        "198.18.0.0/15",
        "224.0.0.0/3");

    /// <summary>All addresses except the global unicast addresses, <c>2000::/3</c>.</summary>
    private static readonly AddressSet PrivateV6 = Blocks("::/3", "4000::/2", "8000::/1");

    /// <summary>
    /// Whether the rules admit the world and did not before, or admit additional addresses of the same number.
    /// </summary>
    public static bool IsNewlyIn(AddressSet after, AddressSet before, bool isV6) =>
        IsIn(after, isV6) && (!IsIn(before, isV6) || IsIn(after.Except(before), isV6));

    public static bool IsIn(AddressSet addresses, bool isV6) =>
        addresses.Except(isV6 ? PrivateV6 : PrivateV4).Count() >= Min(isV6);

    /// <summary>
    /// The same for ranges of one family. Most rules admit so few addresses that their sum decides, and the ranges need
    /// not be merged.
    /// </summary>
    public static bool IsIn(List<AddressRange> ranges, bool isV6) =>
        MayBeIn(ranges, Min(isV6)) && IsIn(AddressSet.Of(ranges), isV6);

    private static UInt128 Min(bool isV6) => (UInt128)1 << (isV6 ? 128 - PrefixOfV6 : 32 - PrefixOfV4);

    private static bool MayBeIn(List<AddressRange> ranges, UInt128 least)
    {
        UInt128 sum = 0;
        foreach (var range in ranges)
        {
            var more = range.Last - range.First;
            if (more >= least || (sum += more + 1) >= least) return true;
        }

        return false;
    }

    private static AddressSet Blocks(params string[] blocks) => AddressSet.Of(blocks.SelectMany(AddressText.Read));
}
