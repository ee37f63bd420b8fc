using System.Diagnostics;
using System.Globalization;
using TfPilot.Core.Approvals;

namespace TfPilot.Core.Audit;

/// <summary>The audit entries for commands.</summary>
public static class CommandAudit
{
    /// <summary>Null for commands that change nothing.</summary>
    public static AuditNote? Of(CommandEffect effect, long repository, PullFacts facts, Person by)
    {
        AuditNote? Note(AuditKind kind, string what, params AuditEvidence[] more) =>
            new(kind, repository, facts.Number, what) { By = by, Evidence = [.. Bindings(facts), .. more] };
        return effect switch
        {
            CommandEffect.Recheck => null,
            CommandEffect.Take(var environment, var reason) =>
                Note(AuditKind.Lock, $"{by.Login} requested the lock of {environment}: {reason}"),
            CommandEffect.Freeze(var environment, var reason) =>
                Note(AuditKind.Lock, $"{by.Login} froze {environment}: {reason}"),
            CommandEffect.Release(var environment, null, _) =>
                Note(AuditKind.Unlock, $"{by.Login} ended the freeze of {environment}"),
            CommandEffect.Release(var environment, var pull, _) =>
                Note(AuditKind.Unlock,
                    string.Create(CultureInfo.InvariantCulture,
                        $"{by.Login} released the lock or queue entry of #{pull} for {environment}")),
            CommandEffect.Override(var request) =>
                Note(AuditKind.Override,
                    $"{by.Login} overrode the approvals of {request.Environment}: {request.Reason}",
                    new AuditEvidence("fingerprint", request.Fingerprint)),
            CommandEffect.Approve(var approval) =>
                Note(AuditKind.PolicyApproval,
                    $"{by.Login} approved the findings of {approval.Rule} in " +
                        $"{approval.Environment ?? "no environment"}",
                        new AuditEvidence("findings", approval.Findings)),
            CommandEffect.ApproveApply(var approval) =>
                Note(AuditKind.ApplyApproval, $"{by.Login} approved the apply to {approval.Environment}",
                    new AuditEvidence("environment", approval.Environment)),
            CommandEffect.Confirm(var confirmation) =>
                Note(AuditKind.Confirmation, $"{by.Login} confirmed that {confirmation.Project} is destroyed",
                    new AuditEvidence("project", confirmation.Project)),
            CommandEffect.AskGitHub(var kind, var environment, _) =>
                Note(AuditKind.Request,
                    $"{by.Login} requested: {Words(kind)}{(environment is null ? "" : $" ({environment})")}"),
            CommandEffect.Propose request =>
                Note(AuditKind.Request, $"{by.Login} requested: {Words(request)}"),
            _ => throw new UnreachableException(),
        };
    }

    private static string Words(CommandEffect.Propose request) => request.Kind switch
    {
        ProposalKind.Rollback when request.To is { } pull => string.Create(CultureInfo.InvariantCulture,
            $"a pull request that undoes what was merged after #{pull} ({request.Environment})"),
        ProposalKind.Rollback => $"a pull request that undoes this one ({request.Environment})",
        ProposalKind.Destroy => $"a pull request that destroys {request.Project} ({request.Environment})",
        ProposalKind.Cleanup => "a pull request that destroys what is left of " +
            $"{(request.Project.Length == 0 ? "the projects that this one deleted" : request.Project)}",
        _ => throw new UnreachableException(),
    };

    private static string Words(RunRequestKind kind) => kind switch
    {
        RunRequestKind.Apply => "start the apply workflow",
        RunRequestKind.Cancel => "cancel the run that applies",
        RunRequestKind.Plan => "run the plan workflow again",
        RunRequestKind.Update => "update the branch",
        _ => throw new UnreachableException(),
    };

    public static AuditNote Refused(string sentence, long repository, PullFacts facts, Person by) =>
        new(AuditKind.Refusal, repository, facts.Number, sentence) { By = by, Evidence = Bindings(facts) };

    private static AuditEvidence[] Bindings(PullFacts facts) =>
        [new("head", facts.Head.Text), new("settings", facts.Settings.Commit.Text)];
}
