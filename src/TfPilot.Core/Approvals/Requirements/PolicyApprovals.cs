namespace TfPilot.Core.Approvals;

/// <summary>Whether those whom the rules of level approve name have approved what the rules found.</summary>
internal static class PolicyApprovals
{
    public static Standing Judge(string? environment, IReadOnlyList<FindingSet> found, PullEvaluation pull, Voters voters)
    {
        var settings = SettingsOf(environment, pull);
        var overriding = Overriding.Of(environment, pull, voters);
        return ApprovalRules.Join(environment, [.. voters.Doubts(settings), .. found.Select(findings => overriding.Lift(Judge(environment, findings, settings, voters)))], []);
    }

    /// <summary>Why this one approval would not count, as in "ann is the author"; null when it would.</summary>
    public static string? Objection(PolicyApproval approval, FindingSet findings, PullEvaluation pull, Voters voters)
    {
        var (settings, who) = (SettingsOf(approval.Environment, pull), Electorate.Of(findings.Approvers));
        return voters.Ban(approval.By, settings) is { } ban ? $"{approval.By.Login} {ban}"
            : Refusal(approval, findings, settings, voters) is { } refusal ? refusal
            : voters.Doubts(settings).Any() ? "nobody knows who contributed"
            : voters.Directory.Of(approval.By.Id, who) != Membership.Yes ? $"{approval.By.Login} is not of {who}, as far as is known"
            : null;
    }

    /// <summary>Never the author, whatever the environment says; contributors only where none of several forbids it.</summary>
    private static ApprovalSettings SettingsOf(string? environment, PullEvaluation pull) =>
        pull.Facts.Settings.ApprovalsOf(environment).OrderBy(settings => settings.AllowContributors).First() with { AllowAuthor = false };

    private static Standing Judge(string? environment, FindingSet findings, ApprovalSettings settings, Voters voters)
    {
        var judged = voters.People.PolicyApprovals.Where(approval => approval.Rule == findings.Rule && PullEvaluation.IsSame(approval.Environment, environment))
            .GroupBy(approval => approval.By.Id).OrderBy(same => same.Key.Value)
            .Select(same => same.Select(approval => (approval.By, Why: Refusal(approval, findings, settings, voters), Until: Freshness.EndOf(approval.At, settings)))
                .OrderBy(vote => vote.Why is not null).ThenByDescending(vote => vote.Until).ThenBy(vote => vote.Why, StringComparer.Ordinal).First())
            .ToList();
        var ballots = new Ballots(
            [.. judged.Where(vote => vote.Why is null).Select(vote => new Vote(vote.By, vote.Until))],
            [.. judged.Where(vote => vote.Why is not null).Select(vote => new Uncounted(vote.By, vote.Why!))]);
        return RequirementRules.Judge([new(findings.Rule, 1, Electorate.Of(findings.Approvers))], settings, ballots, voters)[0];
    }

    private static string? Refusal(PolicyApproval approval, FindingSet findings, ApprovalSettings settings, Voters voters) =>
        approval.IsEdited ? "the comment was edited"
        : voters.Ban(approval.By, settings) is { } ban ? ban
        : approval.Findings != findings.Hash ? $"what {findings.Rule} finds changed since"
        : Freshness.EndOf(approval.At, settings) <= voters.People.Now ? "the approval is too old"
        : null;
}
