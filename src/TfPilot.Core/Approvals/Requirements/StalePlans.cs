namespace TfPilot.Core.Approvals;

/// <summary>Detects outdated plans: plans of files that changed on the base branch afterward.</summary>
public static class StalePlans
{
    /// <summary>
    /// The environments (null: files outside all environments) whose newest plans are older than a change to their
    /// files.
    /// </summary>
    /// <param name="changedSince">The base branch's changes since the document's plans; an incomplete list makes them
    /// outdated.</param>
    public static IReadOnlyList<string?> Of(
        IEnumerable<EvidenceDocument> documents, EffectiveSettings settings,
        Func<EvidenceDocument, AffectedPaths> changedSince) =>
    [
        .. ProjectEvidence.Newest(EvidenceDocument.Counted(documents))
            .Select(evidence => (evidence,
                environment: settings.Find(evidence.Facts.Environment)?.Name ?? evidence.Facts.Environment))
            .Where(plan => IsConcerned(plan.evidence, plan.environment, changedSince(plan.evidence.Document)))
            .Select(plan => plan.environment).Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    private static bool IsConcerned(ProjectEvidence evidence, string? environment, AffectedPaths changed)
    {
        var folders = new Lazy<HashSet<string>>(() => [.. evidence.Folders], isThreadSafe: false);
        return !changed.IsComplete || changed.Paths.Any(path => IsConcerned(path, evidence, environment, folders));
    }

    /// <summary>Whether a change of the path on the base branch makes the plan outdated.</summary>
    internal static bool IsConcerned(AffectedPath path, ProjectEvidence evidence, string? environment) =>
        IsConcerned(path, evidence, environment, new(() => [.. evidence.Folders], isThreadSafe: false));

    private static bool IsConcerned(
        AffectedPath path, ProjectEvidence evidence, string? environment, Lazy<HashSet<string>> folders) => path switch
        {
            { Environments.Count: > 0 } => path.Environments.Contains(environment, StringComparer.OrdinalIgnoreCase),
            // The current settings always apply, whenever the plan was made.
            _ when ProtectedPath.Of(path.Path) is { Kind: ProtectedPathKind.Policy } => false,
            { IsSource: true } => !evidence.HasSources || folders.Value.Contains(path.Path.Folder),
            _ => true,
        };
}
