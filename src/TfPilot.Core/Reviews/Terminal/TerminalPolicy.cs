using TfPilot.Core.Basics;
using TfPilot.Core.Policies;

namespace TfPilot.Core.Reviews;

/// <summary>Prints the findings of one project: failures first, then exemptions, then suggestions.</summary>
internal sealed class TerminalPolicy(ProjectReview project, TerminalLines lines)
{
    private const int MaxHints = 5;
    private const int MaxColumns = 24;

    private static readonly (FindingSection Place, Ink Ink, string Sign)[] Open =
    [
        (FindingSection.MustBeFixed, Ink.Red, "✗ "), (FindingSection.NeedsApproval, Ink.Yellow, "! "),
        (FindingSection.Unknown, Ink.Yellow, "? "), (FindingSection.Advice, Ink.Cyan, "i "),
    ];

    private readonly int width = Math.Min(MaxColumns,
        project.Findings.Select(finding => TextColumns.Of(VisibleText.Of(finding.Rule))).DefaultIfEmpty(0).Max());

    public void Write()
    {
        if (project.Findings.Count > 0) WriteFindings();
        WriteUnjudged();
        WriteHints();
    }

    private void WriteFindings()
    {
        lines.AppendHanging(2, Ink.Bold, "Policy   ", PolicyWords.Counts(project));
        foreach (var (place, ink, sign) in Open)
        {
            foreach (var group in FindingGroup.Of(project, place)) WriteOpenFindings(group, ink, sign);
        }

        foreach (var group in FindingGroup.ByNote(project, FindingGroup.In(project, FindingSection.Exempted)))
            WriteHead(group, Ink.Faint, "· ", PolicyWords.Note(group.First));
        lines.Blank();
    }

    private void WriteUnjudged()
    {
        foreach (var provider in project.Unjudged) lines.AppendHanging(
            2, Ink.Yellow, "? ", PolicyWords.Unjudged(provider));
        if (project.Unjudged.Count > 0) lines.Blank();
    }

    private void WriteOpenFindings(FindingGroup group, Ink ink, string sign)
    {
        var finding = group.First;
        WriteHead(group, ink, sign, group.Findings.Count == 1 ? PolicyWords.SourceText(finding) ?? "" : "");
        lines.Wrap(6, Ink.None, PolicyWords.Difference(finding));
        if (Reason(finding) is { Length: > 0 } reason) lines.Wrap(6, Ink.Faint, reason);
        if (FindingText.Also(group.Findings) is { } also) lines.Wrap(6, Ink.Faint, also);
        if (FindingGroup.SectionOf(finding) == FindingSection.NeedsApproval)
            lines.Wrap(6, Ink.None, PolicyWords.ApprovedBy(finding));
        if (finding.Note is not null) lines.Wrap(6, Ink.Yellow, PolicyWords.Note(finding));
    }

    private static string Reason(Finding finding) =>
        $"{finding.Why?.TrimEnd('.')}{(finding.Why is null ? "" : ". ")}{finding.Docs}".Trim();

    /// <summary>The rule, the address or the number of addresses, and details.</summary>
    private void WriteHead(FindingGroup group, Ink ink, string sign, string rest)
    {
        var addresses = group.Findings.Select(finding => finding.Address?.Text ?? "the whole plan").Distinct().ToList();
        var where = addresses.Count <= FindingGroup.Listed ? string.Join(", ", addresses)
            : Words.Count(addresses.Count, "object");
        lines.AppendHanging(2, ink, $"{sign}{TextColumns.Pad(VisibleText.Of(group.First.Rule), width)}  ",
            $"{where}{(rest.Length > 0 ? $"  {rest}" : "")}");
        if (addresses.Count <= FindingGroup.Listed) return;
        foreach (var address in addresses.Take(FindingGroup.Listed)) lines.Add(6, (Ink.None, address));
        lines.Add(6, (Ink.Faint, $"and {Words.Number(addresses.Count - FindingGroup.Listed)} more"));
    }

    private void WriteHints()
    {
        var hints = HintGroup.Of(project);
        if (hints.Count == 0) return;
        lines.Add(2, (Ink.Bold, "Suggestions"));
        foreach (var hint in hints.Take(MaxHints))
        {
            var where = hint.Hints.Count == 1 ? hint.First.Address.Text : Words.Count(hint.Hints.Count, "object");
            lines.AppendHanging(
                2, Ink.Faint, "· ", $"{where}  {hint.First.Attribute}: {hint.First.Got}, better {hint.First.Want}");
        }

        if (hints.Count > MaxHints) lines.Add(2, (Ink.Faint, $"… and {Words.Number(hints.Count - MaxHints)} more"));
        lines.Blank();
    }
}
