using System.Globalization;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;
using TfPilot.Core.Reviews;

namespace TfPilot.Delivery.Gates;

/// <summary>One condition of the gate, and the function that returns the reasons against applying.</summary>
/// <param name="AppliesToEmptyPlans">Whether it also holds for a plan that changes nothing.</param>
internal sealed record GateRule(
    string Id, string Summary, bool AppliesToEmptyPlans, Func<GateFacts, IEnumerable<string>> Find);

/// <summary>
/// Decides whether a job may apply. Every condition must hold; an unknown fact is a reason against applying. The
/// deployment protection rule asks the same conditions before the job has planned; those that need the plan then pass,
/// and the gate in the job checks them.
/// </summary>
public static class GateRules
{
    internal const int MaxListedFindings = 5;

    internal const string ApplyApprovalsId = "apply-approvals";

    private const string LockId = "lock";
    private const string FreezeId = "freeze";

    /// <summary>The rules whose reasons may end without a new change.</summary>
    internal static readonly IReadOnlyList<string> Temporary = [LockId, FreezeId, ApplyApprovalsId];

    internal static readonly IReadOnlyList<GateRule> All =
    [
        new("settings", "The settings of the default branch can be read.", true, Settings),
        new("environment", "The settings define the environment, and the job runs in it.", true, Environment),
        new("workflow", "The run is of a configured workflow, event and branch.", true, Workflow),
        new("plan", "The plan is complete and without errors.", true, Plan),
        new("change", "The merged change of this commit is known.", false, Change),
        new("approved", "The change was approved when it merged.", false, Approved),
        new("expired", "No approval of the change has expired.", false, Expired),
        new("fingerprint", "The fresh plan does exactly what the approved plan does.", false, Fingerprint),
        new("confirmed", "Destroying everything was confirmed, if the environment asks for it.", false, Confirmed),
        new("policy", "Today's policy of the default branch does not block the plan.", false, Policy),
        new("superseded", "No later change of the project was applied.", false, Superseded),
        new(ApplyApprovalsId, "The approvals that the environment needs before an apply are given.", false,
            ApplyApprovals),
        new(FreezeId, "No freeze of the settings holds.", false, Freeze),
        new(LockId, "No other change or freeze holds the environment.", false, Lock),
    ];

    public static GateAnswer Decide(GateFacts facts) => Decide(facts, _ => true);

    /// <param name="isAsked">Chooses the rules that count.</param>
    internal static GateAnswer Decide(GateFacts facts, Func<GateRule, bool> isAsked)
    {
        var isNothing = facts.Fresh is { Facts.Plan.ChangesNothing: true };
        var reasons = All.Where(rule => isAsked(rule) && (!isNothing || rule.AppliesToEmptyPlans))
            .SelectMany(rule => rule.Find(facts), (rule, sentence) => new GateReason(rule.Id, sentence)).ToList();
        return new(isNothing, reasons, isNothing ? [] : Deviations(facts));
    }

    private static IReadOnlyList<PlanDeviation> Deviations(GateFacts facts) =>
        facts is { Fresh: { } fresh, ApprovedFacts: { } approved }
        && facts.Change?.Plan?.Fingerprint != fresh.Review.Fingerprint
            ? PlanDifference.Of(approved.Plan, approved.Trees, fresh.Facts.Plan, fresh.Facts.Trees) : [];

    private static IEnumerable<string> Settings(GateFacts facts) => facts.Settings.Problems.Count == 0 ? []
        : [$"The settings of {VisibleText.Of(facts.Settings.Branch)} cannot be read: " +
            facts.Settings.Problems[0].Message];

    private static IEnumerable<string> Environment(GateFacts facts)
    {
        if (facts.Known is not { } known)
        {
            var names = facts.Settings.Environments.Select(environment => environment.Name).ToList();
            yield return $"The settings define no environment {VisibleText.Of(facts.Environment)}" +
                $"{NearestName.Hint(facts.Environment, names).TrimEnd('?')}; they define " +
                $"{(names.Count == 0 ? "none" : string.Join(", ", names))}.";
        }
        else if (!EnvironmentNames.IsSame(facts.Caller.Environment, known.Name))
        {
            yield return facts.Caller.Environment is { } other
                ? $"The job runs in the GitHub environment {VisibleText.Of(other)}, not in {known.Name}."
                : $"The job runs in no GitHub environment; add `environment: {known.Name}` to it.";
        }
    }

