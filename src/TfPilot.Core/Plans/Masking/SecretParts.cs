using System.Buffers;
using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Plans;

/// <summary>
/// The secrets within a secret text: a whole file, a script or a connection string may be marked, and what matters of
/// it stands elsewhere
/// alone. Words that are no secret by themselves (versions, hosts, regions, plain words) are left out, because
/// masking them would hide the rest.
/// </summary>
internal static partial class SecretParts
{
    /// <summary>Nothing that only names something is longer.</summary>
    private const int LongestName = 250;

    /// <summary>A part of the line in front of every private key.</summary>
    private const string KeyMark = "PRIVATE KEY-----";

    private const string StructureSigns = " \t\r\n:={\"'@,;&";
    private static readonly SearchValues<char> Structure = SearchValues.Create(StructureSigns);
    private static readonly char[] Separators = [.. StructureSigns, '}', '[', ']', '(', ')', '<', '>', '|', '`'];

    /// <summary>Of a text that is a secret as a whole.</summary>
    public static IEnumerable<string> Of(string secret)
    {
        if (Base64Text.Decoded(secret) is { } decoded) yield return decoded;
        if (!secret.AsSpan().ContainsAny(Structure)) yield break;
        foreach (var part in Named(secret)) yield return part;
        foreach (var line in secret.Split('\n', StringSplitOptions.TrimEntries))
        {
            if (!line.AsSpan().TrimEnd('=').ContainsAny(" #:=\t")
                && !line.StartsWith("-----", StringComparison.Ordinal)) yield return line;
        }

        foreach (var word in secret.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            if (LooksRandom(word)) yield return word;
        }
    }

    /// <summary>
    /// Of any text what it calls a secret itself: values of secret names, passwords of addresses, private keys.
    /// </summary>
    public static IEnumerable<string> Named(string text)
    {
        if (HoldsPairs(text))
        {
            foreach (Match pair in Pairs().Matches(text))
            {
                if (!SecretNames.IsSecret(pair.Groups["key"].Value)) continue;
                foreach (var group in new[] { "quoted", "word", "line" })
                {
                    var value = pair.Groups[group].Value.Trim();
                    if (!SecretNames.IsReference(value) && !IsVariable(value)) yield return value;
                }
            }
        }

        if (HoldsLogins(text))
        {
            foreach (var password in PasswordsOf(text)) yield return password;
        }

        if (!text.Contains(KeyMark, StringComparison.Ordinal)) yield break;
        foreach (Match key in PrivateKeys().Matches(text))
        {
            foreach (var line in key.Groups["body"].Value.Split('\n', StringSplitOptions.TrimEntries))
                yield return line;
        }
    }

    // Texts are many and long, and few hold any of these: a look at the signs costs less than an expression does.
    private static bool HoldsPairs(string text) => text.AsSpan().IndexOfAny(':', '=') >= 0 && SecretNames.MayBeIn(text);

    private static bool HoldsLogins(string text) =>
        text.Contains("://", StringComparison.Ordinal) && text.Contains('@', StringComparison.Ordinal);

    /// <summary>Plans may have an address in every object, and places take less than groups do.</summary>
    private static List<string> PasswordsOf(string text)
    {
        var passwords = new List<string>();
        foreach (var login in Logins().EnumerateMatches(text))
        {
            var parts = text.AsSpan(login.Index, login.Length)["://".Length..^1];
            passwords.Add(parts[(parts.IndexOf(':') + 1)..].ToString());
        }

        return passwords;
    }

    /// <summary>Shells put the value in from elsewhere.</summary>
    private static bool IsVariable(string value) =>
        value is ['$', var next, ..] && (char.IsAsciiLetter(next) || next is '_' or '(' or '{');

    private static bool LooksRandom(string word) =>
        word.Any(char.IsAsciiDigit) && word.Any(char.IsAsciiLetter) && !IsHarmless(word);

    private static bool IsHarmless(string word) => word.Length <= LongestName && Harmless().IsMatch(word);

    /// <summary>
    /// In this order: edges of PEM, versions and dates, regions and numbered names, hosts and files, paths.
    /// </summary>
    [GeneratedRegex(
        @"^(-----.*|v?\d+(\.\d+)+([-+].*)?|\d{4}-\d\d-\d\d.*"
        + @"|[a-z]+([-_.][a-z]+)*[-_]?\d{0,4}[a-z]?|[a-z0-9-]+(\.[a-z0-9-]+)+|[.~]?(/[\w.-]+)+/?)$",
        RegexOptions.None,
        RegexLimits.Milliseconds)]
    private static partial Regex Harmless();

    [GeneratedRegex(
        """(?<![\w.-])(?>(?<key>[A-Za-z_][\w.-]*))["'\\]{0,3}[ \t]{0,8}[:=][ \t]{0,8}"""
        + """(?:\\*["'](?<quoted>[^"'\\\r\n]+)"""
        + """|(?=(?<word>[^\s"'\\;,&}\])]{1,400}))(?=(?<line>[^\r\n]{1,400})))""",
        RegexOptions.None,
        RegexLimits.Milliseconds)]
    private static partial Regex Pairs();

    /// <summary>
    /// The name before the first colon holds none, so that the password is all between it and the last sign.
    /// </summary>
    [GeneratedRegex(
        @"://[^\s/@:""']{0,200}:[^\s/@""']{1,400}@",
        RegexOptions.None,
        RegexLimits.Milliseconds)]
    private static partial Regex Logins();

    [GeneratedRegex(
        @"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?<body>[^-]+)-----END",
        RegexOptions.None,
        RegexLimits.Milliseconds)]
    private static partial Regex PrivateKeys();
}
