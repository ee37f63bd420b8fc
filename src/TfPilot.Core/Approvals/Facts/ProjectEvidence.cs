using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;

namespace TfPilot.Core.Approvals;

/// <summary>The plan that counts for a project, and the document that reported it.</summary>
public sealed record ProjectEvidence(ProjectFacts Facts, EvidenceDocument Document)
{
    public bool IsTrusted => Document.IsTrusted;

    /// <summary>The project's folder, relative to the repository root.</summary>
    public string Folder => Facts.EntryFile.Folder;

    /// <summary>Whether the project's sources are available. Without them its modules are unknown.</summary>
    public bool HasSources => Facts.Sources.Blocks.Count > 0;

    /// <summary>The project's folder and the local modules it calls, relative to the repository root.</summary>
    public IEnumerable<string> Folders =>
        Facts.Sources.Folders.Select(module => FolderPath.Join(Folder, module)).Prepend(Folder);

    /// <summary>
    /// The newest attempt of each project, trusted or not, ordered by name. An older attempt never replaces a newer
    /// one.
    /// </summary>
    public static IReadOnlyList<ProjectEvidence> Newest(IEnumerable<EvidenceDocument> documents) =>
    [
        .. documents.SelectMany(
            document => document.Facts.Projects, (document, project) => new ProjectEvidence(project, document))
            .GroupBy(evidence => (evidence.Facts.Name, Environment: evidence.Facts.Environment?.ToLowerInvariant()))
            .SelectMany(same => same.Where(
                evidence => evidence.Document.Run == EvidenceRuns.Newest(same.Select(one => one.Document))))
            .OrderBy(evidence => evidence.Facts.Name, StringComparer.Ordinal)
            .ThenBy(evidence => evidence.Facts.Environment, StringComparer.Ordinal),
    ];
}

/// <summary>Orders reports by age.</summary>
internal static class EvidenceRuns
{
    public static RunAttempt Newest(IEnumerable<EvidenceDocument> documents) =>
        documents.Select(document => document.Run).Aggregate((newest, run) => run.IsLaterThan(newest) ? run : newest);
}
