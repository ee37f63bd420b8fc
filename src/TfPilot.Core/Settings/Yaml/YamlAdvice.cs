using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Settings;

/// <summary>What to do about text that YAML cannot read; mostly it is a value that needs quotes.</summary>
internal static partial class YamlAdvice
{
    private const int MaxLine = 10_000;

    /// <summary>The place is a better one where the reader only knows that something around there is wrong.</summary>
    public static (SourcePosition Place, string Advice) Of(string message, string text, SourcePosition place)
    {
        var lines = text.Split('\n');
        var sentence = message.Trim().TrimEnd('.');
        var tab = Array.FindIndex(lines, line => line.TrimStart(' ').StartsWith('\t'));
        if (tab >= 0) return (new(tab + 1, lines[tab].IndexOf('\t') + 1), "a tab stands here; indent with spaces");
        var start = Unquoted().Match(LineAt(lines, place));
        return (place, start.Success ? $"{sentence}. A value that begins with {start.Groups["sign"].Value} stands in quotes" : $"{sentence}. Check quotes, colons and indentation around here");
    }

    private static string LineAt(string[] lines, SourcePosition place) => lines.ElementAtOrDefault(place.Line - 1) is { } line ? line[..Math.Min(line.Length, MaxLine)] : "";

    [GeneratedRegex(@"(^|[\s\[{,:-])(?<sign>[*&!@>|%`])", RegexOptions.None, RegexLimits.Milliseconds)]
    private static partial Regex Unquoted();
}
