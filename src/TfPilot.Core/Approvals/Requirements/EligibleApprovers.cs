namespace TfPilot.Core.Approvals;

/// <summary>Who may satisfy a requirement: members of any of the teams, any of the logins, and whoever has at least the permission.</summary>
internal sealed record EligibleApprovers(IReadOnlyList<TeamName> Teams, IReadOnlyList<string> Users, RepositoryAccess? Min, bool Nested = true)
{
    /// <summary>Those whom the settings of an environment name, else the approvers.</summary>
    public static EligibleApprovers Of(ApprovalSettings settings, RoleSettings roles) =>
        settings.Teams.Count + settings.Users.Count > 0 ? new(settings.Teams, settings.Users, Min: null, settings.Nested) : Of(roles.Approver, roles.Admin);

    public static EligibleApprovers Of(OwnerRequirement owner, RoleSettings roles) => owner.Teams.Count > 0 ? new(owner.Teams, [], Min: null) : Of(roles.Admin);

    /// <summary>As policies name them: a word is a team, and a login has <c>@</c> before it. Neither ever stands for the other.</summary>
    public static EligibleApprovers Of(IEnumerable<string> names)
    {
        var all = names.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal).ToLookup(name => name.StartsWith('@') && !name.Contains('/'));
        return new([.. all[false].Select(TeamName.Parse)], [.. all[true].Select(login => login[1..])], Min: null);
    }

    /// <summary>Holders of any of the roles.</summary>
    private static EligibleApprovers Of(params RoleHolders[] roles) =>
        new([.. roles.SelectMany(role => role.Teams).Distinct()], [], roles.Min(role => role.Permission));

    /// <summary>As people say it, as in <c>platform or gus</c>.</summary>
    public override string ToString() => string.Join(" or ", Names.Distinct(StringComparer.OrdinalIgnoreCase)) is { Length: > 0 } names ? names : "nobody";

    private IEnumerable<string> Names =>
        [.. Teams.Select(team => team.ToString()), .. Users, .. Min is { } least ? [$"anybody with {least.ToString().ToLowerInvariant()} permission"] : Array.Empty<string>()];
}
