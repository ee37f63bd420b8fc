using TfPilot.GitHub.Actions;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Api;

/// <summary>
/// How a check ends. Neutral and skipped are missing on purpose: for GitHub they are as good as success.
/// </summary>
public enum CheckConclusion { Success, Failure, ActionRequired }

/// <summary>
/// A check as it is to be. Without a conclusion it is in progress. <paramref name="ExternalId"/> is ours, to know it
/// again. Texts that are too long for GitHub are a mistake of the caller, who knows where to cut.
/// </summary>
public sealed record CheckRunDraft(
    string Name, string ExternalId, CheckConclusion? Conclusion, string Title, string Summary)
{
    public Uri? Details { get; init; }

    /// <summary>Remarks at lines of files; 50 at most.</summary>
    public IReadOnlyList<Annotation> Annotations { get; init; } = [];

    /// <summary>Buttons; three at most.</summary>
    public IReadOnlyList<CheckAction> Actions { get; init; } = [];
}

/// <summary>
/// A button beside a check; GitHub tells the App the identifier when it is pressed. At most 20, 40 and 20 characters.
/// </summary>
public sealed record CheckAction(string Label, string Description, string Identifier);

/// <summary>
/// A check of the asking App as GitHub has it. <paramref name="Conclusion"/> is null while it runs, and for any that we
/// never write.
/// </summary>
public sealed record OwnCheckRun(CheckRunId Id, string Name, string? ExternalId, CheckConclusion? Conclusion);
