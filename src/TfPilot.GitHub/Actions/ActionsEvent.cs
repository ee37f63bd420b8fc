using TfPilot.Core.Basics;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Actions;

/// <summary>Whose commit a run is about. Unknown counts as a fork's wherever that matters.</summary>
public enum HeadOrigin { None, SameRepository, Fork, Unknown }

/// <summary>What started a run, as far as the event tells; what it does not tell is null.</summary>
public sealed record ActionsEvent(string Name)
{
    public string? Action { get; init; }

    public PullNumber? Pull { get; init; }

    /// <summary>The commit that was proposed, never the test merge.</summary>
    public CommitSha? Head { get; init; }

    public string? HeadBranch { get; init; }

    public RepositoryName? HeadRepository { get; init; }

    public HeadOrigin HeadOrigin { get; init; }

    public CommitSha? Base { get; init; }

    public string? BaseBranch { get; init; }

    public string? DefaultBranch { get; init; }
}
