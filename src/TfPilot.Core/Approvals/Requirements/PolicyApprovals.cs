using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>Whether the approvers named by policy rules have approved the findings.</summary>
internal static class PolicyApprovals
{
    public static RequirementResult Judge(
        string? environment, IReadOnlyList<FindingSet> found, JudgedPull pull, Participants participants)
    {
        var settings = SettingsOf(environment, pull);
        var overriding = OverrideResult.Of(environment, pull, participants);
        return ApprovalRules.Join(environment,
            [.. participants.UnknownContributors(settings),
                .. found.Select(findings => Judge(environment, findings, settings, pull, participants, overriding))],
            []);
    }

    /// <summary>Why this approval would not count, such as "ann is the author"; null when it would.</summary>
    public static string? Objection(
        PolicyApproval approval, FindingSet findings, JudgedPull pull, Participants participants)
    {
        var (settings, who) = (SettingsOf(approval.Environment, pull), WhoMay(findings, pull));
        return participants.Ineligibility(approval.By, settings) is { } reason ? $"{approval.By.Login} {reason}"
            : ReasonAgainst(approval, findings, settings, participants) is { } refusal ? refusal
            : participants.UnknownContributors(settings).Any() ? "the contributors are unknown"
            : participants.Directory.Of(approval.By.Id, who) != Membership.Yes
            ? $"{approval.By.Login} is not known to be in {who}"
            : null;
    }

    /// <summary>
    /// The author's approval never counts, whatever the environment's settings; contributors count only if no
    /// environment forbids it.
    /// </summary>
    private static ApprovalSettings SettingsOf(string? environment, JudgedPull pull) =>
        pull.Facts.Settings.ApprovalsOf(environment).OrderBy(settings => settings.AllowContributors)
        .First() with
        { AllowAuthor = false };

    /// <summary>The rule's approvers; for an ignore comment the policy owners as well.</summary>
    private static EligibleApprovers WhoMay(FindingSet findings, JudgedPull pull)
    {
        var approvers = EligibleApprovers.Of(findings.Approvers);
        if (!findings.IsIgnoreProposed) return approvers;
        var owners = EligibleApprovers.Of(pull.Facts.Settings.Owners.Policy, pull.Facts.Settings.Roles);
        return new([.. approvers.Teams.Union(owners.Teams)], [.. approvers.Users.Union(owners.Users)], owners.Min);
    }

    /// <summary>
    /// A blocking finding blocks until enough people approve. An override replaces approvals only, and a comment must
    /// not turn a block into an approval.
    /// </summary>
    private static RequirementResult Judge(
        string? environment, FindingSet findings, ApprovalSettings settings, JudgedPull pull, Participants participants,
        OverrideResult overriding)
    {
        var count = findings.IsBlocking ? pull.Facts.Settings.Owners.Policy.Count : 1;
        var who = WhoMay(findings, pull);
        var requirement = new Requirement(findings.Rule, count, who, ReasonFor(findings.Rule)) { IsOfPolicy = true };
        var result = RequirementRules.Judge(
            [requirement], settings, ApprovalsOf(environment, findings, settings, who, participants), participants)[0];
        return !findings.IsBlocking ? overriding.Apply(result) : result.Decision == Decision.Pending
            ? result with { Decision = Decision.Blocked } : result;
    }

    /// <summary>The command that approves a rule's findings.</summary>
    public static string CommandFor(string rule) => $"{CommandMark.Text} approve-policy {rule}";

    private static string ReasonFor(string rule) =>
        $"Approve the findings of {rule} with the comment {CommandFor(rule)}; an approving review does not " +
        "count for them.";

    private static ValidApprovals ApprovalsOf(
        string? environment, FindingSet findings, ApprovalSettings settings, EligibleApprovers who,
        Participants participants)
    {
        var judged = participants.People.PolicyApprovals
            .Where(approval => approval.Rule == findings.Rule
                && EnvironmentNames.IsSame(approval.Environment, environment))
            .GroupBy(approval => approval.By.Id).OrderBy(same => same.Key.Value)
            .Select(same => same.Select(
                approval => (approval.By, Why: ReasonAgainst(approval, findings, settings, participants),
                    ExpiresAt: ApprovalValidity.EndOf(approval.At, settings)))
                .OrderBy(approval => approval.Why is not null).ThenByDescending(approval => approval.ExpiresAt)
                .ThenBy(approval => approval.Why, StringComparer.Ordinal).First())
            .ToList();
        return new(
            [.. judged.Where(approval => approval.Why is null)
                .Select(approval => new Approval(approval.By, approval.ExpiresAt))],
            [.. judged.Where(approval => approval.Why is not null)
                .Select(approval => new DisregardedApproval(approval.By, approval.Why!)),
                .. Reviewers()]);

        // Eligible approvers who reviewed and may believe that this was enough.
        IEnumerable<DisregardedApproval> Reviewers() => participants.Reviewers
            .Where(reviewer => reviewer.Approvals.Count > 0
                && judged.TrueForAll(approval => approval.By.Id != reviewer.By.Id))
            .Where(reviewer => participants.Directory.Of(reviewer.By.Id, who) == Membership.Yes)
            .Select(reviewer => new DisregardedApproval(
                reviewer.By, $"a review does not approve {findings.Rule}, comment {CommandFor(findings.Rule)}"));
    }

    private static string? ReasonAgainst(
        PolicyApproval approval, FindingSet findings, ApprovalSettings settings, Participants participants) =>
        approval.IsEdited ? "the comment was edited or deleted"
        : participants.Ineligibility(approval.By, settings) is { } reason ? reason
        : approval.Findings != findings.Hash ? $"the findings of {findings.Rule} changed since"
        : ApprovalValidity.EndOf(approval.At, settings) <= participants.People.Now ? "the approval is too old"
        : null;
}