    private static IEnumerable<string> Workflow(GateFacts facts)
    {
        var (caller, apply) = (facts.Caller, facts.Apply);
        if (!apply.Events.Contains(caller.Event))
            yield return $"The run was started by {VisibleText.Of(caller.Event)}; the settings allow " +
                $"{string.Join(" and ", apply.Events)}.";
        var expected = apply.Workflows.Select(path => $"{caller.Repository}/{path}@{caller.Ref}");
        if (caller.Workflow is null || !expected.Contains(caller.Workflow, StringComparer.Ordinal))
            yield return $"The run is of {VisibleText.Of(caller.Workflow ?? "an unknown workflow")}; the settings " +
                $"allow {string.Join(" and ", apply.Workflows)} of {caller.Repository} (`apply.workflows`).";
        if (facts.Known is { } known && caller.Ref != $"refs/heads/{known.Branch}")
            yield return $"The run is on {VisibleText.Of(caller.Ref)}; {known.Name} is applied from branch " +
                $"{VisibleText.Of(known.Branch)} only.";
    }

    private static IEnumerable<string> Plan(GateFacts facts) => facts.Fresh?.Facts.Plan switch
    {
        { Errored: true } => ["Planning failed, so the plan is incomplete. Fix the error and run the workflow again."],
        { Complete: false } => ["The plan is incomplete: Terraform plans the rest only after this part is applied."],
        _ => [],
    };

    private static IEnumerable<string> Change(GateFacts facts) => facts.Change is not null ? []
        : [$"No merged pull request is known whose plan of {VisibleText.Of(facts.Project)} for " +
            $"{VisibleText.Of(facts.Environment)} was decided about, at commit {facts.Caller.Commit.Short} or at an " +
            "earlier commit with the same files of the project."];

    private static IEnumerable<string> Approved(GateFacts facts) => facts.Change switch
    {
        { IsApproved: false } change =>
            [$"#{change.Pull} was merged without approval: {string.Join("; ", change.Missing)}."],
        { Plan: null } change => [$"#{change.Pull} was merged without a trusted plan of {change.Environment}."],
        _ => [],
    };

    private static IEnumerable<string> Expired(GateFacts facts) =>
        facts.Change is { IsApproved: true, ExpiresAt: { } end } change && end <= facts.Now
        ? [string.Create(CultureInfo.InvariantCulture,
            $"The approval of #{change.Pull} expired at {end:yyyy-MM-dd HH:mm} UTC (`max_age`). Open a pull request " +
            $"with the change again.")]
        : [];

    private static IEnumerable<string> Fingerprint(GateFacts facts)
    {
        if (facts is not { Fresh: { } fresh, Change: { Plan: { } approved } change }
            || approved.Fingerprint == fresh.Review.Fingerprint) return [];
        var known = facts.ApprovedFacts is null ? " The approved plan is no longer stored, so only this is known." : "";
        return [$"The plan is not the one approved in #{change.Pull}: something changed since, in the code, in the " +
            $"state or in reality.{known} Open a pull request so that the plan as it is now can be approved."];
    }

    /// <summary>A confirmation counts for the project that it names exactly, and only after the merge.</summary>
    private static IEnumerable<string> Confirmed(GateFacts facts)
    {
        if (facts is not { Known: { ConfirmsDestroy: true } known, Fresh: { } fresh, Change: { } change }) return [];
        var destroys = fresh.Facts.Plan.LeavesNothing || facts.ApprovedFacts?.Plan.LeavesNothing == true;
        return !destroys || facts.Confirmations.Any(confirmation => confirmation.Project == facts.Project
                && confirmation.At >= change.MergedAt) ? []
            : [$"The plan destroys everything in {VisibleText.Of(facts.Project)}, and {known.Name} asks to confirm " +
                $"that: an approver writes `/tfpilot confirm DESTROY {VisibleText.Of(facts.Project)}` in " +
                $"#{change.Pull}."];
    }

