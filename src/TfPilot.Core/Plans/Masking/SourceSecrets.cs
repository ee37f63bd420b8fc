using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Plans;

/// <summary>Credentials that authors write into the sources of modules; nothing behind the reader needs them.</summary>
internal static partial class SourceSecrets
{
    /// <summary>User names alone stay where they are no token: <c>ssh://git@host/…</c>.</summary>
    public static string Mask(string source) =>
        source.Length == 0 ? source : Query().Replace(Login().Replace(source, "(masked)"), "(masked)");

    [GeneratedRegex(
        @"(?<=https?://)[^/@\s]+(?=@)|(?<=://[^/@:\s]*:)[^/@\s]+(?=@)",
        RegexOptions.None,
        RegexLimits.Milliseconds)]
    private static partial Regex Login();

    [GeneratedRegex(
        @"(?<=[?&](?:sshkey|token|access_token|private_token|password|aws_access_key_secret|aws_access_token)=)[^&\s]+",
        RegexOptions.IgnoreCase,
        RegexLimits.Milliseconds)]
    private static partial Regex Query();
}
