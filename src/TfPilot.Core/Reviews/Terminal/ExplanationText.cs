using TfPilot.Core.Basics;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Reviews;

/// <summary>Prints explanations to a terminal; details are indented below each.</summary>
public static class ExplanationText
{
    private const int Indent = 2;

    /// <param name="explanations">By project; project names are shown when there are several.</param>
    public static string Write(
        IReadOnlyList<(string Project, PolicyExplanation Explanation)> explanations, TerminalStyle style)
    {
        var lines = new TerminalLines(style);
        lines.Blank();
        foreach (var (project, explanation) in explanations)
        {
            if (explanations.Count > 1) lines.Add(Indent, (Ink.Bold, project));
            Add(lines, explanation, Indent, Ink.Bold);
            lines.Blank();
        }

        return lines.ToString();
    }

    private static void Add(TerminalLines lines, PolicyExplanation explanation, int indent, Ink ink)
    {
        lines.Wrap(indent, ink, explanation.Sentence);
        foreach (var step in explanation.Steps) Add(lines, step, indent + Indent, InkOf(step.Verdict));
    }

    private static Ink InkOf(FindingVerdict? verdict) => verdict switch
    {
        FindingVerdict.Pass => Ink.Green,
        FindingVerdict.Fail => Ink.Red,
        FindingVerdict.Unknown => Ink.Yellow,
        FindingVerdict.Waived or FindingVerdict.Ignored => Ink.Faint,
        _ => Ink.None,
    };
}
