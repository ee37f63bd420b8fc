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
    private const int MaxShown = 3;

    public static string Write(Checkup checkup, TerminalStyle style)
    {
        var lines = new TerminalLines(style);
        lines.Add(0, (Ink.Bold, $"{Counts(checkup)} in {Words.Count(checkup.Workflows, "workflow")} and the settings"));
        foreach (var group in DiagnosisGroup.Of(checkup.Diagnoses)) Write(group, lines);

        lines.Blank();
        foreach (var part in checkup.NotChecked) lines.AppendHanging(0, Ink.Yellow, "not checked: ", Escape(part));
        lines.Wrap(0, Ink.None, Escape(checkup.Guarantee));
        return lines.ToString();
    }

    private static void Write(DiagnosisGroup group, TerminalLines lines)
    {
        var (ink, sign) = Sign(group.First.Level);
        var isOne = group.Diagnoses.Count == 1;
        lines.Blank();
        lines.Add(0, (ink, sign), (Ink.None, " "), (Ink.Bold, group.First.Id),
            (Ink.Faint, $"  {(isOne ? group.First.Where : $"{group.Place}  {group.Diagnoses.Count} times")}"));
        if (!isOne && group.Lines.Count > 0)
            lines.AppendHanging(Indent, Ink.Faint, "at ", string.Join(", ", group.Lines));
        foreach (var diagnosis in group.Diagnoses.DistinctBy(one => one.What).Take(MaxShown))
            lines.Wrap(Indent, Ink.None, Escape(diagnosis.What));
        if (group.Diagnoses.DistinctBy(one => one.What).Count() - MaxShown is > 0 and var more)
            lines.Wrap(Indent, Ink.None, $"… and {more} more like these");
        lines.Wrap(Indent, Ink.Faint, group.First.Reason);
        foreach (var diagnosis in group.Diagnoses.DistinctBy(one => one.Fix).Take(MaxShown))
            lines.AppendHanging(Indent, Ink.Green, "fix: ", Escape(diagnosis.Fix));
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
