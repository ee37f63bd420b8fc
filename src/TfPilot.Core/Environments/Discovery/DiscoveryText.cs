using System.Diagnostics;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Environments;

/// <summary>
/// A discovery for a terminal: the projects and why, then what no plan covers. No line begins with what others wrote, because runners take
/// commands from there.
/// </summary>
public static class DiscoveryText
{
    private const int MaxReasons = 3;
    private const int MaxFiles = 20;

    public static string Write(Discovery discovery, TerminalStyle style)
    {
        var lines = new TerminalLines(style);
        lines.Add(0, (Ink.Bold, $"{discovery.Projects.Count} of {Words.Count(discovery.RootModules, "project")} to plan"));
        foreach (var project in discovery.Projects)
        {
            lines.Add(2, (Ink.None, "· "), (Ink.Bold, project.Name), (Ink.None, $"  {string.Join(", ", project.Targets.Select(Target))}"));
            foreach (var reason in Some(project.Reasons.Select(ReasonOf), MaxReasons)) lines.Add(6, (Ink.Faint, reason));
        }

        foreach (var orphan in discovery.Orphaned) WriteOrphan(lines, orphan);
        if (discovery.Unmapped.Count > 0) lines.Add(0, (Ink.Yellow, "No project has these Terraform files"));
        foreach (var file in Some(discovery.Unmapped, MaxFiles)) lines.Add(2, (Ink.None, $"· {file}"));
        foreach (var note in discovery.Notes) Explain(lines, (Ink.None, "Note  "), note.Path, note.Message);
        return lines.ToString();
    }

    private static void WriteOrphan(TerminalLines lines, OrphanedProject orphan)
    {
        Explain(lines, (Ink.Yellow, "State orphaned  "), $"{orphan.Path} has no configuration any more ({orphan.Evidence})", orphan.MovedTo is null
            ? "What it manages lives on, and no plan shows it. Destroy it first, or remove it from the state."
            : "Its files moved. The state goes with them only if the backend's key stays the same.");
        if (orphan.MovedTo is { } moved) lines.Add(6, (Ink.Faint, $"moved to {moved}"));
    }

    /// <summary>Only our own sentences are wrapped: what others wrote might begin the next line.</summary>
    private static void Explain(TerminalLines lines, (Ink, string) label, string subject, string sentence)
    {
        lines.Add(0, label, (Ink.None, subject));
        lines.Wrap(6, Ink.Faint, sentence);
    }

    private static string Target(PlanTarget target) => target switch
    {
        { Environment: null } => "no environment",
        { Workspace: null } => target.Environment,
        _ => $"{target.Environment} (workspace {target.Workspace})",
    };

    private static string ReasonOf(PlanReason reason) => reason.Kind switch
    {
        PlanReasonKind.File or PlanReasonKind.Variables => $"changed: {reason.Subject}",
        PlanReasonKind.Module => $"uses what changed: {reason.Subject}",
        PlanReasonKind.Shared => $"may use what changed: {reason.Subject}",
        PlanReasonKind.Settings => $"settings changed: {reason.Subject}",
        PlanReasonKind.TooManyFiles => $"so many files changed that GitHub names only {Words.Number(ChangedFiles.Cap)}",
        PlanReasonKind.Everything => "everything was asked for",
        _ => throw new UnreachableException(),
    };

    private static IEnumerable<string> Some(IEnumerable<string> all, int most)
    {
        var list = all.ToList();
        return list.Count <= most ? list : list.Take(most).Append($"and {Words.Number(list.Count - most)} more");
    }
}
