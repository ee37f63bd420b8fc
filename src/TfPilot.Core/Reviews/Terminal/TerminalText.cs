using System.Diagnostics;
using TfPilot.Core.Basics;
using TfPilot.Core.Policies;
using TfPilot.Core.Risks;

namespace TfPilot.Core.Reviews;

/// <summary>
/// Prints the review to a terminal. Text from the plan cannot control it: control characters and escapes are made
/// visible, and long text is truncated.
/// </summary>
public static class TerminalText
{
    public static string Write(Review review, TerminalStyle style)
    {
        var lines = new TerminalLines(style);
        lines.Blank();
        foreach (var problem in review.Problems)
        {
            lines.Add(2, (Ink.Red, "UNREADABLE  "), (Ink.None, problem.Path));
            foreach (var line in problem.Message.Split('\n')) lines.Wrap(6, Ink.None, line);
            lines.Blank();
        }

        if (review.Projects.Count > 1 || review.Problems.Count > 0)
        {
            lines.Wrap(2, Ink.Bold, Headline.Of(review));
            lines.Blank();
        }

        var unchanged = review.Projects.Where(project => IsFolded(review, project)).ToList();
        foreach (var project in review.Projects.Where(project => !IsFolded(review, project)))
            new TerminalProject(project, lines).Write();
        if (unchanged.Count > 0)
        {
            lines.Add(2,
                (Ink.Faint,
                    $"No changes in {Words.Count(unchanged.Count, "project")}: " +
                        $"{string.Join(", ", unchanged.Select(project => project.Name))}"));
            lines.Blank();
        }

        var (ink, verdict) = Closing(review);
        lines.Wrap(2, ink, $"{verdict}: {Failed(review) ?? Headline.NextStep(review)}");
        return lines.ToString();
    }

    /// <summary>
    /// The number of findings that block, and the command that explains the first one; null when the verdict has
    /// another cause.
    /// </summary>
    private static string? Failed(Review review)
    {
        if (review.Verdict != Verdict.Blocked || review.RiskClass == RiskClass.Unknown) return null;
        var failures = review.Projects.SelectMany(project => FindingGroup.In(project, FindingSection.MustBeFixed))
            .ToList();
        var first = failures.Find(finding => finding.Kind != ScannerFindings.Kind);
        var command = first is null ? ""
            : $"   tfpilot policy explain {ShellWord(first.Rule)} {ShellWord(first.Address?.Text ?? "plan")}";
        return $"{Words.Count(failures.Count, "finding")} to fix.{command}";
    }

    /// <summary>Quotes text as one shell word, whatever it contains.</summary>
    private static string ShellWord(string text)
    {
        var visible = VisibleText.Of(text);
        return visible.Length > 0 && visible.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') ? visible
            : $"'{visible.Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }

    private static bool IsFolded(Review review, ProjectReview project) =>
        review.Projects.Count > 1 && project.IsUnchanged && project.Attention.Count == 0;

    private static (Ink Ink, string Word) Closing(Review review) => review.Verdict switch
    {
        Verdict.Pass => (Ink.Green, "Pass"),
        Verdict.Warn => (Ink.Yellow, "Look first"),
        Verdict.NeedsApproval => (Ink.Yellow, "Needs approval"),
        Verdict.Blocked => (Ink.Red, "Blocked"),
        Verdict.Error => (Ink.Red, "Incomplete"),
        _ => throw new UnreachableException(),
    };
}
