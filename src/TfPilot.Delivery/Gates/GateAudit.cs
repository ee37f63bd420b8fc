using TfPilot.Core.Audit;
using TfPilot.Core.Basics;

namespace TfPilot.Delivery.Gates;

/// <summary>The audit entries for answers of the gate.</summary>
public static class GateAudit
{
    public static AuditNote Of(GateFacts facts, GateAnswer answer, long repository)
    {
        var subject = $"{VisibleText.Of(facts.Environment)}, {VisibleText.Of(facts.Project)}";
        var what = answer.IsGo
            ? $"go for {subject}{(answer.IsNothing ? ": the plan changes nothing" : "")}"
            : $"no for {subject}: {string.Join(" ", answer.Reasons.Select(reason => reason.Sentence))}";
        return new(AuditKind.Gate, repository, facts.Change?.Pull, what) { Evidence = [.. Evidence(facts)] };
    }

    /// <summary>The answer to a deployment protection rule.</summary>
    public static AuditNote OfProtection(GateFacts facts, ProtectionAnswer answer, long repository) => new(
        AuditKind.Gate, repository, facts.Change?.Pull,
        $"deployment to {VisibleText.Of(facts.Environment)} " +
            $"{(answer.Verdict == ProtectionVerdict.Approved ? "approved" : "rejected")}: {answer.Comment}")
    {
        Evidence = [.. Evidence(facts)],
    };

    private static IEnumerable<AuditEvidence> Evidence(GateFacts facts)
    {
        yield return new("environment", facts.Known?.Name ?? facts.Environment);
        if (facts.Project.Length > 0) yield return new("project", facts.Project);
        yield return new("commit", facts.Caller.Commit.Text);
        yield return new("run", facts.Caller.Run.ToString());
        if (facts.Caller.Workflow is { } workflow) yield return new("workflow", workflow);
        yield return new("settings", facts.Settings.Commit.Text);
        if (facts.Fresh is { } fresh) yield return new("fingerprint", fresh.Review.Fingerprint);
        if (facts.Change?.Plan is { } approved) yield return new("approved", approved.Fingerprint);
    }
}
