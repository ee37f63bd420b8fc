using TfPilot.GitHub.Tests.Simulator;

namespace TfPilot.EndToEnd.Tests.App.Chaos;

/// <summary>
/// Reviewers: members of the required team, of its child team and of another team, the author, and a person without a
/// team. Their memberships change.
/// </summary>
internal sealed class ChaosReviewers(GitHubSimulator github, Random random)
{
    private const string Repository = "acme/infra";

    private static readonly string[] People = ["bob", "cy", "dee", "mia", "eve", "zed", "ann"];
    private static readonly string[] Dismissers = ["dee", "bob", "ann"];
    private static readonly (string Team, string User)[] Memberships = [("platform", "bob"), ("platform", "eve"),
        ("night", "mia"), ("devs", "eve"), ("devs", "cy")];

    private readonly HashSet<(string Team, string User)> members = [("platform", "bob"), ("night", "mia"),
        ("devs", "eve")];

    public IEnumerable<(int Weight, Func<ChaosPull, Task> Act)> Actions =>
        [(60, ReviewAsync), (8, DismissAsync), (3, _ => ChangeMembershipAsync())];

    /// <summary>
    /// Creates the team <c>night</c> as a child of platform with one member, and a person with read access only.
    /// </summary>
    public async Task BeginAsync()
    {
        await github.ActAsync("createUser", new { login = "mia" });
        await github.ActAsync("createUser", new { login = "zed" });
        await github.ActAsync("setCollaborator", new { repo = Repository, user = "zed", permission = "pull" });
        await github.ActAsync("createTeam", new { org = "acme", name = "night", parent = "platform", by = "dee" });
        await github.ActAsync("addTeamMember", new { org = "acme", team = "night", user = "mia", by = "dee" });
    }

    /// <summary>All of platform approve.</summary>
    public async Task ApproveAllAsync(ChaosPull pull)
    {
        foreach (var by in People.Take(4)) await ReviewAsync(pull, by, "approve");
    }

    private Task ReviewAsync(ChaosPull pull) =>
        ReviewAsync(pull, People[random.Next(People.Length)], random.Next(10) switch
        {
            0 => "request_changes",
            1 or 2 => "comment",
            _ => "approve",
        });

    public async Task ReviewAsync(ChaosPull pull, string by, string state)
    {
        var review = await github.ActAtOnceAsync(
            "review", new { repo = Repository, pull = pull.Number, by, state, force = true });
        if (state != "comment") pull.Opinions.Add(((long)review["id"]!, state == "approve"));
    }

    private async Task DismissAsync(ChaosPull pull)
    {
        if (pull.Opinions.Count == 0) return;
        var at = random.Next(pull.Opinions.Count);
        await github.ActAtOnceAsync("dismissReview",
            new
            {
                review_id = pull.Opinions[at].Review, by = Dismissers[random.Next(Dismissers.Length)],
                message = "settled"
            });
        pull.Opinions.RemoveAt(at);
    }

    private async Task ChangeMembershipAsync()
    {
        var (team, user) = Memberships[random.Next(Memberships.Length)];
        var isThere = members.Remove((team, user));
        if (!isThere) members.Add((team, user));
        await github.ActAtOnceAsync(
            isThere ? "removeTeamMember" : "addTeamMember", new { org = "acme", team, user, by = "dee" });
    }
}
