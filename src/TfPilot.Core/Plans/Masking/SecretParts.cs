using System.Buffers;
using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Plans;

/// <summary>
/// Extracts the secrets of a sensitive value that is a whole file, a script or a connection string, so that they are
/// also masked where they appear on their own. Words that are not secret by themselves (versions, hosts, regions, plain
/// words) are left out, because masking them everywhere would hide the rest of the plan.
/// </summary>
internal static partial class SecretParts
{
    /// <summary>The longest host name (253) and path are about this long; longer words are always secrets.</summary>
    private const int MaxHarmlessLength = 253;

    /// <summary>A part of the line in front of every private key.</summary>
    private const string KeyMark = "PRIVATE KEY-----";

    private const string StructureCharacters = " \t\r\n:={\"'@,;&";
    private static readonly SearchValues<char> Structure = SearchValues.Create(StructureCharacters);
    private static readonly char[] Separators = [.. StructureCharacters, '}', '[', ']', '(', ')', '<', '>', '|', '`'];

    /// <summary>The secrets within a value that is sensitive as a whole.</summary>
    public static IEnumerable<string> Of(string secret)
    {
        if (Base64Text.Decoded(secret) is { } decoded) yield return decoded;
        if (!secret.AsSpan().ContainsAny(Structure)) yield break;
        foreach (var part in FindLabeled(secret)) yield return part;
        foreach (var line in secret.Split('\n', StringSplitOptions.TrimEntries))
        {
            // A line without separators may be a key on its own; trailing `=` is the padding of base64.
            if (!line.AsSpan().TrimEnd('=').ContainsAny(" #:=\t")
                && !line.StartsWith("-----", StringComparison.Ordinal)) yield return line;
        }

        foreach (var word in secret.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            if (LooksRandom(word)) yield return word;
        }
    }

    /// <summary>
    /// The secrets that a text labels as such: values of names like <c>password</c>, passwords in URLs, private keys.
    /// </summary>
    public static IEnumerable<string> FindLabeled(string text)
    {
        foreach (var pair in PairsIn(text)) yield return pair.Value.Trim();
        foreach (var password in PasswordsIn(text)) yield return text[password];
        foreach (var key in KeysIn(text))
        {
            foreach (var line in key.Value.Split('\n', StringSplitOptions.TrimEntries)) yield return line;
        }
    }

    /// <summary>The positions of the same secrets, unordered; they may overlap.</summary>
    public static IEnumerable<Range> PlacesOfLabeled(string text)
    {
        foreach (var part in PairsIn(text).Concat(KeysIn(text))) yield return part.Index..(part.Index + part.Length);
        foreach (var password in PasswordsIn(text)) yield return password;
    }

    private static IEnumerable<Group> PairsIn(string text)
    {
        if (!HoldsPairs(text)) yield break;
        foreach (Match pair in Pairs().Matches(text))
        {
            if (!SecretNames.IsSecret(pair.Groups["key"].Value)) continue;
            // A value without quotes may end at the next space or at the end of the line: both are masked.
            foreach (var group in new[] { "quoted", "word", "line" })
            {
                var value = pair.Groups[group].Value.Trim();
                if (!SecretNames.IsReference(value) && !IsVariable(value)) yield return pair.Groups[group];
            }
        }
    }

    private static IEnumerable<Group> KeysIn(string text) =>
        text.Contains(KeyMark, StringComparison.Ordinal) ? PrivateKeys().Matches(text).Select(key => key.Groups["body"])
        : [];

    // Most texts contain no pair; searching for a character is faster than running the regular expression.
    private static bool HoldsPairs(string text) => text.AsSpan().IndexOfAny(':', '=') >= 0 && SecretNames.MayBeIn(text);

    private static bool HoldsLogins(string text) =>
        text.Contains("://", StringComparison.Ordinal) && text.Contains('@', StringComparison.Ordinal);

    /// <summary>URLs are frequent in plans; EnumerateMatches allocates no match and no groups.</summary>
    private static List<Range> PasswordsIn(string text)
    {
        var passwords = new List<Range>();
        if (!HoldsLogins(text)) return passwords;
        foreach (var login in Logins().EnumerateMatches(text))
        {
            var user = login.Index + "://".Length;
            passwords.Add((user + text.AsSpan(user).IndexOf(':') + 1)..(login.Index + login.Length - 1));
        }

        return passwords;
    }

    /// <summary>A reference such as <c>$NAME</c> or <c>$(command)</c>, which a shell replaces by the value.</summary>
    private static bool IsVariable(string value) =>
        value is ['$', var next, ..] && (char.IsAsciiLetter(next) || next is '_' or '(' or '{');

    private static bool LooksRandom(string word) =>
        word.Any(char.IsAsciiDigit) && word.Any(char.IsAsciiLetter) && !IsHarmless(word);

    private static bool IsHarmless(string word) => word.Length <= MaxHarmlessLength && Harmless().IsMatch(word);

    /// <summary>
    /// In this order: header and footer lines of PEM, versions and dates, regions and numbered names, hosts and files,
    /// paths.
    /// </summary>
    [GeneratedRegex(
        @"^(-----.*|v?\d+(\.\d+)+([-+].*)?|\d{4}-\d\d-\d\d.*"
        + @"|[a-z]+([-_.][a-z]+)*[-_]?\d{0,4}[a-z]?|[a-z0-9-]+(\.[a-z0-9-]+)+|[.~]?(/[\w.-]+)+/?)$",
        RegexOptions.None,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Harmless();

    /// <summary>
    /// <c>name: value</c> and <c>name = value</c>. The bounds keep the expression linear; of a longer value without
    /// quotes the first 400 characters are found.
    /// </summary>
    [GeneratedRegex(
        """(?<![\w.-])(?>(?<key>[A-Za-z_][\w.-]*))["'\\]{0,3}[ \t]{0,8}[:=][ \t]{0,8}"""
        + """(?:\\*["'](?<quoted>[^"'\\\r\n]+)"""
        + """|(?=(?<word>[^\s"'\\;,&}\])]{1,400}))(?=(?<line>[^\r\n]{1,400})))""",
        RegexOptions.None,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Pairs();

    /// <summary>
    /// <c>://user:password@</c>. A user name contains no colon, so the password is everything from the first colon to
    /// the <c>@</c>.
    /// </summary>
    [GeneratedRegex(
        @"://[^\s/@:""']{0,200}:[^\s/@""']{1,400}@",
        RegexOptions.None,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Logins();

    [GeneratedRegex(
        @"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?<body>[^-]+)-----END",
        RegexOptions.None,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex PrivateKeys();
}
