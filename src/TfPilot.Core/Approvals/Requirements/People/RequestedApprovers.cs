using TfPilot.Core.Policies;

namespace TfPilot.Core.Approvals;

/// <summary>
/// The teams and logins that a decision may need, before any of them is read; possibly more than necessary.
/// </summary>
public sealed record RequestedApprovers(IReadOnlyList<TeamName> Teams, IReadOnlyList<string> Logins)
{
    /// <param name="facts">Without people.</param>
    /// <param name="isOverridden">Whether an override was requested, so that its teams are needed.</param>
    public static RequestedApprovers Of(PullFacts facts, bool isOverridden)
    {
        var who = Electorates(facts).ToList();
        if (isOverridden && facts.Settings.Override is { } settings) who.Add(new(settings.Teams, [], Min: null));
        return new(
            [.. who.SelectMany(eligible => eligible.Teams)
                .DistinctBy(team => $"{team}", StringComparer.OrdinalIgnoreCase)],
            [.. who.SelectMany(eligible => eligible.Users).Distinct(StringComparer.OrdinalIgnoreCase)]);
    }

    /// <summary>Also includes everyone with a role or the right to override, as needed for commands.</summary>
    public static RequestedApprovers ForCommands(PullFacts facts)
    {
        var (asked, roles) = (Of(facts, isOverridden: true), facts.Settings.Roles);
        RoleHolders[] all = [roles.Viewer, roles.Developer, roles.Approver, roles.Admin];
        var appliers = facts.Settings.Environments.Select(environment => environment.ApplyApprovals)
            .OfType<ApprovalSettings>().ToList();
        return new(
            [.. asked.Teams.Concat(all.SelectMany(role => role.Teams))
                .Concat(appliers.SelectMany(settings => settings.Teams))
                .DistinctBy(team => $"{team}", StringComparer.OrdinalIgnoreCase)],
            [.. asked.Logins.Concat(appliers.SelectMany(settings => settings.Users))
                .Distinct(StringComparer.OrdinalIgnoreCase)]);
    }

    /// <summary>Those who may approve an apply.</summary>
    public static RequestedApprovers ForApply(ApprovalSettings settings, RoleSettings roles)
    {
        var eligible = EligibleApprovers.Of(settings, roles);
        return new(eligible.Teams, eligible.Users);
    }

    /// <summary>Everyone whose approval the settings may require for the pull request.</summary>
    internal static IEnumerable<EligibleApprovers> Electorates(PullFacts facts) =>
        Affected(facts).SelectMany(environment => Electorates(environment, facts.Settings.Roles)).Concat(Owners(facts))
        .Concat(Policies(facts));

    internal static IEnumerable<EligibleApprovers> Electorates(EffectiveEnvironment environment, RoleSettings roles) =>
        environment.Approvals is not { RequiredCount: > 0 } settings ? []
        : settings.Additional.Select(further => new EligibleApprovers(further.Teams, further.Users, Min: null))
        .Prepend(EligibleApprovers.Of(settings, roles));

    /// <summary>The environments named by paths or plans; all of them when either may mean any.</summary>
    private static IEnumerable<EffectiveEnvironment> Affected(PullFacts facts)
    {
        var named = facts.Affected.Paths.SelectMany(path => path.Environments)
            .Concat(EvidenceDocument.Counted(facts.Evidence).SelectMany(document => document.Facts.Projects)
                .Select(project => project.Environment))
            .Select(facts.Settings.Find).ToList();
        var isAny = named.Contains(null) || !facts.Affected.IsComplete
            || facts.Affected.Paths.Any(path => path.Environments.Count == 0);
        return isAny ? facts.Settings.Environments : named.OfType<EffectiveEnvironment>().Distinct();
    }

    private static IEnumerable<EligibleApprovers> Owners(PullFacts facts) =>
        facts.Affected is { IsComplete: true, Protected.Count: 0 } ? []
        : [EligibleApprovers.Of(facts.Settings.Owners.Policy, facts.Settings.Roles),
            EligibleApprovers.Of(facts.Settings.Owners.Workflows, facts.Settings.Roles)];

    /// <summary>
    /// When comments ask to ignore findings, every rule's approvers and the policy owners may approve them.
    /// </summary>
    private static IEnumerable<EligibleApprovers> Policies(PullFacts facts)
    {
        var counted = EvidenceDocument.Counted(facts.Evidence).ToList();
        if (counted.Count == 0) return [];
        var policy = facts.Settings.Context.Policy;
        var hasIgnores = counted.SelectMany(document => document.Facts.Projects)
            .Any(project => project.IgnoreFolders.Count > 0);
        var rules = policy.Rules.SelectMany(rule => rule.In.Values.Append(rule))
            .Where(rule => hasIgnores || (rule.Level ?? policy.Level) == PolicyLevel.Approve);
        return [.. rules.Select(rule => EligibleApprovers.Of(rule.Approvers ?? policy.Approvers)),
            .. hasIgnores
                ? new[] { EligibleApprovers.Of(policy.Approvers),
                    EligibleApprovers.Of(facts.Settings.Owners.Policy, facts.Settings.Roles) } : []];
    }
}
