using System.Diagnostics;
using System.Text.RegularExpressions;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Settings;

/// <summary>
/// Prints a checkup to a terminal: the findings with fixes, what was not checked, and the guarantee. No line starts
/// with foreign text.
/// </summary>
public static partial class DiagnosisText
{
    private const int Indent = 6;

    public static string Write(Checkup checkup, TerminalStyle style)
    {
        var lines = new TerminalLines(style);
        lines.Add(0, (Ink.Bold, $"{Counts(checkup)} in {Words.Count(checkup.Workflows, "workflow")} and the settings"));
        foreach (var diagnosis in checkup.Diagnoses)
        {
            var (ink, sign) = Sign(diagnosis.Level);
            lines.Blank();
            lines.Add(0, (ink, sign), (Ink.None, " "), (Ink.Bold, diagnosis.Id), (Ink.Faint, $"  {diagnosis.Where}"));
            lines.Wrap(Indent, Ink.None, Escape(diagnosis.What));
            lines.Wrap(Indent, Ink.Faint, diagnosis.Reason);
            lines.AppendHanging(Indent, Ink.Green, "fix: ", Escape(diagnosis.Fix));
        }

        lines.Blank();
        foreach (var part in checkup.NotChecked) lines.AppendHanging(0, Ink.Yellow, "not checked: ", Escape(part));
        lines.Wrap(0, Ink.None, Escape(checkup.Guarantee));
        return lines.ToString();
    }

    private static string Counts(Checkup checkup)
    {
        var counts = checkup.Diagnoses.CountBy(diagnosis => diagnosis.Level)
            .Select(level => level.Key == DiagnosisLevel.Advice
            ? $"{Words.Number(level.Value)} advice"
            : Words.Count(level.Value, level.Key.ToString().ToLowerInvariant()));
        return checkup.Diagnoses.Count == 0 ? "Nothing found" : string.Join(", ", counts);
    }

    private static (Ink Ink, string Sign) Sign(DiagnosisLevel level) => level switch
    {
        DiagnosisLevel.Error => (Ink.Red, "✗"),
        DiagnosisLevel.Warning => (Ink.Yellow, "!"),
        DiagnosisLevel.Advice => (Ink.Cyan, "i"),
        _ => throw new UnreachableException(),
    };

    /// <summary>
    /// Runners interpret commands at the start of a line, even after blanks, and wrapping can move any word there.
    /// </summary>
    private static string Escape(string text) => Command().Replace(text, "\\$0");

    [GeneratedRegex(@"(?<![^ ])(::|##\[)", RegexOptions.None, RegexLimits.TimeoutMilliseconds)]
    private static partial Regex Command();
}
