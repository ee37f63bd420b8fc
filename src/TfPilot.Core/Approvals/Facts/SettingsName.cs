namespace TfPilot.Core.Approvals;

/// <summary>A team or a login as the settings write it, whatever the case.</summary>
public readonly record struct SettingsName
{
    private SettingsName(bool isTeam, string name) => (IsTeam, Name) = (isTeam, name.ToLowerInvariant());

    public bool IsTeam { get; }

    public string Name { get; }

    public static SettingsName Of(TeamName team) => new(isTeam: true, $"{team}");

    public static SettingsName Of(string login) => new(isTeam: false, login);
}

/// <summary>
/// Whom each name of the settings means: the account or team that had it when these settings were first used. Names change hands, and who takes a
/// free one may be anybody.
/// </summary>
public static class NameBindings
{
    /// <summary>In the place of an account, for a login that nobody had.</summary>
    public const long Nobody = 0;

    private const string HowTo = "If it is the right one, change any line of the settings on the default branch: names are bound again then";

    /// <summary>What is to be bound of what GitHub said; a team that is not there yet is not, because only the organisation can make one.</summary>
    public static IReadOnlyDictionary<SettingsName, long> Seen(IEnumerable<TeamFacts> teams, IEnumerable<KnownLogin> logins) =>
        teams.Where(team => team.Id is not null).Select(team => (Name: SettingsName.Of(team.Name), Id: team.Id!.Value))
            .Concat(logins.Select(login => (Name: SettingsName.Of(login.Login), Id: login.Id?.Value ?? Nobody)))
            .DistinctBy(seen => seen.Name).ToDictionary(seen => seen.Name, seen => seen.Id);

    public static TeamFacts Hold(TeamFacts team, IReadOnlyDictionary<SettingsName, long> bound) =>
        team.Id is not { } id || !bound.TryGetValue(SettingsName.Of(team.Name), out var known) || known == id ? team
        : team with { Members = null, IsVoid = true, Trouble = $"is another team than the one that had this name when the settings were first used. {HowTo}" };

    public static KnownLogin Hold(KnownLogin login, IReadOnlyDictionary<SettingsName, long> bound) =>
        login.Id is not { } id || !bound.TryGetValue(SettingsName.Of(login.Login), out var known) || known == id.Value ? login
        : login with { Id = null, Trouble = $"belongs to another account than when the settings were first used. {HowTo}" };
}
