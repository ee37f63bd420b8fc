using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using TfPilot.Core.Basics;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Ids;

namespace TfPilot.GitHub.Tests.Fake;

/// <summary>
/// An activity of a branch, by default of the branch of every pull request of the fake. The newest is the last.
/// </summary>
internal sealed record FakeMove(Account? By, CommitSha? Before, CommitSha? After, string Type = "push")
{
    public string Branch { get; init; } = "change";

    public DateTimeOffset? At { get; init; }
}

/// <summary>The accounts of acme, their teams, and their permissions in the repository.</summary>
internal sealed partial class FakePeople
{
    public static readonly Account Ann = new(2001, "ann");
    public static readonly Account Bob = new(2002, "bob");
    public static readonly Account Cy = new(2003, "cy");
    public static readonly Account Dee = new(2004, "dee");

    public Dictionary<string, Account> Accounts { get; } = new[] { Ann, Bob, Cy, Dee }.ToDictionary(
        account => account.Login);

    /// <summary>Accounts that are not listed have no permission.</summary>
    public Dictionary<string, string> Permissions { get; } = new()
    {
        ["ann"] = "write", ["bob"] = "write",
        ["cy"] = "write", ["dee"] = "admin"
    };

    public Dictionary<string, List<Account>> Teams { get; } = new() { ["platform"] = [Bob, Cy] };

    /// <summary>Team ids that differ from the id derived from the name.</summary>
    public Dictionary<string, long> TeamIds { get; } = [];

    /// <summary>Permissions of teams in the repository that differ from write; null for no access.</summary>
    public Dictionary<string, string?> TeamPermissions { get; } = [];

    /// <summary>Members of child teams, by the slug of the parent team.</summary>
    public Dictionary<string, List<Account>> Nested { get; } = [];

    public List<FakeMove> Moves { get; } = [];

    /// <summary>
    /// The activity lists for which GitHub always reports another page; <c>ref=</c> selects the lists of a single
    /// branch.
    /// </summary>
    public string? EndlessActivity { get; set; }

    public bool HasOlderMoves(string path, string query) =>
        EndlessActivity is { } endless && path.EndsWith("/activity", StringComparison.Ordinal)
        && query.Contains(endless, StringComparison.Ordinal);

    public Dictionary<string, List<FileDifference>> Differences { get; } = [];

    /// <summary>The comparisons whose second commit is an ancestor of the first; in all others it is a descendant.
    /// </summary>
    public HashSet<string> Behind { get; } = [];

    /// <summary>Null for unknown routes.</summary>
    public JsonNode? Answer(string route, string query) => Route().Match(route) switch
    {
        var found when found.Groups["access"].Success => Access(found.Groups["login"].Value.ToLowerInvariant()),
        var found when found.Groups["team"].Success => TeamAccess(found.Groups["slug"].Value),
        var found when found.Groups["activity"].Success =>
            new JsonArray(
                [.. Moves.Select(Move).Reverse()
                    .Where(move => System.Web.HttpUtility.ParseQueryString(query)["ref"] is not { } asked
                        || (string)move["ref"]! == asked)]),
        var found when found.Groups["compare"].Success =>
            new JsonObject
            {
                ["status"] = Behind.Contains(found.Groups["range"].Value) ? "behind" : "ahead",
                ["files"] = new JsonArray(
                    [.. Differences.GetValueOrDefault(found.Groups["range"].Value, []).Select(Difference)])
            },
        _ => null,
    };

    public JsonObject? Team(JsonNode variables) => Teams.TryGetValue((string)variables["slug"]!, out var own) ? new()
    {
        ["databaseId"] = TeamIds.GetValueOrDefault(
            (string)variables["slug"]!, ((string)variables["slug"]!).Sum(c => c)),
        ["members"] = FakeHistory.Page(
            [.. own, .. Nested.GetValueOrDefault((string)variables["slug"]!, [])], variables["all"], Member),
        ["own"] = FakeHistory.Page(own, variables["own"], Member),
    } : null;

    private static JsonObject Member(Account account) => new() { ["databaseId"] = account.Id };

    private JsonObject? Access(string login) => !Accounts.TryGetValue(login, out var account) ? null : new()
    {
        ["permission"] = Permissions.GetValueOrDefault(login, "none") switch
        {
            "maintain" => "write",
            "triage" =>
            "read",
            var permission => permission
        },
        ["role_name"] = Permissions.GetValueOrDefault(login, "none"),
        ["user"] = new JsonObject { ["id"] = account.Id, ["login"] = login },
    };

    private JsonObject? TeamAccess(string slug) =>
        TeamPermissions.GetValueOrDefault(slug, "push") is not { } permission ? null : new()
        {
            ["id"] = FakeApp.Repository,
            ["full_name"] = "acme/infra",
            ["permissions"] = new JsonObject
            {
                ["admin"] = permission == "admin",
                ["push"] = permission is "admin" or "push", ["pull"] = true
            },
        };

    private static JsonNode Move(FakeMove move, int at) => new JsonObject
    {
        ["id"] = at,
        ["ref"] = $"refs/heads/{move.Branch}",
        ["timestamp"] = (move.At ?? AutoAdvanceClock.Start.AddSeconds(at)).ToString("O"),
        ["before"] = move.Before?.Text ?? new string('0', 40),
        ["after"] = move.After?.Text ?? new string('0', 40),
        ["activity_type"] = move.Type,
        ["actor"] = move.By is null ? null
            : new JsonObject { ["id"] = move.By.Id, ["login"] = move.By.Login, ["type"] = "User" },
    };

    private static JsonNode Difference(FileDifference difference) => new JsonObject
    {
        ["filename"] = difference.File.Path,
        ["status"] = difference.File.Change.ToString().ToLowerInvariant(),
        ["sha"] = difference.Blob,
        ["patch"] = difference.Patch,
    };

    [GeneratedRegex("""
        ^GET\ /api/(?:
          (?<access>repos/acme/infra/collaborators/(?<login>[^/]+)/permission)
        | (?<team>orgs/acme/teams/(?<slug>[^/]+)/repos/acme/infra)
        | (?<activity>repos/acme/infra/activity)
        | (?<compare>repos/acme/infra/compare/(?<range>.+))
        )$
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Route();
}
