using TfPilot.GitHub.Actions;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>
/// The conclusion of a check. Neutral and skipped are omitted on purpose: GitHub treats them as success.
/// </summary>
public enum CheckConclusion { Success, Failure, ActionRequired }

/// <summary>
/// A check to write. Without a conclusion it is in progress. <paramref name="ExternalId"/> is our key to find it again.
/// The caller must truncate texts to GitHub's limits, because it knows where to cut.
/// </summary>
public sealed record CheckRunDraft(
    string Name, string ExternalId, CheckConclusion? Conclusion, string Title, string Summary)
{
    public Uri? Details { get; init; }

    /// <summary>Annotations on lines of files; at most 50.</summary>
    public IReadOnlyList<Annotation> Annotations { get; init; } = [];

    /// <summary>Action buttons; at most three.</summary>
    public IReadOnlyList<CheckAction> Actions { get; init; } = [];
}

/// <summary>
/// An action button of a check; GitHub sends the identifier to the App on a click. At most 20, 40 and 20 characters.
/// </summary>
public sealed record CheckAction(string Label, string Description, string Identifier);

/// <summary>
/// A check of the calling App on GitHub. <paramref name="Conclusion"/> is null while it runs, and for conclusions that
/// we never write.
/// </summary>
public sealed record OwnCheckRun(CheckRunId Id, string Name, string? ExternalId, CheckConclusion? Conclusion);
