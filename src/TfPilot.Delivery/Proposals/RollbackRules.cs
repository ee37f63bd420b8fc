using System.Diagnostics;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Delivery.Changes;

namespace TfPilot.Delivery.Proposals;

/// <summary>A merged pull request to undo, with what was recorded for its projects and environments.</summary>
public sealed record UndoneMerge(int Pull, CommitSha MergeCommit, IReadOnlyList<ApprovedChange> Changes)
{
    /// <summary>The environments that it changed, as spelled in the settings.</summary>
    public IReadOnlyList<string> Environments =>
        [.. Changes.Select(change => change.Environment).Where(name => name.Length > 0)
            .DistinctBy(name => name.ToLowerInvariant()).Order(StringComparer.Ordinal)];
}

/// <summary>What is recorded about merged changes when a rollback is asked for.</summary>
/// <param name="Own">The records of the pull request with the command.</param>
/// <param name="Target">The records of the pull request to return to; empty without one.</param>
/// <param name="Later">The records of all changes on the branch that were merged when the target was, or later.</param>
public sealed record RollbackFacts(
    Proposal Proposal, string Branch, IReadOnlyList<ApprovedChange> Own, IReadOnlyList<ApprovedChange> Target,
    IReadOnlyList<ApprovedChange> Later);

/// <summary>The merges to undo, or why nothing can be undone.</summary>
public abstract record RollbackDecision
{
    private RollbackDecision() { }

    public sealed record Refused(string Reason) : RollbackDecision;

    /// <param name="Merges">Newest first.</param>
    /// <param name="Unknown">Later pull requests that were merged without a decision, so that it is unknown whether
    /// they changed the environment. They are not undone.</param>
    public sealed record Undo(IReadOnlyList<UndoneMerge> Merges, IReadOnlyList<int> Unknown) : RollbackDecision;
}

/// <summary>Decides which merges a rollback undoes.</summary>
public static class RollbackRules
{
    /// <summary>Each merge takes several calls.</summary>
    public const int MaxMerges = 20;

    public static RollbackDecision Decide(RollbackFacts facts) =>
        facts.Proposal.To is { } to ? ReturnTo(facts, to) : UndoOwn(facts);

    private static RollbackDecision UndoOwn(RollbackFacts facts)
    {
        var (pull, environment) = (facts.Proposal.Pull, facts.Proposal.Environment);
        if (facts.Own.Count == 0) return new RollbackDecision.Refused($"No merge of #{pull} is known.");
        if (facts.Own[0].BaseBranch != facts.Branch)
            return new RollbackDecision.Refused(
                $"{environment} is applied from branch {VisibleText.Of(facts.Branch)}, but #{pull} was merged into " +
                    $"{VisibleText.Of(facts.Own[0].BaseBranch)}.");
        var own = new UndoneMerge(pull, facts.Own[0].MergeCommit, facts.Own);
        return Touches(facts.Own, environment) || facts.Own.Any(IsUndecided)
            ? new RollbackDecision.Undo([own], [])
            : new RollbackDecision.Refused(
                $"#{pull} changed nothing in {environment}, but in {string.Join(", ", own.Environments)}.");
    }

    private static RollbackDecision ReturnTo(RollbackFacts facts, int to)
    {
        var environment = facts.Proposal.Environment;
        if (!Touches(facts.Target, environment))
            return new RollbackDecision.Refused(
                $"No merged change of #{to} to {environment} is known, so there is no state to return to.");
        if (facts.Target[0].BaseBranch != facts.Branch)
            return new RollbackDecision.Refused($"#{to} was not merged into {VisibleText.Of(facts.Branch)}.");
        var later = facts.Later.Where(change => change.BaseBranch == facts.Branch && IsLater(change, facts.Target[0]))
            .GroupBy(change => change.Pull)
            .OrderByDescending(same => same.First().MergedAt).ThenByDescending(same => same.Key)
            .Select(same => new UndoneMerge(same.Key, same.First().MergeCommit, [.. same])).ToList();
        var merges = later.FindAll(merge => Touches(merge.Changes, environment));
        return merges.Count switch
        {
            0 => new RollbackDecision.Refused($"No change of {environment} was merged after #{to}."),
            > MaxMerges => new RollbackDecision.Refused(
                $"{merges.Count} changes of {environment} were merged after #{to}, and a rollback undoes at most " +
                    $"{MaxMerges}. Return in several steps."),
            _ => new RollbackDecision.Undo(
                merges, [.. later.Where(merge => merge.Changes.All(IsUndecided)).Select(merge => merge.Pull)]),
        };
    }

    /// <summary>A merge queue may merge several pull requests within one second.</summary>
    private static bool IsLater(ApprovedChange change, ApprovedChange target) =>
        change.MergedAt > target.MergedAt || (change.MergedAt == target.MergedAt && change.Pull > target.Pull);

    private static bool Touches(IReadOnlyList<ApprovedChange> changes, string environment) =>
        changes.Any(change => EnvironmentNames.IsSame(change.Environment, environment));

    /// <summary>Whether no decision about the merged head is known, so that its environments are unknown.</summary>
    private static bool IsUndecided(ApprovedChange change) =>
        change is { Environment.Length: 0, Plan: null, IsApproved: false };
}
