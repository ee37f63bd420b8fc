using System.Diagnostics;
using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Environments;

/// <summary>
/// Prints a discovery to a terminal: the projects with reasons, then the files that no plan covers. No line starts with
/// foreign text, because runners interpret commands at the start of a line.
/// </summary>
public static class DiscoveryText
{
    private const int MaxReasons = 3;
    private const int MaxFiles = 20;

    public static string Write(Discovery discovery, TerminalStyle style)
    {
        var lines = new TerminalLines(style);
        lines.Add(0,
            (Ink.Bold, $"{discovery.Projects.Count} of {Words.Count(discovery.RootModules, "project")} to plan"));
        foreach (var project in discovery.Projects)
        {
            lines.Add(2, (Ink.None, "· "), (Ink.Bold, project.Name),
                (Ink.None, $"  {string.Join(", ", project.Targets.Select(Target))}"));
            foreach (var reason in Some(project.Reasons.Select(ReasonOf), MaxReasons))
                lines.Add(6, (Ink.Faint, reason));
        }

        foreach (var orphan in discovery.Orphaned) WriteOrphan(lines, orphan);
        if (discovery.Unmapped.Count > 0) lines.Add(0, (Ink.Yellow, "These Terraform files belong to no project"));
        foreach (var file in Some(discovery.Unmapped, MaxFiles)) lines.Add(2, (Ink.None, $"· {file}"));
        foreach (var note in discovery.Notes) Explain(lines, (Ink.None, "Note  "), note.Path, note.Message);
        return lines.ToString();
    }

    private static void WriteOrphan(TerminalLines lines, OrphanedProject orphan)
    {
        Explain(lines, (Ink.Yellow, "State orphaned  "),
            $"{orphan.Path} no longer has any configuration ({orphan.Evidence})", orphan.MovedTo is null
            ? "Its resources still exist, and no plan shows them. Destroy them first, or remove them from the state."
            : "Its files moved. They keep their state only if the backend's key stays the same.");
        if (orphan.MovedTo is { } moved) lines.Add(6, (Ink.Faint, $"moved to {moved}"));
    }

    /// <summary>Only our own sentences are wrapped, because foreign text must not start a line.</summary>
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
        PlanReasonKind.Module => $"uses a changed module: {reason.Subject}",
        PlanReasonKind.Shared => $"may use a changed file: {reason.Subject}",
        PlanReasonKind.Settings => $"settings changed: {reason.Subject}",
        PlanReasonKind.TooManyFiles => $"GitHub lists only the first {Words.Number(ChangedFiles.Cap)}",
        PlanReasonKind.Everything => "all projects were requested",
        _ => throw new UnreachableException(),
    };

    private static IEnumerable<string> Some(IEnumerable<string> all, int max)
    {
        var list = all.ToList();
        return list.Count <= max ? list : list.Take(max).Append($"and {Words.Number(list.Count - max)} more");
    }
}
