using System.Globalization;
using System.Runtime.CompilerServices;
using TfPilot.Core.Approvals;

namespace TfPilot.Storage;

/// <summary>
/// A team that a decision asks for, or a person whose word it counts; after a change of it the decision may be another.
/// </summary>
public readonly record struct PeopleSubject
{
    /// <summary>Every team, whatever its name.</summary>
    public static readonly PeopleSubject AnyTeam = new("team:%");

    /// <summary>Everybody; pull requests that ask for nobody too.</summary>
    public static readonly PeopleSubject Anyone = new("%");

    private readonly string pattern;

    private PeopleSubject(string pattern) => this.pattern = pattern;

    /// <param name="slug">As GitHub writes it in addresses, in any case and without the organisation.</param>
    public static PeopleSubject Team(string slug) => new($"team:{slug.ToLowerInvariant()}");

    public static PeopleSubject Person(UserId id) =>
        new(string.Create(CultureInfo.InvariantCulture, $"user:{id.Value}"));

    /// <summary>As it is kept; null when nothing is known.</summary>
    internal static string? Line(IReadOnlyList<PeopleSubject>? subjects) =>
        subjects is null ? null : $"  {string.Join(' ', subjects.Distinct())} ";

    /// <summary>
    /// Whether the column has one of them. A wildcard in a name finds more than it names, which costs another look and
    /// nothing else.
    /// </summary>
    internal static FormattableString Any(IReadOnlyList<PeopleSubject> subjects) => FormattableStringFactory.Create(
        subjects.Count == 0 ? "FALSE" : string.Join(" OR ", subjects.Select((_, at) => $"subjects LIKE {{{at}}}")),
        [.. subjects.Select(subject => $"% {subject} %")]);

    public override string ToString() => pattern;
}
