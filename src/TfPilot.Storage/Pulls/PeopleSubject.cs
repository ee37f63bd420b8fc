using System.Globalization;
using System.Runtime.CompilerServices;
using TfPilot.Core.Approvals;

namespace TfPilot.Storage;

/// <summary>
/// A team that a decision requires, or a person whose approval counts; a change of it may alter the decision.
/// </summary>
public readonly record struct PeopleSubject
{
    /// <summary>Any team.</summary>
    public static readonly PeopleSubject AnyTeam = new("team:%");

    /// <summary>Anyone; also matches pull requests that depend on no person.</summary>
    public static readonly PeopleSubject Anyone = new("%");

    private readonly string pattern;

    private PeopleSubject(string pattern) => this.pattern = pattern;

    /// <param name="slug">The team's slug in any case, without the organization.</param>
    public static PeopleSubject Team(string slug) => new($"team:{slug.ToLowerInvariant()}");

    public static PeopleSubject Person(UserId id) =>
        new(string.Create(CultureInfo.InvariantCulture, $"user:{id.Value}"));

    /// <summary>The stored form; null when unknown.</summary>
    internal static string? ToColumn(IReadOnlyList<PeopleSubject>? subjects) =>
        subjects is null ? null : $"  {string.Join(' ', subjects.Distinct())} ";

    /// <summary>
    /// An SQL condition: the column contains at least one of the subjects. A wildcard in a name may match more rows,
    /// which only causes extra evaluations.
    /// </summary>
    internal static FormattableString Any(IReadOnlyList<PeopleSubject> subjects) => FormattableStringFactory.Create(
        subjects.Count == 0 ? "FALSE"
            : string.Join(" OR ", subjects.Select((_, index) => $"subjects LIKE {{{index}}}")),
        [.. subjects.Select(subject => $"% {subject} %")]);

    public override string ToString() => pattern;
}
