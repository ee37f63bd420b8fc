using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Policies;

/// <summary>
/// Names scanner rules in findings, waivers and ignore comments: the tool in lower case and its own id, such as
/// <c>trivy/AVD-AWS-0080</c>.
/// </summary>
public static partial class ScannerRule
{
    private const int Longest = 100;

    /// <summary>Invalid characters become hyphens.</summary>
    public static string Of(string tool, string id) =>
        $"{Plain(tool.ToLowerInvariant(), "scanner").Replace('/', '-')}/{Plain(id, "unnamed")}";

    public static string ToolOf(string rule) => rule[..rule.IndexOf('/')];

    /// <summary>Never a rule id of the settings, which contains no slash.</summary>
    public static bool IsName(string text) => Form().IsMatch(text);

    private static string Plain(string text, string otherwise)
    {
        var plain = Others().Replace(text.Trim(), "-").Trim('-', '/', '.');
        return plain.Length == 0 ? otherwise : plain[..Math.Min(plain.Length, Longest)];
    }

    [GeneratedRegex("[^A-Za-z0-9._/-]+", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Others();

    [GeneratedRegex(@"^[a-z0-9._-]+/[A-Za-z0-9._/-]+\z", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Form();
}
