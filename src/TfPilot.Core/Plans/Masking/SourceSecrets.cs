using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Plans;

/// <summary>Masks credentials in module sources; they are not needed after reading.</summary>
internal static partial class SourceSecrets
{
    /// <summary>A user name alone is kept unless it is a token: <c>ssh://git@host/…</c>.</summary>
    public static string Mask(string source) =>
        source.Length == 0 ? source : Query().Replace(Login().Replace(source, "(masked)"), "(masked)");

    [GeneratedRegex(
        @"(?<=https?://)[^/@\s]+(?=@)|(?<=://[^/@:\s]*:)[^/@\s]+(?=@)",
        RegexOptions.None,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Login();

    [GeneratedRegex(
        @"(?<=[?&](?:sshkey|token|access_token|private_token|password|aws_access_key_secret|aws_access_token)=)[^&\s]+",
        RegexOptions.IgnoreCase,
        RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Query();
}
