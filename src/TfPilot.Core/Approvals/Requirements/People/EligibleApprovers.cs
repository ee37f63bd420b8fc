namespace TfPilot.Core.Approvals;

/// <summary>
/// The people who may satisfy a requirement: members of any of the teams, any of the logins, and anyone with at least
/// the permission.
/// </summary>
internal sealed record EligibleApprovers(
    IReadOnlyList<TeamName> Teams, IReadOnlyList<string> Users, RepositoryAccess? Min, bool IncludeChildTeams = true)
{
    /// <summary>The approvers named for an environment, otherwise the holders of the approver role.</summary>
    public static EligibleApprovers Of(ApprovalSettings settings, RoleSettings roles) =>
        settings.Teams.Count + settings.Users.Count > 0
        ? new(settings.Teams, settings.Users, Min: null, settings.IncludeChildTeams) : Of(roles.Approver, roles.Admin);

    public static EligibleApprovers Of(OwnerRequirement owner, RoleSettings roles) =>
        owner.Teams.Count > 0 ? new(owner.Teams, [], Min: null) : Of(roles.Admin);

    /// <summary>
    /// Reads policy approvers: a plain word is a team, <c>@name</c> is a login. One never matches the other.
    /// </summary>
    public static EligibleApprovers Of(IEnumerable<string> names)
    {
        var all = names.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)
            .ToLookup(name => name.StartsWith('@') && !name.Contains('/'));
        return new([.. all[false].Select(TeamName.Parse)], [.. all[true].Select(login => login[1..])], Min: null);
    }

    /// <summary>Holders of any of the roles.</summary>
    private static EligibleApprovers Of(params RoleHolders[] roles) =>
        new([.. roles.SelectMany(role => role.Teams).Distinct()], [], roles.Min(role => role.Permission));

    /// <summary>For display, such as <c>platform or gus</c>.</summary>
    public override string ToString() =>
        string.Join(" or ", Names.Distinct(StringComparer.OrdinalIgnoreCase)) is { Length: > 0 } names ? names
        : "nobody";

    private IEnumerable<string> Names =>
        [.. Teams.Select(team => team.ToString()), .. Users,
            .. Min is { } least ? [$"anyone with {least.ToString().ToLowerInvariant()} permission"]
                : Array.Empty<string>()];
}
