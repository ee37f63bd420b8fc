using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>Whether a consent that is given in a comment would count at all, by the same rules that decide later.</summary>
internal static class ConsentRules
{
    public static DeskAnswer Override(Asking asking, string environment, string reason)
    {
        var pull = new PullCase(asking.Facts);
        var request = new OverrideRequest(asking.By, environment, asking.Facts.Head, EnvironmentPlan.FingerprintOf(pull, environment) ?? "", reason, asking.At);
        return Overriding.Refusal(request, pull, pull.Voters!) is { } refusal
            ? DeskAnswer.Refuses($"Sorry, this override does not count: {refusal}.")
            : DeskAnswer.Does(new DeskEffect.Override(request));
    }

    /// <summary>In every environment where the rule found something.</summary>
    public static DeskAnswer Approve(Asking asking, string rule)
    {
        var pull = new PullCase(asking.Facts);
        var found = pull.Governed.SelectMany(environment => FindingSet.Of(asking.Facts, environment).Select(findings => (Environment: environment, Findings: findings))).ToList();
        var meant = found.FindAll(one => one.Findings.Rule == rule);
        if (meant.Count == 0)
            return DeskAnswer.Refuses($"No rule {rule} asks for approval here{NearestName.Hint(rule, found.Select(one => one.Findings.Rule).Distinct()).TrimEnd('?')}.");
        return DeskAnswer.Join(meant.Select(one => Approve(new(asking.By, rule, one.Environment, one.Findings.Hash, asking.At), one.Findings, pull)));
    }

    private static DeskAnswer Approve(PolicyApproval approval, FindingSet findings, PullCase pull) =>
        PolicyApprovals.Objection(approval, findings, pull, pull.Voters!) is { } objection
            ? DeskAnswer.Refuses($"Sorry, this approval of {approval.Rule}{(approval.Environment is { } environment ? $" in {environment}" : "")} does not count: {objection}.")
            : DeskAnswer.Does(new DeskEffect.Approve(approval));
}
