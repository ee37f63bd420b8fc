using System.Text.RegularExpressions;

namespace TfPilot.Core.Settings;

/// <summary>What to do about text that YAML cannot read; mostly it is a value that needs quotes.</summary>
internal static partial class YamlAdvice
{
    public static string Of(string message, string text, Place place)
    {
        var line = text.Split('\n').ElementAtOrDefault(place.Line - 1) ?? "";
        var sentence = message.Trim().TrimEnd('.');
        if (line.TrimStart(' ').StartsWith('\t') || message.Contains("tab", StringComparison.OrdinalIgnoreCase)) return $"{sentence}. Indent with spaces, not with tabs";
        var start = Unquoted().Match(line);
        return start.Success ? $"{sentence}. A value that begins with {start.Groups["sign"].Value} stands in quotes" : $"{sentence}. Check quotes, colons and indentation around here";
    }

    [GeneratedRegex(@"(^|[\s\[{,:-])(?<sign>[*&!@>|%`])")]
    private static partial Regex Unquoted();
}
