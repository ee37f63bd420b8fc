using System.Collections.Immutable;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Ids;

namespace TfPilot.App.Tests.Simulation;

/// <summary>The truth at one moment, as GitHub and the database show it.</summary>
internal sealed record WorldState(
    DateTimeOffset At, CommitSha DefaultHead, SimulatedSettings Settings,
    ImmutableDictionary<int, PullTruth> Pulls, ImmutableArray<LockTruth> Locks);

internal sealed record PullTruth(
    CommitSha Head, CommitSha Base, bool IsOpen, bool IsDraft, ImmutableArray<SimulatedProject> Projects,
    ImmutableArray<ReviewTruth> Reviews, ImmutableArray<OverrideTruth> Overrides,
    ImmutableHashSet<Account> Contributors);

internal sealed record ReviewTruth(Account By, string State, CommitSha? Commit);

/// <summary>An override comment that was not edited.</summary>
internal sealed record OverrideTruth(string Environment, CommitSha Head, DateTimeOffset At);

/// <param name="Pull">0 for a freeze.</param>
internal sealed record LockTruth(string Environment, int Pull);

/// <summary>Facts that a job has sent.</summary>
/// <param name="Base">The commit of the base branch that was planned.</param>
internal sealed record SentEvidence(
    int Pull, CommitSha Head, CommitSha Base, long Run, IReadOnlyList<SimulatedPlan> Plans, bool IsTrusted, int State)
{
    /// <summary>Whether the job knows that the App has it.</summary>
    public bool IsAccepted { get; set; }

    public DateTimeOffset At { get; init; }
}
