using System.Buffers;

namespace TfPilot.Core.Plans;

/// <summary>
/// Values that are never secrets, even if a plan marks them: address ranges, and words that say who has access. Masking
/// their copies would hide public exposure.
/// </summary>
internal static class PublicValues
{
    private static readonly SearchValues<char> AddressSigns = SearchValues.Create("0123456789abcdefABCDEF.:/");

    public static bool Contains(string value) =>
        OpenWords.Contains(value) || IsRange(value)
        || value.StartsWith("roles/", StringComparison.Ordinal)
        || value.StartsWith("arn:aws:iam::aws:policy/", StringComparison.Ordinal);

    /// <summary>Whether the value is an address range such as <c>0.0.0.0/0</c> or <c>2000::/3</c>.</summary>
    private static bool IsRange(string value) =>
        value.LastIndexOf('/') is var slash and > 1 && value.Length - slash is >= 2 and <= 4
        && value.AsSpan(slash + 1).IndexOfAnyExceptInRange('0', '9') < 0
        && value.AsSpan(0, slash) is var address && address.IndexOfAny('.', ':') >= 0 && !address.Contains('/')
        && !address.ContainsAnyExcept(AddressSigns);
}
