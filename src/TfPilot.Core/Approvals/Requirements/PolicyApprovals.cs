namespace TfPilot.Core.Approvals;

/// <summary>Whether those whom the rules name have approved what the rules found.</summary>
internal static class PolicyApprovals
{
    public static Standing Judge(string? environment, IReadOnlyList<FindingSet> found, JudgedPull pull, Voters voters)
    {
        var settings = SettingsOf(environment, pull);
        var overriding = Overriding.Of(environment, pull, voters);
        return ApprovalRules.Join(environment, [.. voters.Doubts(settings), .. found.Select(findings => Judge(environment, findings, settings, pull, voters, overriding))], []);
    }

    /// <summary>Why this one approval would not count, as in "ann is the author"; null when it would.</summary>
    public static string? Objection(PolicyApproval approval, FindingSet findings, JudgedPull pull, Voters voters)
    {
        var (settings, who) = (SettingsOf(approval.Environment, pull), WhoMay(findings, pull));
        return voters.Ban(approval.By, settings) is { } ban ? $"{approval.By.Login} {ban}"
            : Refusal(approval, findings, settings, voters) is { } refusal ? refusal
            : voters.Doubts(settings).Any() ? "nobody knows who contributed"
            : voters.Directory.Of(approval.By.Id, who) != Membership.Yes ? $"{approval.By.Login} is not of {who}, as far as is known"
            : null;
    }

    /// <summary>Never the author, whatever the environment says; contributors only where none of several forbids it.</summary>
    private static ApprovalSettings SettingsOf(string? environment, JudgedPull pull) =>
        pull.Facts.Settings.ApprovalsOf(environment).OrderBy(settings => settings.AllowContributors).First() with { AllowAuthor = false };

    /// <summary>The approvers of the rule; to a comment that asks to ignore its finding the owners of the policy may agree, too.</summary>
    private static Electorate WhoMay(FindingSet findings, JudgedPull pull)
    {
        var approvers = Electorate.Of(findings.Approvers);
        if (!findings.IsIgnoreProposed) return approvers;
        var owners = Electorate.Of(pull.Facts.Settings.Owners.Policy, pull.Facts.Settings.Roles);
        return new([.. approvers.Teams.Union(owners.Teams)], [.. approvers.Users.Union(owners.Users)], owners.Least);
    }

    /// <summary>What blocks goes on blocking until enough agree: an override stands in for approvals alone, and no comment may turn a block into one.</summary>
    private static Standing Judge(string? environment, FindingSet findings, ApprovalSettings settings, JudgedPull pull, Voters voters, Overriding overriding)
    {
        var count = findings.IsBlocking ? pull.Facts.Settings.Owners.Policy.Count : 1;
        var who = WhoMay(findings, pull);
        var requirement = new Requirement(findings.Rule, count, who, Why(findings.Rule)) { IsOfPolicy = true };
        var standing = RequirementRules.Judge([requirement], settings, BallotsOf(environment, findings, settings, who, voters), voters)[0];
        return !findings.IsBlocking ? overriding.Lift(standing) : standing.Decision == Decision.Pending ? standing with { Decision = Decision.Blocked } : standing;
    }

    /// <summary>What to write to approve what a rule found.</summary>
    public static string CommandFor(string rule) => $"{CommandMark.Text} approve-policy {rule}";

    private static string Why(string rule) => $"What {rule} found is approved with the comment {CommandFor(rule)}; an approving review does not count for it.";

    private static Ballots BallotsOf(string? environment, FindingSet findings, ApprovalSettings settings, Electorate who, Voters voters)
    {
        var judged = voters.People.PolicyApprovals.Where(approval => approval.Rule == findings.Rule && JudgedPull.IsSame(approval.Environment, environment))
            .GroupBy(approval => approval.By.Id).OrderBy(same => same.Key.Value)
            .Select(same => same.Select(approval => (approval.By, Why: Refusal(approval, findings, settings, voters), Until: Freshness.EndOf(approval.At, settings)))
                .OrderBy(vote => vote.Why is not null).ThenByDescending(vote => vote.Until).ThenBy(vote => vote.Why, StringComparer.Ordinal).First())
            .ToList();
        return new(
            [.. judged.Where(vote => vote.Why is null).Select(vote => new Vote(vote.By, vote.Until))],
            [.. judged.Where(vote => vote.Why is not null).Select(vote => new Uncounted(vote.By, vote.Why!)), .. Reviewers()]);

        // Those who could give it, and think that they did.
        IEnumerable<Uncounted> Reviewers() => voters.Opinions
            .Where(opinion => opinion.Approvals.Count > 0 && judged.TrueForAll(vote => vote.By.Id != opinion.By.Id))
            .Where(opinion => voters.Directory.Of(opinion.By.Id, who) == Membership.Yes)
            .Select(opinion => new Uncounted(opinion.By, $"a review is no approval of {findings.Rule}, comment {CommandFor(findings.Rule)}"));
    }

    private static string? Refusal(PolicyApproval approval, FindingSet findings, ApprovalSettings settings, Voters voters) =>
        approval.IsEdited ? "the comment was edited or deleted"
        : voters.Ban(approval.By, settings) is { } ban ? ban
        : approval.Findings != findings.Hash ? $"what {findings.Rule} finds changed since"
        : Freshness.EndOf(approval.At, settings) <= voters.People.Now ? "the approval is too old"
        : null;
}
