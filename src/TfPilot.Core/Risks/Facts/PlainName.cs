namespace TfPilot.Core.Risks;

/// <summary>
/// Attribute names in lower case without separators, because providers spell them differently: <c>cidr_ipv6</c>,
/// <c>cidr_ipv_6</c> and <c>cidrIpv6</c> are equal. The comparisons do not allocate, because they run for every value
/// of a plan.
/// </summary>
internal static class PlainName
{
    public static string Of(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Whether the plain form of <paramref name="name"/> is <paramref name="plain"/>.</summary>
    public static bool Is(ReadOnlySpan<char> name, string plain) => RestBefore(name, plain) == 0;

    /// <summary>
    /// Whether the attribute ends with this name at a segment boundary: <c>root_block_device.encrypted</c> ends with
    /// <c>encrypted</c>.
    /// </summary>
    public static bool Ends(ReadOnlySpan<char> attribute, string plain) =>
        RestBefore(attribute, plain) is var rest && (rest == 0 || (rest > 0 && attribute[rest - 1] == '.'));

    /// <summary>
    /// Whether the name equals the last segment of an attribute in plain form: <c>enabled</c> for
    /// <c>encryptatrest.enabled</c>.
    /// </summary>
    public static bool IsLastPart(ReadOnlySpan<char> name, string attribute) =>
        RestBefore(name, attribute.AsSpan(attribute.LastIndexOf('.') + 1)) == 0;

    /// <summary>
    /// The length of the name before its suffix <paramref name="plain"/>; -1 if it does not end with it.
    /// </summary>
    private static int RestBefore(ReadOnlySpan<char> name, ReadOnlySpan<char> plain)
    {
        var rest = WithoutJoints(name, name.Length);
        for (var i = plain.Length - 1; i >= 0; i--)
        {
            if (rest == 0 || char.ToLowerInvariant(name[rest - 1]) != plain[i]) return -1;
            rest = WithoutJoints(name, rest - 1);
        }

        return rest;
    }

    private static int WithoutJoints(ReadOnlySpan<char> name, int length)
    {
        while (length > 0 && name[length - 1] is '_' or '-') length--;
        return length;
    }
}
