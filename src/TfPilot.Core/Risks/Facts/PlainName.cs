namespace TfPilot.Core.Risks;

/// <summary>
/// Names of attributes in small letters without what joins their words, because providers spell them as they like:
/// <c>cidr_ipv6</c>, <c>cidr_ipv_6</c> and <c>cidrIpv6</c> are one. The comparisons make no new text: they run for
/// every value of a plan.
/// </summary>
internal static class PlainName
{
    public static string Of(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Whether the plain form of <paramref name="name"/> is <paramref name="plain"/>.</summary>
    public static bool Is(ReadOnlySpan<char> name, string plain) => RestBefore(name, plain) == 0;

    /// <summary>
    /// Whether the last parts of the attribute are this name: <c>encrypted</c> ends <c>root_block_device.encrypted</c>.
    /// </summary>
    public static bool Ends(ReadOnlySpan<char> attribute, string plain) =>
        RestBefore(attribute, plain) is var rest && (rest == 0 || (rest > 0 && attribute[rest - 1] == '.'));

    /// <summary>
    /// Whether the name alone is the last part of an attribute in plain form: <c>enabled</c> of
    /// <c>encryptatrest.enabled</c>.
    /// </summary>
    public static bool IsLastPart(ReadOnlySpan<char> name, string attribute) =>
        RestBefore(name, attribute.AsSpan(attribute.LastIndexOf('.') + 1)) == 0;

    /// <summary>
    /// How much of the name stands before its end <paramref name="plain"/>; below zero when it ends otherwise.
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
