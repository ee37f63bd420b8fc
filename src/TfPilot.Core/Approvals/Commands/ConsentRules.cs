using TfPilot.Core.Basics;

namespace TfPilot.Core.Approvals;

/// <summary>
/// Checks with the decision's own rules whether an override or approval given in a comment would count.
/// </summary>
internal static class ConsentRules
{
    private const int MaxRules = 5;

    public static CommandResult Override(CommandContext context, string environment, string reason)
    {
        var pull = context.Pull;
        var request = new OverrideRequest(
            context.By, environment, context.Facts.Head, pull.FingerprintOf(environment) ?? "", reason, context.At);
        return (OverrideResult.ReasonAgainst(request, pull, pull.Participants!)
            ?? Unseen(
                context, pull, environment, $"{CommandDefinition.Mark} override {environment} REASON")) is { } refusal
            ? CommandResult.Refuses($"Sorry, this override does not count: {refusal}.")
            : CommandResult.Does(new CommandEffect.Override(request));
    }

    /// <summary>Without waiting for the job: an approval may be given before the job asks for it.</summary>
    public static CommandResult ApproveApply(CommandContext context, string environment)
    {
        var (facts, participants) = (context.Facts, context.Pull.Participants!);
        if (facts.Settings.Find(environment)?.ApplyApprovals is not { } settings)
            return CommandResult.Refuses($"{environment} needs no approval before an apply (`apply_approvals`).");
        var approvers = EligibleApprovers.Of(settings, facts.Settings.Roles);
        var refusal = participants.Ineligibility(context.By, settings) is { } reason ? $"{context.By.Login} {reason}"
            : participants.UnknownContributors(settings).Any() ? "the contributors are unknown"
            : participants.Directory.Of(context.By.Id, approvers) != Membership.Yes
            ? $"{context.By.Login} is not known to be in {approvers}" : null;
        return refusal is not null ? CommandResult.Refuses($"Sorry, this approval does not count: {refusal}.")
            : CommandResult.Does(new CommandEffect.ApproveApply(new(context.By, environment, context.At)));
    }

    /// <summary>In every environment where the rule has findings.</summary>
    public static CommandResult Approve(CommandContext context, string rule)
    {
        var pull = context.Pull;
        var found = pull.ApprovalScopes.Union(pull.Projects.Select(project => project.Environment))
            .SelectMany(environment => FindingSet.Of(pull, environment),
                (environment, findings) => (Environment: environment, Findings: findings))
            .ToList();
        var meant = found.FindAll(one => one.Findings.Rule == rule);
        if (meant.Count == 0)
            return CommandResult.Refuses(
                $"No rule {rule} requires approval here. " +
                    $"{Commands([.. found.Select(one => one.Findings.Rule).Distinct()])}");
        return CommandResult.Join(
            meant.Select(one => Approve(
                context, new(context.By, rule, one.Environment, one.Findings.Hash, context.At), one.Findings, pull)));
    }

    private static string Commands(IReadOnlyList<string> rules) =>
        rules.Count == 0 ? "No rule does."
        : $"Write {string.Join(" or ", rules.Take(MaxRules).Select(PolicyApprovals.CommandFor))}.";

    private static CommandResult Approve(
        CommandContext context, PolicyApproval approval, FindingSet findings, PullEvaluation pull) =>
        (PolicyApprovals.Objection(approval, findings, pull, pull.Participants!)
            ?? Unseen(context, pull, approval.Environment, PolicyApprovals.CommandFor(approval.Rule))) is { } objection
            ? CommandResult.Refuses(
                "Sorry, this approval of " +
                    $"{approval.Rule}{(approval.Environment is { } environment ? $" in {environment}" : "")} does " +
                    $"not count: {objection}.")
            : CommandResult.Does(new CommandEffect.Approve(approval));

    /// <summary>
    /// A push or a new plan may arrive between a comment and its evaluation, so a comment only counts for what its
    /// author could see. GitHub reports whole seconds, so a plan of the same second counts as seen.
    /// </summary>
    /// <param name="command">The command to repeat after looking at the plan.</param>
    private static string? Unseen(CommandContext context, PullEvaluation pull, string? environment, string command)
    {
        var now = pull.FingerprintOf(environment);
        var wasShown = context.People.Plans.Any(plan => plan.Commit == context.Facts.Head
            && EnvironmentNames.IsSame(plan.Environment, environment) && plan.Fingerprint == now
            && plan.Since.ToUnixTimeSeconds() <= context.At.ToUnixTimeSeconds());
        return wasShown ? null : $"the plan arrived after the comment; review it, then comment {command} again";
    }
}
