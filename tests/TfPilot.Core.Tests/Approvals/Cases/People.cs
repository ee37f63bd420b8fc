using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using static TfPilot.Core.Tests.Approvals.PullData;

namespace TfPilot.Core.Tests.Approvals.Cases;

/// <summary>
/// A pull request by ann that changes prod, with a trusted plan. Prod requires two approvals of platform (bob, cy, dee)
/// for the head S2, whose parent is S1; dev requires one of devs (eve). Tests change the facts that matter to them.
/// </summary>
internal static class People
{
    public static readonly DateTimeOffset Start = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);

    public static readonly Person Ann = new(new(1), "ann"), Bob = new(new(2), "bob"), Cy = new(new(3), "cy"),
        Dee = new(new(4), "dee"), Eve = new(new(5), "eve"),
        Fay = new(new(6), "fay"), Gus = new(new(7), "gus"), Outsider = new(new(8), "olaf"),
        Renovate = new(new(9), "renovate[bot]") { IsBot = true }, WebFlow = new(new(19), "web-flow");

    public static readonly CommitSha S1 = CommitSha.Parse(new string('1', 40)),
        S2 = CommitSha.Parse(new string('a', 40)), S3 = CommitSha.Parse(new string('3', 40)),
        Main = CommitSha.Parse(new string('b', 40));

    public static readonly TeamName Platform = TeamName.Parse("platform"), Devs = TeamName.Parse("devs"),
        Security = TeamName.Parse("security"), Dba = TeamName.Parse("dba"),
        Admins = TeamName.Parse("platform-admins"), BreakGlass = TeamName.Parse("break-glass");

    private const string ProdFile = "live/prod/web/main.tf";

    public static readonly ApprovalSettings ProdRule = new() { RequiredCount = 2, Teams = [Platform] };

    public static readonly ApprovalSettings DevRule = new()
    {
        RequiredCount = 1, Teams = [Devs],
        InvalidateOn = InvalidateOn.Plan
    };

    /// <summary>The default facts with these reviews.</summary>
    public static PullFacts Prod(params PullReview[] reviews) =>
        Pull(ProdFile).With(Evidence(1, Web(Creation))).WithApprovals(reviews);

    public static PullFacts WithApprovals(this PullFacts pull, params PullReview[] reviews) =>
        (pull with { People = Everybody }).WithProdRule(ProdRule).WithReviews(reviews);

    public static readonly PullPeople Everybody = new(Ann, Start.AddHours(4))
    {
        Commits = [new(S2, [S1], Ann, Ann), new(S1, [Main], Ann, Ann)],
        Pushes = [new(Ann, null, S1), new(Ann, S1, S2)],
        Teams = [Team(Platform, Bob, Cy, Dee), Team(Devs, Eve), Team(Security, Fay), Team(Dba, Gus), Team(Admins, Gus),
            Team(BreakGlass, Fay)],
        Access = [.. new[] { Ann, Bob, Cy, Dee, Eve, Fay, Gus }.Select(
            person => new KnownAccess(person.Id, RepositoryAccess.Write)), new(Outsider.Id, RepositoryAccess.Read)],
    };

    public static TeamFacts Team(TeamName name, params Person[] members) =>
        new(name, [.. members.Select(member => new TeamMember(member.Id))]);

    public static PullReview Ok(this Person by, int minutes = 60, CommitSha? at = null) =>
        by.Review(ReviewState.Approved, minutes, at);

    public static PullReview Objects(this Person by, int minutes = 60, CommitSha? at = null) =>
        by.Review(ReviewState.ChangesRequested, minutes, at);

    public static PullReview Review(this Person by, ReviewState state, int minutes, CommitSha? at = null) =>
        new(minutes, by, state, at ?? S2, Start.AddMinutes(minutes));

    public static PullReview Dismissed(this PullReview review, Person? by) =>
        review with { State = ReviewState.Dismissed, Dismissal = new(by, review.State) };

    public static PullFacts WithReviews(this PullFacts pull, params PullReview[] reviews) =>
        pull.WithPeople(people => people with { Reviews = reviews });

    /// <summary>Plans published for prod, with the minutes since the start.</summary>
    public static PullFacts WithPlans(
        this PullFacts pull, params (CommitSha Commit, string Fingerprint, int Minutes)[] plans) =>
        pull.WithPeople(people => people with
        {
            Plans = [.. plans.Select(
            plan => new PublishedPlan(plan.Commit, "prod", plan.Fingerprint, Start.AddMinutes(plan.Minutes)))]
        });

    /// <summary>
    /// Adds an override of the current prod plan by fay of break-glass, made an hour before the evaluation.
    /// </summary>
    public static PullFacts WithOverride(this PullFacts pull, Func<OverrideRequest, OverrideRequest>? change = null)
    {
        var request = new OverrideRequest(Fay, "prod", S2, EnvironmentPlan.FingerprintOf(pull, "prod") ?? "",
            "The shop is down for everybody.", Start.AddHours(3));
        return pull.WithSettings(settings => settings with { Override = new([BreakGlass]) })
            .WithPeople(people => people with { Overrides = [change is null ? request : change(request)] });
    }

    public static PullFacts WithLocks(this PullFacts pull, params HeldLock[] locks) =>
        pull.WithPeople(people => people with { Locks = locks });

    public static PullFacts WithPeople(this PullFacts pull, Func<PullPeople, PullPeople> change) =>
        pull with { People = change(pull.People!) };

    /// <summary>Replaces the approval rule of prod; dev keeps its own.</summary>
    public static PullFacts WithProdRule(this PullFacts pull, ApprovalSettings rule) =>
        pull.WithSettings(settings => settings with
        {
            Environments = [.. settings.Environments.Select(
            environment => environment with { Approvals = environment.Name == "prod" ? rule : DevRule })],
        });

    public static PullFacts WithSettings(this PullFacts pull, Func<EffectiveSettings, EffectiveSettings> change) =>
        pull with { Settings = change(pull.Settings) };

    /// <summary>
    /// The result of a requirement of an environment, such as "Pending 1 of 2 approvals, platform missing".
    /// </summary>
    public static string Status(this PullFacts pull, string? environment = "prod", string rule = "approvals") =>
        pull.Find(environment, rule) is { } requirement ? $"{requirement.Decision} {requirement.Words}" : "none";

    public static RequirementResult? Find(
        this PullFacts pull, string? environment = "prod", string rule = "approvals") =>
        CheckRules.Judge(pull).Rules.FirstOrDefault(found => found.Rule == rule)?.Requirements
        .Where(requirement => requirement.Environment == environment).ToList() is [var one] ? one : null;

    /// <summary>The approvals that do not count, with reasons, such as "ann: is the author".</summary>
    public static IEnumerable<string> Disregarded(
        this PullFacts pull, string? environment = "prod", string rule = "approvals") =>
        pull.Find(environment, rule)!.Disregarded.Select(not => $"{not.Person.Login}: {not.Reason}");

    public static Decision Overall(this PullFacts pull) => CheckRules.Judge(pull).Decision;
}
