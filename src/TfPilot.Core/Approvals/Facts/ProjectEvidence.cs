using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Approvals;

/// <summary>The plan that counts for a project, and who reported it.</summary>
public sealed record ProjectEvidence(ProjectFacts Facts, EvidenceDocument Document)
{
    public bool IsTrusted => Document.IsTrusted;

    /// <summary>
    /// Whether a configuration file is part of the plan: it is in the project's folder or in that of a local module it calls. Without the project's
    /// sources nobody knows its modules, and everything below its folder is taken for part of it.
    /// </summary>
    public bool Covers(string path)
    {
        var (project, folder, sources) = (FolderPath.Of(Facts.EntryFile), FolderPath.Of(path), Facts.Sources);
        return sources.Blocks.Count == 0
            ? FolderPath.Upwards(folder).Contains(project)
            : sources.Folders.Any(module => FolderPath.Join(project, FolderPath.Relative(sources.Root, module)) == folder);
    }

    /// <summary>Of each project the newest attempt, believed or not: an older one never stands in for it. In the order of names.</summary>
    public static IReadOnlyList<ProjectEvidence> Newest(IEnumerable<EvidenceDocument> documents) =>
    [
        .. documents.SelectMany(document => document.Facts.Projects, (document, project) => new ProjectEvidence(project, document))
            .GroupBy(evidence => (evidence.Facts.Name, Environment: evidence.Facts.Environment?.ToLowerInvariant()))
            .SelectMany(same => same.Where(evidence => evidence.Document.Run == EvidenceRuns.Newest(same.Select(one => one.Document))))
            .OrderBy(evidence => evidence.Facts.Name, StringComparer.Ordinal)
            .ThenBy(evidence => evidence.Facts.Environment, StringComparer.Ordinal),
    ];
}

/// <summary>Which of several reports is the newest.</summary>
internal static class EvidenceRuns
{
    public static RunAttempt Newest(IEnumerable<EvidenceDocument> documents) =>
        documents.Select(document => document.Run).Aggregate((newest, run) => run.IsLaterThan(newest) ? run : newest);
}
