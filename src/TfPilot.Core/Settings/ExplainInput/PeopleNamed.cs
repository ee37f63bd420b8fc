using System.Globalization;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Settings;

/// <summary>
/// The <c>people</c> of an input file of <c>tfpilot explain</c>, by login; its other keys refer to them.
/// </summary>
internal sealed class PeopleNamed(Node.Map file, Problems problems)
{
    /// <summary>Returned after a problem was reported; a file with problems is never evaluated.</summary>
    private static readonly Person Placeholder = new(new(0), "");

    private readonly Dictionary<string, (Person Person, Node.Map Map)> known = file.Pairs("people")
        .Where(pair => pair.Value is Node.Map)
        .DistinctBy(pair => pair.Key.ToLowerInvariant())
        .ToDictionary(pair => pair.Key, pair => (Of(pair.Key, (Node.Map)pair.Value), (Node.Map)pair.Value),
            StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<KnownLogin> Logins =>
        [.. known.Values.Select(one => new KnownLogin(one.Person.Login, one.Person.Id))];

    /// <summary>The people whose entry states an access to the repository, including <c>none</c>.</summary>
    public IReadOnlyList<KnownAccess> Access =>
        [.. known.Values.Where(one => one.Map.Has("access"))
            .Select(one => new KnownAccess(one.Person.Id, AccessOf(one.Map)))];

    /// <summary>Reports a login that is not listed under people.</summary>
    public Person Find(Node node)
    {
        if (node is not Node.Scalar { Text: var login }) return Placeholder;
        if (known.TryGetValue(login, out var one)) return one.Person;
        problems.Add(node, $"names {login}, who is not listed under people{NearestName.Hint(login, [.. known.Keys])}");
        return Placeholder;
    }

    public Person? FindOrNull(Node.Map map, string key) => map.Find(key) is { } node ? Find(node) : null;

    public Person FindOrNobody(Node.Map map, string key) => FindOrNull(map, key) ?? Placeholder;

    private static Person Of(string login, Node.Map map) =>
        new(new((long)(map.Number("id") ?? 0)), login) { IsBot = map.Flag("bot") == true };

    /// <summary>Null for <c>none</c>.</summary>
    private static RepositoryAccess? AccessOf(Node.Map map) =>
        map.Text("access") is "none" ? null : map.Word<RepositoryAccess>("access");
}

/// <summary>
/// Reads commits and times of a document that matches its schema; rejected values get a placeholder that is never used.
/// </summary>
internal static class PullEntries
{
    private static readonly CommitSha NoCommit = CommitSha.Parse(new string('0', 40));

    public static CommitSha Commit(this Node.Map map, string key) => map.CommitOrNull(key) ?? NoCommit;

    public static CommitSha? CommitOrNull(this Node.Map map, string key) => CommitSha.TryParse(map.Text(key));

    public static DateTimeOffset Moment(this Node.Map map, string key) =>
        map.MomentOrNull(key) ?? DateTimeOffset.MinValue;

    public static DateTimeOffset? MomentOrNull(this Node.Map map, string key) =>
        map.Text(key) is { } text
        ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : null;

    /// <summary>Null when the list is missing, meaning that it could not be read.</summary>
    public static IReadOnlyList<T>? ListOrNull<T>(this Node.Map map, string key, Func<Node.Map, T> read) =>
        map.Has(key) ? [.. map.Maps(key).Select(read)] : null;
}
