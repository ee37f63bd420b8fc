using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;

namespace TfPilot.Core.Settings;

/// <summary>Reads everything that people did from a document.</summary>
internal static class PullPeopleSection
{
    public static PullPeople Read(Node.Map file, PeopleNamed people) =>
        new(people.FindOrNobody(file, "author"), file.Moment("now"))
        {
            OnBehalfOf = people.FindOrNull(file, "on_behalf_of"),
            Reviews = file.ListOrNull("reviews", map => Review(map, people)),
            Commits = file.ListOrNull("commits", map => Commit(map, people)),
            Pushes = file.ListOrNull(
            "pushes", map => new Push(people.FindOrNobody(map, "by"), map.CommitOrNull("before"), map.Commit("after"))),
            Teams = [.. file.Pairs("teams").Where(pair => pair.Value is Node.Map)
            .Select(pair => Team(TeamName.Parse(pair.Key), (Node.Map)pair.Value, people))],
            Access = people.Access,
            Logins = people.Logins,
            RetargetedAt = file.MomentOrNull("retargeted"),
            Plans = [.. file.Maps("shown")
            .Select(map => new PublishedPlan(
                map.Commit("commit"), map.Text("environment"), map.Text("fingerprint") ?? "",
                map.Moment("since")))],
            StalePlans = file.Texts("overtaken"),
            Overrides = [.. file.Maps("overrides").Select(map => Override(map, people))],
            PolicyApprovals = [.. file.Maps("policy_approvals").Select(map => PolicyApproval(map, people))],
            Locks = file.ListOrNull("locks",
            map => new HeldLock(
                map.Text("environment") ?? "", map.Integer("pull"), map.Text("by") ?? "", map.Text("reason") ?? "")),
        };

    private static PullReview Review(Node.Map map, PeopleNamed people) =>
        new((long)(map.Number("id") ?? 0), people.FindOrNobody(map, "by"),
            State(map.Text("state")) ?? ReviewState.Pending, map.CommitOrNull("commit"), map.MomentOrNull("at"))
        {
            Dismissal = map.Has("dismissed_by") || map.Has("was")
                ? new(people.FindOrNull(map, "dismissed_by"), State(map.Text("was"))) : null,
        };

    private static ReviewState? State(string? word) =>
        word is null ? null
        : Enum.Parse<ReviewState>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);

    private static PullCommit Commit(Node.Map map, PeopleNamed people) =>
        new(map.Commit("sha"), [.. map.Texts("parents").Select(CommitSha.Parse)], people.FindOrNull(map, "author"),
            people.FindOrNull(map, "committer"))
        {
            IsByGitHub = map.Flag("by_github") == true,
            PreservesDiff = map.Flag("keeps_diff") == true,
        };

    private static TeamFacts Team(TeamName name, Node.Map map, PeopleNamed people)
    {
        IEnumerable<TeamMember> Members(string key, bool isDirect = true, bool isActive = true) =>
            (map.Find(key) as Node.List)?.Items.Select(people.Find)
            .Select(person => new TeamMember(person.Id, isDirect, isActive) { Login = person.Login }) ?? [];
        TeamMember[] members = [.. Members("members"), .. Members("nested", isDirect: false),
            .. Members("invited", isActive: false)];
        return new(name, map.Has("members") ? members : null,
            map.Text("trouble") ?? (map.Has("members") ? null : "could not be read"));
    }

    private static OverrideRequest Override(Node.Map map, PeopleNamed people) =>
        new(people.FindOrNobody(map, "by"), map.Text("environment") ?? "", map.Commit("head"),
            map.Text("fingerprint") ?? "", map.Text("reason") ?? "", map.Moment("at"))
        {
            IsEdited = map.Flag("edited") == true,
        };

    private static PolicyApproval PolicyApproval(Node.Map map, PeopleNamed people) =>
        new(people.FindOrNobody(map, "by"), map.Text("rule") ?? "", map.Text("environment"), map.Text("findings") ?? "",
            map.Moment("at"))
        {
            IsEdited = map.Flag("edited") == true,
        };
}
