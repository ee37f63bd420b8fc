namespace TfPilot.Core.Approvals;

/// <summary>Whether somebody belongs to an electorate now.</summary>
internal enum Membership
{
    No,
    Unknown,
    Yes,
}

/// <summary>Looks people up in what was gathered. What could not be read makes nobody a member, and nobody a stranger.</summary>
internal sealed class Directory(PullPeople people)
{
    private readonly Dictionary<UserId, RepositoryAccess?> access = people.Access.DistinctBy(known => known.Id).ToDictionary(known => known.Id, known => known.Access);

    /// <summary>Null when nobody knows; <see cref="HasLeft"/> tells who has none.</summary>
    public RepositoryAccess? AccessOf(UserId id) => access.GetValueOrDefault(id);

    public bool IsKnown(UserId id) => access.ContainsKey(id);

    /// <summary>Whether somebody has no access to the repository any more.</summary>
    public bool HasLeft(UserId id) => access.TryGetValue(id, out var known) && known is null;

    public Membership Of(UserId id, Electorate electorate)
    {
        if (!IsKnown(id)) return Membership.Unknown;
        if (HasLeft(id)) return Membership.No;
        return electorate.Teams.Select(team => InTeam(id, team, electorate.Nested))
            .Concat(electorate.Users.Select(login => Is(id, login, electorate)))
            .Append(electorate.Least is { } least && AccessOf(id) >= least ? Membership.Yes : Membership.No)
            .Max();
    }

    /// <summary>Why not everybody of the electorate is known. A word that may be a team or a login is known as soon as it is a team, or none and a login.</summary>
    public IEnumerable<string> Troubles(Electorate electorate) =>
        electorate.Teams.Where(team => Find(team)?.Members is null && !(IsMissing(team) && electorate.Users.Any(login => IsSame(login, $"{team}") && Find(login)?.Id is not null)))
            .Select(team => $"The team {team} {Find(team)?.Trouble ?? "was not read"}.")
            .Concat(electorate.Users.Where(login => Find(login)?.Id is null && !electorate.Teams.Any(team => IsSame(login, $"{team}")))
                .Select(login => $"No account has the login {login}."));

    /// <summary>The accounts of an electorate by login, as far as they are known; whoever may do so by permission alone is not listed anywhere.</summary>
    public IEnumerable<Person> Members(Electorate electorate) =>
        electorate.Teams.SelectMany(team => Find(team)?.Members ?? []).Where(member => member.Login is not null).Select(member => new Person(member.Id, member.Login!))
            .Concat(electorate.Users.Select(Find).Where(known => known?.Id is not null).Select(known => new Person(known!.Id!.Value, known.Login)))
            .Where(person => !HasLeft(person.Id) && Belongs(person.Id, electorate))
            .DistinctBy(person => person.Id)
            .OrderBy(person => person.Login, StringComparer.OrdinalIgnoreCase);

    private bool Belongs(UserId id, Electorate electorate) =>
        electorate.Teams.Any(team => InTeam(id, team, electorate.Nested) == Membership.Yes) || electorate.Users.Any(login => Is(id, login, electorate) == Membership.Yes);

    private Membership InTeam(UserId id, TeamName team, bool nested) => Find(team)?.Members is not { } members ? Membership.Unknown
        : members.Any(member => member.Id == id && member.IsActive && (nested || member.IsDirect)) ? Membership.Yes
        : Membership.No;

    /// <summary>A word that is a team means that team alone: anybody may have taken the login of the same name.</summary>
    private Membership Is(UserId id, string login, Electorate electorate) => Find(login)?.Id != id ? Membership.No
        : electorate.Teams.Where(team => IsSame(login, $"{team}")).All(IsMissing) ? Membership.Yes
        : electorate.Teams.Any(team => IsSame(login, $"{team}") && Find(team)?.Members is null) ? Membership.Unknown
        : Membership.No;

    private bool IsMissing(TeamName name) => Find(name) is null or { IsMissing: true };

    private TeamFacts? Find(TeamName name) => people.Teams.FirstOrDefault(team => IsSame($"{team.Name}", $"{name}"));

    private KnownLogin? Find(string login) => people.Logins.FirstOrDefault(known => IsSame(known.Login, login));

    private static bool IsSame(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}