    private static IEnumerable<string> Policy(GateFacts facts)
    {
        if (facts.Fresh is not { Review: { Verdict: >= Verdict.Blocked } review }) return [];
        var blocking = review.Findings.Where(finding => Verdicts.Of(finding) >= Verdict.Blocked)
            .Select(finding => $"{finding.Rule}: {finding.Address}").Take(MaxListedFindings).ToList();
        return [blocking.Count == 0
            ? "The plan could not be judged completely with today's settings of the default branch."
            : $"Today's policy of {VisibleText.Of(facts.Settings.Branch)} blocks the plan: " +
                $"{string.Join("; ", blocking)}."];
    }

    private static IEnumerable<string> Superseded(GateFacts facts) =>
        facts is { Change: { } change, Last: { } last }
            && (last.ChangeMergedAt > change.MergedAt || facts.IsContainedInLast)
        ? [$"Superseded: {(last.Pull is { } pull ? $"#{pull}" : last.Commit.Short)}, which was merged later than " +
            $"#{change.Pull}, is already applied ({last.Run}). Run the workflow at the newest commit."]
        : [];

    private static IEnumerable<string> ApplyApprovals(GateFacts facts)
    {
        if (facts is not { Known: { ApplyApprovals: not null } known, Change: { } change }) return [];
        if (facts.ApplyApprovals is not { } found) return ["The approvals before an apply could not be read."];
        if (found.IsMet) return [];
        var given = found.Counted.Count == 0 ? "" : $" ({string.Join(", ", found.Counted.Select(one => one.Login))})";
        return [string.Create(CultureInfo.InvariantCulture,
            $"{known.Name} needs {found.Required} approval{(found.Required == 1 ? "" : "s")} before an apply, of " +
            $"{found.Approvers}, and has {found.Counted.Count}{given}: comment `/tfpilot approve-apply " +
            $"{known.Name}` on #{change.Pull}."), .. found.Disregarded];
    }

    private static IEnumerable<string> Freeze(GateFacts facts) => facts.Freezes
        .Where(window => !window.Except.Any(team => IsApprovedBy(team, facts)))
        .Select(window => $"{facts.Environment} is frozen now: {window.Reason}");

    /// <summary>A team whose members could not be read excepts nothing.</summary>
    private static bool IsApprovedBy(TeamName team, GateFacts facts) => facts.Change is { } change
        && facts.ExceptedTeams.Any(known => known.Name == team
            && known.Members?.Any(member => member.IsActive
                && change.Approvals.Any(approver => approver.Id == member.Id.Value)) == true);

    private static IEnumerable<string> Lock(GateFacts facts)
    {
        if (facts.Locks is not { } locks)
            return ["The locks of the environment could not be read."];
        return locks.Where(held => EnvironmentNames.IsSame(held.Environment, facts.Environment)
                && (held.Pull is null || held.Pull != facts.Change?.Pull))
            .Select(held => held.Pull is { } pull ? $"#{pull} holds the lock of {held.Environment}: {held.Reason}"
                : $"{held.Environment} is frozen by {held.By}: {held.Reason}")
            .Concat(facts.Blocker is { } blocker ? [Sentence(blocker)] : [])
            .Concat(facts.Ahead is { } ahead ? [Sentence(ahead)] : []);
    }

    private static string Sentence(Locks.WaitingApply ahead)
    {
        var (wanted, change) = (ahead.Wanted, ahead.Wanted.Pull is { } pull ? $"#{pull}" : ahead.Wanted.Commit.Short);
        return ahead.IsUrgent ? $"{change} goes first: it has a label with priority ({wanted.Run})."
            : $"{change} has waited longer and reaches the same resources, so it goes first ({wanted.Run}).";
    }

    private static string Sentence(Locks.ApplyLock held)
    {
        var change = held.Pull is { } pull ? $"#{pull}" : held.Commit.Short;
        return held.State == Locks.ApplyLockState.Applying
            ? $"{change} is being applied to {held.Environment} now ({held.Run})."
            : $"The apply of {change} to {held.Environment} failed and may be partial, and this change reaches the " +
                $"same resources ({held.Run}). Apply its fix first.";
    }
}
