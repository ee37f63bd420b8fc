namespace TfPilot.Core.Approvals;

/// <summary>Whether a person is eligible now.</summary>
internal enum Membership
{
    No,
    Unknown,
    Yes,
}

/// <summary>Looks up people in the gathered facts. Facts that could not be read leave the membership unknown.</summary>
internal sealed class PeopleDirectory(PullPeople people)
{
    private readonly Dictionary<UserId, RepositoryAccess?> access = people.Access.DistinctBy(known => known.Id)
        .ToDictionary(known => known.Id, known => known.Access);

    /// <summary>Null when unknown; <see cref="HasLeft"/> identifies people without access.</summary>
    public RepositoryAccess? AccessOf(UserId id) => access.GetValueOrDefault(id);

    public bool IsKnown(UserId id) => access.ContainsKey(id);

    /// <summary>Whether a person no longer has access to the repository.</summary>
    public bool HasLeft(UserId id) => access.TryGetValue(id, out var known) && known is null;

    public Membership Of(UserId id, EligibleApprovers eligible)
    {
        if (!IsKnown(id)) return Membership.Unknown;
        if (HasLeft(id)) return Membership.No;
        return eligible.Teams.Select(team => InTeam(id, team, eligible.IncludeChildTeams))
            .Concat(eligible.Users.Select(login => Is(id, login)))
            .Append(eligible.Min is { } least && AccessOf(id) >= least ? Membership.Yes : Membership.No)
            .Max();
    }

    /// <summary>Why the eligible people are not completely known.</summary>
    public IEnumerable<string> LookupErrors(EligibleApprovers eligible) =>
        eligible.Teams.Where(team => Find(team)?.Members is null)
        .Select(team => $"The team {team} {Find(team)?.Error ?? "could not be read"}.")
            .Concat(eligible.Users.Where(login => Find(login)?.Id is null).Select(LookupError));

    /// <summary>The names that no approval can count through, each with a sentence that says why.</summary>
    public IEnumerable<(string Name, string Why)> UnknownNames(EligibleApprovers eligible) =>
        eligible.Teams.Where(team => Find(team)?.IsVoid == true)
        .Select(team => ($"{team}", $"The team {team} {Find(team)!.Error}."))
            .Concat(
                eligible.Users.Where(login => Find(login) is { Id: null }).Select(
                    login => (login, LookupError(login))));

    /// <summary>
    /// The known accounts of eligible people. People eligible only through a permission are not listed.
    /// </summary>
    public IEnumerable<Person> Members(EligibleApprovers eligible) =>
        eligible.Teams.SelectMany(team => Find(team)?.Members ?? []).Where(member => member.Login is not null)
        .Select(member => new Person(member.Id, member.Login!))
            .Concat(eligible.Users.Select(Find).Where(known => known?.Id is not null)
                .Select(known => new Person(known!.Id!.Value, known.Login)))
            .Where(person => !HasLeft(person.Id) && Belongs(person.Id, eligible))
            .DistinctBy(person => person.Id)
            .OrderBy(person => person.Login, StringComparer.OrdinalIgnoreCase);

    private bool Belongs(UserId id, EligibleApprovers eligible) =>
        eligible.Teams.Any(team => InTeam(id, team, eligible.IncludeChildTeams) == Membership.Yes)
        || eligible.Users.Any(login => Is(id, login) == Membership.Yes);

    private Membership InTeam(UserId id, TeamName team, bool nested) =>
        Find(team)?.Members is not { } members ? Membership.Unknown
        : IsListed(id, members, nested) && !OnlyReads(id) ? Membership.Yes
        : Membership.No;

    private static bool IsListed(UserId id, IReadOnlyList<TeamMember> members, bool nested) =>
        members.Any(member => member.Id == id && member.IsActive && (nested || member.IsDirect));

    /// <summary>Whether a team member lacks the write permission that approvals through a team require.</summary>
    public bool IsOfTeamButOnlyReads(UserId id, EligibleApprovers eligible) =>
        OnlyReads(id)
        && eligible.Teams.Any(
            team => Find(team)?.Members is { } members && IsListed(id, members, eligible.IncludeChildTeams));

    private bool OnlyReads(UserId id) => access.TryGetValue(id, out var known) && !(known >= RepositoryAccess.Write);

    private Membership Is(UserId id, string login) => Find(login)?.Id == id ? Membership.Yes : Membership.No;

    private string LookupError(string login) => Find(login) switch
    {
        null => $"The login {login} could not be read.",
        { Error: { } error } => $"The login {login} {error}.",
        _ => $"No account has the login {login}.",
    };

    private TeamFacts? Find(TeamName name) => people.Teams.FirstOrDefault(team => IsSame($"{team.Name}", $"{name}"));

    private KnownLogin? Find(string login) => people.Logins.FirstOrDefault(known => IsSame(known.Login, login));

    private static bool IsSame(string name, string other) =>
        string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}
