using TfPilot.Core.Basics;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Actions;

/// <summary>The origin of a run's commit. Unknown is treated as a fork.</summary>
public enum HeadOrigin { None, SameRepository, Fork, Unknown }

/// <summary>The event that started a run; unknown members are null.</summary>
public sealed record ActionsEvent(string Name)
{
    public string? Action { get; init; }

    public PullNumber? Pull { get; init; }

    /// <summary>The head commit, never the test merge.</summary>
    public CommitSha? Head { get; init; }

    public string? HeadBranch { get; init; }

    public RepositoryName? HeadRepository { get; init; }

    public HeadOrigin HeadOrigin { get; init; }

    public CommitSha? Base { get; init; }

    public string? BaseBranch { get; init; }

    /// <summary>The commit of the branch before a push; null when the push created the branch.</summary>
    public CommitSha? Before { get; init; }

    public string? DefaultBranch { get; init; }
}
