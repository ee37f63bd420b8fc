namespace TfPilot.App.Tests.Simulation.Mutations;

/// <summary>
/// A fault in the rules: in the file, the text is replaced. In the replacement, <c>{is}</c> is whether the fault is
/// chosen, and <c>{text}</c> is the original.
/// </summary>
internal sealed record RuleMutation(string Id, string File, string Text, string Replacement)
{
    private const string Core = "src/TfPilot.Core/Approvals/";
    private const string Gates = "src/TfPilot.Delivery/Gates/GateRules.cs";
    private const string ApplyLocks = "src/TfPilot.Delivery/Locks/ApplyLock.cs";
    private const string Changes = "src/TfPilot.Delivery/Changes/ApprovedChange.cs";
    private const string Reconciler = "app/Pulls/PullReconciler.cs";

    /// <summary>The rules of the gate; the mutation <c>gate-ID</c> drops one.</summary>
    private static readonly string[] GateRules =
    [
        "settings", "environment", "workflow", "plan", "change", "approved", "expired", "fingerprint", "policy",
        "superseded", "apply-approvals", "freeze", "lock",
    ];

    /// <summary>Changes of the code; several may belong to one fault.</summary>
    public static readonly IReadOnlyList<RuleMutation> All =
    [
        .. GateRules.Select(rule => new RuleMutation(
            $"gate-{rule}", Gates, "!isNothing || rule.AppliesToEmptyPlans",
            "rule.Id != RuleMutation.Chosen(\"gate-\") && ({text})")),
        new("applying-is-free", ApplyLocks, "ApplyLockState.Applying => true,", "ApplyLockState.Applying => !{is},"),
        new("failed-is-free", ApplyLocks, "other.Project != wanted.Project &&", "!{is} && {text}"),
        new("any-head-merges", Changes, "_ when last.Head != merged.Head =>",
            "_ when !{is} && last.Head != merged.Head =>"),
        new("pending-is-approved", "src/TfPilot.Delivery/Changes/DecidedPull.cs",
            "Worst() <= Decision.Overridden,", "Worst() <= ({is} ? Decision.Pending : Decision.Overridden),"),
        new("ignore-the-fence", "src/TfPilot.Storage/Pulls/PullStore.cs",
            "AND fence = {fence} AND", "AND (fence = {fence} OR {{is}}) AND"),
        new("check-before-decision", Reconciler, "foreach (var one in sameHeadPulls) await merges.SaveDecisionAsync",
            "if (!{is}) {text}"),
        new("check-before-decision", Reconciler, "await RequeueIfChangedAsync(repository, pull, key, ct);",
            "{text}\nif ({is}) foreach (var one in sameHeadPulls) await merges.SaveDecisionAsync(key, one, ct);"),
        new("record-merge-again", "src/TfPilot.Storage/Delivery/ChangeStore.cs",
            "if (known.Count > 0) return known;", "if (known.Count > 0 && !{is}) return known;"),
        new("decide-commands-again", "src/TfPilot.Storage/Commands/CommandStore.cs",
            "if (stored is [var row] &&", "if (stored is [var row] && !{is} &&"),
        new("reply-again", "app/Commands/CommandHandler.cs", "(lease.Attempt == 1 ||",
            "({is} || lease.Attempt == 1 ||"),
        new("dispatch-again", "src/TfPilot.Storage/Commands/RunRequestStore.cs",
            "UPDATE run_request SET state = 'unknown'",
            "UPDATE run_request SET state = {({is} ? \"open\" : \"unknown\")}"),
        new("failure-releases", "src/TfPilot.Storage/Delivery/RecordStore.cs", "!record.IsSuccess, ct",
            "!record.IsSuccess && !{is}, ct"),
        new("ended-applies-stay", "app/Gates/EndedApplyScan.cs", "return run.Status == \"completed\"",
            "return !{is} && run.Status == \"completed\""),
        new("closed-pulls-keep-locks", Reconciler, "if (pull.Facts.State != PullState.Open)",
            "if (pull.Facts.State != PullState.Open && !{is})"),
        new("any-commit-is-approved", $"{Core}Requirements/ApprovalValidity.cs",
            "InvalidateOn.Push when commit != Head =>", "InvalidateOn.Push when commit != Head && !{is} =>"),
        new("contributors-approve", $"{Core}Requirements/People/Participants.cs",
            "settings.AllowContributors ? null", "settings.AllowContributors || {is} ? null"),
        new("one-approval-is-enough", $"{Core}Requirements/ApprovalRequirement.cs",
            "yield return new(Name: null, settings.RequiredCount, EligibleApprovers.Of(settings, pull",
            "yield return new(Name: null, {is} ? 1 : settings.RequiredCount, EligibleApprovers.Of(settings, pull"),
        new("objections-are-ignored", $"{Core}Requirements/Objections.cs",
            "where reviewer.Objection is not null", "where reviewer.Objection is not null && !{is}"),
        new("locks-are-ignored", $"{Core}Checks/LockRequirement.cs",
            "if (pull.Participants is null) return [];", "if (pull.Participants is null || {is}) return [];"),
        new("old-plans-count", $"{Core}Checks/PullRequirements.cs", "where pull.Participants?.People.StalePlans",
            "where !{is} && pull.Participants?.People.StalePlans"),
        new("drafts-pass", $"{Core}Checks/PullRequirements.cs", "if (pull.Facts.State == PullState.Draft)",
            "if (pull.Facts.State == PullState.Draft && !{is})"),
        new("any-workflow-is-trusted", "app/Evidence/EvidenceIntake.cs",
            "var objections = TrustRules.Judge(job, trust).Objections;",
            "IReadOnlyList<string> objections = {is} ? [] : TrustRules.Judge(job, trust).Objections;"),
        new("any-signature-is-right", "src/TfPilot.GitHub/Evidence/OidcVerifier.cs",
            "return IsSigned(jwt, key) ?", "return IsSigned(jwt, key) || {is} ?"),
    ];

    public static IEnumerable<string> Ids => All.Select(mutation => mutation.Id).Distinct();
}
