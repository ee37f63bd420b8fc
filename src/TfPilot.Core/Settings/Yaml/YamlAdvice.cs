using System.Text.RegularExpressions;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Settings;

/// <summary>Suggests how to fix invalid YAML; usually a value needs quotes.</summary>
internal static partial class YamlAdvice
{
    private const int MaxLine = 10_000;

    /// <summary>Returns a more precise position when the parser only reports an approximate one.</summary>
    public static (SourcePosition Place, string Advice) Of(string message, string text, SourcePosition place)
    {
        var lines = text.Split('\n');
        var sentence = message.Trim().TrimEnd('.');
        var tab = Array.FindIndex(lines, line => line.TrimStart(' ').StartsWith('\t'));
        if (tab >= 0) return (new(tab + 1, lines[tab].IndexOf('\t') + 1), "there is a tab here; indent with spaces");
        var start = Unquoted().Match(LineAt(lines, place));
        return (place,
            start.Success ? $"{sentence}. Quote a value that starts with {start.Groups["sign"].Value}"
                : $"{sentence}. Check the quotes, colons and indentation here");
    }

    private static string LineAt(string[] lines, SourcePosition place) =>
        lines.ElementAtOrDefault(place.Line - 1) is { } line ? line[..Math.Min(line.Length, MaxLine)] : "";

    [GeneratedRegex(@"(^|[\s\[{,:-])(?<sign>[*&!@>|%`])", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Unquoted();
}
