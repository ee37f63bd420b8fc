namespace TfPilot.Core.Approvals;

/// <summary>A team or login named in the settings, compared ignoring case.</summary>
public readonly record struct SettingsName
{
    private SettingsName(bool isTeam, string name) => (IsTeam, Name) = (isTeam, name.ToLowerInvariant());

    public bool IsTeam { get; }

    public string Name { get; }

    public static SettingsName Of(TeamName team) => new(isTeam: true, $"{team}");

    public static SettingsName Of(string login) => new(isTeam: false, login);
}

/// <summary>
/// Binds each name in the settings to the account or team that had it when the settings were first used. Names can be
/// renamed and taken over by someone else.
/// </summary>
public static class NameBindings
{
    /// <summary>Recorded instead of an account id for a login that did not exist.</summary>
    public const long NoAccount = 0;

    private const string HowTo =
        "If this is intended, change any line of the settings on the default branch: this binds the names again";

    /// <summary>
    /// The bindings to record from GitHub's answers. A missing team is not bound, because only the organization can
    /// create it.
    /// </summary>
    public static IReadOnlyDictionary<SettingsName, long> Observed(
        IEnumerable<TeamFacts> teams, IEnumerable<KnownLogin> logins) =>
        teams.Where(team => team.Id is not null).Select(team => (Name: SettingsName.Of(team.Name), Id: team.Id!.Value))
            .Concat(logins.Select(login => (Name: SettingsName.Of(login.Login), Id: login.Id?.Value ?? NoAccount)))
            .DistinctBy(seen => seen.Name).ToDictionary(seen => seen.Name, seen => seen.Id);

    public static TeamFacts Bind(TeamFacts team, IReadOnlyDictionary<SettingsName, long> bound) =>
        team.Id is not { } id || !bound.TryGetValue(SettingsName.Of(team.Name), out var known) || known == id ? team
        : team with
        {
            Members = null,
            IsVoid = true,
            Error = $"is not the team that had this name when the settings were first used. {HowTo}"
        };

    public static KnownLogin Bind(KnownLogin login, IReadOnlyDictionary<SettingsName, long> bound) =>
        login.Id is not { } id || !bound.TryGetValue(SettingsName.Of(login.Login), out var known) || known == id.Value
        ? login
        : login with
        {
            Id = null,
            Error = $"belongs to a different account than when the settings were first used. {HowTo}"
        };
}
