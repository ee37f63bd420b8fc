namespace TfPilot.Core.Approvals;

/// <summary>What somebody may ask for, least first: each role includes those before it.</summary>
public enum Role
{
    None,
    Viewer,
    Developer,
    Approver,
    Admin,
}

/// <summary>Who has which role.</summary>
internal static class RoleRules
{
    /// <summary>The highest that somebody surely has; what could not be read gives no role. Bots have none.</summary>
    public static Role Of(Person person, PullPeople people, RoleSettings settings)
    {
        var directory = new PeopleDirectory(people);
        return person.IsBot ? Role.None : All(settings).Where(role => directory.Of(person.Id, new(role.Holders.Teams, [], role.Holders.Permission)) == Membership.Yes)
            .Select(role => role.Role).DefaultIfEmpty(Role.None).Max();
    }

    /// <summary>Whether a better answer may come once everything can be read.</summary>
    public static bool IsKnown(Person person, PullPeople people, RoleSettings settings)
    {
        var directory = new PeopleDirectory(people);
        return All(settings).All(role => directory.Of(person.Id, new(role.Holders.Teams, [], role.Holders.Permission)) != Membership.Unknown);
    }

    private static (Role Role, RoleHolders Holders)[] All(RoleSettings settings) =>
        [(Role.Viewer, settings.Viewer), (Role.Developer, settings.Developer), (Role.Approver, settings.Approver), (Role.Admin, settings.Admin)];
}
