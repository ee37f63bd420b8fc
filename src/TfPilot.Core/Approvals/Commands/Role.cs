namespace TfPilot.Core.Approvals;

/// <summary>The permission level for commands, lowest first; each role includes the previous ones.</summary>
public enum Role
{
    None,
    Viewer,
    Developer,
    Approver,
    Admin,
}

/// <summary>Determines people's roles.</summary>
internal static class RoleRules
{
    /// <summary>The highest role that is certain; facts that could not be read grant no role. Bots have none.</summary>
    public static Role Of(Person person, PullPeople people, RoleSettings settings)
    {
        var directory = new PeopleDirectory(people);
        return person.IsBot ? Role.None
            : All(settings)
            .Where(
                role => directory.Of(person.Id, new(role.Holders.Teams, [], role.Holders.Permission)) == Membership.Yes)
            .Select(role => role.Role).DefaultIfEmpty(Role.None).Max();
    }

    /// <summary>Whether the result can still change once all facts can be read.</summary>
    public static bool IsKnown(Person person, PullPeople people, RoleSettings settings)
    {
        var directory = new PeopleDirectory(people);
        return All(settings)
            .All(role => directory.Of(
                person.Id, new(role.Holders.Teams, [], role.Holders.Permission)) != Membership.Unknown);
    }

    private static (Role Role, RoleHolders Holders)[] All(RoleSettings settings) =>
        [(Role.Viewer, settings.Viewer), (Role.Developer, settings.Developer), (Role.Approver, settings.Approver),
            (Role.Admin, settings.Admin)];
}
