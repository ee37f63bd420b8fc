using System.Globalization;
using TfPilot.Core.Audit;

namespace TfPilot.Delivery.Changes;

/// <summary>The audit entries for merged changes.</summary>
public static class ChangeAudit
{
    public static AuditNote Of(ApprovedChange change, long repository)
    {
        var scope = change.Environment.Length == 0 ? "files outside all environments" : change.Environment;
        var project = change.Plan is { } plan ? $"{scope}, {plan.Project}" : scope;
        var what = change.IsApproved
            ? $"merged as {change.MergeCommit.Short} with approval for {project}"
            : $"merged as {change.MergeCommit.Short} without approval for {project}: " +
                string.Join("; ", change.Missing);
        return new(AuditKind.Change, repository, change.Pull, what) { Evidence = [.. Evidence(change)] };
    }

    private static IEnumerable<AuditEvidence> Evidence(ApprovedChange change)
    {
        if (change.Environment.Length > 0) yield return new("environment", change.Environment);
        yield return new("head", change.Head.Text);
        yield return new("merge", change.MergeCommit.Text);
        if (change.Settings is { } settings) yield return new("settings", settings.Text);
        if (change.Plan is { } plan)
        {
            yield return new("project", plan.Project);
            yield return new("fingerprint", plan.Fingerprint);
            yield return new("run", plan.ReportedBy.ToString());
        }

        foreach (var approver in change.Approvals)
            yield return new("approval", $"{approver.Login} ({approver.Id})");
        foreach (var words in change.Overrides) yield return new("override", words);
        foreach (var words in change.PolicyApprovals) yield return new("policy-approval", words);
        yield return new("merged-at", change.MergedAt.ToString("u", CultureInfo.InvariantCulture));
        if (change.MergedBy is { } by) yield return new("merged-by", by);
    }
}
