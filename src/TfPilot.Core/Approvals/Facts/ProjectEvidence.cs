using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Approvals;

/// <summary>The plan that counts for a project, and who reported it.</summary>
public sealed record ProjectEvidence(ProjectFacts Facts, EvidenceDocument Document)
{
    public bool IsTrusted => Document.IsTrusted;

    /// <summary>The project's own folder, from the repository's root.</summary>
    public string Folder => Facts.EntryFile.Folder;

    /// <summary>Whether the project's sources are at hand. Without them nobody knows its modules.</summary>
    public bool HasSources => Facts.Sources.Blocks.Count > 0;

    /// <summary>The project's folder and those of the local modules that it is known to call, from the repository's root.</summary>
    public IEnumerable<string> Folders => Facts.Sources.Folders.Select(module => FolderPath.Join(Folder, module)).Prepend(Folder);

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
