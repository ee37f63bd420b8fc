using TfPilot.Core.Audit;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;
using TfPilot.Core.Reviews;

namespace TfPilot.Delivery.Changes;

/// <summary>
/// What was approved for one project and environment when its pull request merged. Written once and kept like the audit
/// history. A merge past a failing check is recorded as not approved, with what was missing.
/// </summary>
/// <param name="Environment">As spelled in the settings at the merge; empty when the plan has no environment, or when
/// no decision about the merged head is known.</param>
/// <param name="Plan">Null when no trusted plan of the environment was decided about.</param>
/// <param name="AuditNumber">The last entry of the audit history at the merge.</param>
public sealed record ApprovedChange(
    int Pull, CommitSha Head, CommitSha MergeCommit, CommitSha? BaseBefore, string BaseBranch, string Environment,
    DecidedPlan? Plan, bool IsApproved, IReadOnlyList<string> Missing, IReadOnlyList<Approver> Approvals,
    IReadOnlyList<string> Overrides, IReadOnlyList<string> PolicyApprovals, DateTimeOffset? ExpiresAt,
    CommitSha? Settings, long AuditNumber, string AuditHash, string? MergedBy, DateTimeOffset MergedAt)
{
    /// <summary>The project's name; empty when there is no plan.</summary>
    public string Project => Plan?.Project ?? "";

    public AuditHead AuditHead(long installation) => new(installation, AuditNumber, AuditHash);
}

/// <summary>A merged pull request as GitHub reports it.</summary>
/// <param name="By">The login of the account that merged it; null when it was deleted.</param>
public sealed record MergedPull(
    int Number, CommitSha Head, CommitSha MergeCommit, string BaseBranch, string? By, DateTimeOffset At)
{
    /// <summary>
    /// The trusted plans of the merge queue group whose head became the merge commit. They replace the plans of the
    /// pull request's own head, because the group's check was decided with them.
    /// </summary>
    public IReadOnlyList<GroupPlan> GroupPlans { get; init; } = [];
}

/// <summary>A plan of a merge queue group.</summary>
/// <param name="Environment">As the job reported it; empty for a plan without environment.</param>
/// <param name="Facts">The plan with its git trees.</param>
public sealed record GroupPlan(string Environment, ProjectFacts Facts, RunAttempt Run)
{
    /// <param name="environment">The environment's name as spelled in the settings, which the fingerprint
    /// covers.</param>
    internal DecidedPlan Of(string environment) => new(
        Facts.Name, FolderPath.Of(Facts.EntryFile),
        PlanFingerprint.Of(Facts.Plan, environment.Length == 0 ? null : environment, Facts.Trees),
        Facts.Plan.ChangesNothing, Run.Run, Run.Attempt);
}

/// <summary>Derives what was approved from the last decision before a merge.</summary>
public static class ChangeRules
{
    /// <summary>
    /// One record for each environment and project of the decision. Without a decision about the merged head there is
    /// one record that is not approved and names no environment.
    /// </summary>
    /// <param name="last">The last decision while the pull request was open; null when there was none.</param>
    /// <param name="audit">The head of the audit history.</param>
    public static IReadOnlyList<ApprovedChange> AtMerge(DecidedPull? last, MergedPull merged, AuditHead audit)
    {
        if (Objection(last, merged) is { } objection)
            return [Record(merged, last, audit, Undecided(objection), plan: null)];
        return
        [
            .. last!.Environments.SelectMany(
                environment => environment.Plans.Count == 0 ? [null] : environment.Plans.Cast<DecidedPlan?>(),
                (environment, plan) => Record(merged, last, audit, environment, OfGroup(merged, environment, plan))),
        ];
    }

    private static DecidedPlan? OfGroup(MergedPull merged, DecidedEnvironment environment, DecidedPlan? own) =>
        own is not null && merged.GroupPlans.FirstOrDefault(plan => plan.Facts.Name == own.Project
            && EnvironmentNames.IsSame(plan.Environment, environment.Name)) is { } group
            ? group.Of(environment.Name) : own;

    private static string? Objection(DecidedPull? last, MergedPull merged) => last switch
    {
        null => "No decision about this pull request was made before the merge.",
        _ when last.Head != merged.Head =>
            $"The last decision before the merge was about head {last.Head.Short}, but {merged.Head.Short} was merged.",
        _ when last.BaseBranch != merged.BaseBranch =>
            $"The last decision before the merge was about branch {VisibleText.Of(last.BaseBranch)}, but the pull " +
            $"request was merged into {VisibleText.Of(merged.BaseBranch)}.",
        _ => null,
    };

    private static DecidedEnvironment Undecided(string objection) =>
        new("", IsApproved: false, [objection], [], [], [], ExpiresAt: null, []);

    private static ApprovedChange Record(
        MergedPull merged, DecidedPull? last, AuditHead audit, DecidedEnvironment environment,
        DecidedPlan? plan) => new(
        merged.Number, merged.Head, merged.MergeCommit, last?.Base, merged.BaseBranch, environment.Name, plan,
        environment.IsApproved, environment.Missing, environment.Approvals, environment.Overrides,
        environment.PolicyApprovals, environment.ExpiresAt, last?.Settings, audit.Number, audit.Hash, merged.By,
        merged.At);
}
