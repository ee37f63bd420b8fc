using FsCheck;
using FsCheck.Fluent;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Policies;
using TfPilot.Core.Risks;
using static TfPilot.Core.Tests.Approvals.Cases.People;
using static TfPilot.Core.Tests.Approvals.PullData;

namespace TfPilot.Core.Tests.Approvals;

public sealed class ApprovalPropertyTests
{
    private static readonly Person[] Everyone = [Ann, Bob, Cy, Dee, Eve, Fay, Gus, Outsider, Renovate];

    /// <summary>The fingerprint of the current plan.</summary>
    private const string Now = "now";

    private static readonly CommitSha?[] Commits = [S1, S2, S2, S2, S3, null];

    private static readonly Gen<ApprovalSettings> Rules =
        from count in Gen.Choose(1, 3)
        from teams in Gen.SubListOf(new[] { Platform, Devs, Security })
        from invalidate in Gen.Elements(Enum.GetValues<InvalidateOn>())
        from objections in Gen.Elements(Enum.GetValues<ChangesRequested>())
        from distinct in Gen.Elements(true, false)
        from allowed in Gen.Choose(0, 3)
        from hours in Gen.Elements(0, 3)
        from further in Gen.SubListOf(
            new AdditionalApproval[] { new("a", new(RiskClass.Safe, [], null), 1, [Platform]),
                new("b", new(RiskClass.Destructive, [], null), 1, [Security, Platform]) })
        select new ApprovalSettings
        {
            RequiredCount = count,
            Teams = teams.Count > 0 ? [.. teams] : [Platform],
            InvalidateOn = invalidate,
            ChangesRequested = objections,
            Distinct = distinct,
            AllowAuthor = allowed > 1,
            AllowContributors = allowed % 2 == 1,
            MaxAge = hours > 0 ? TimeSpan.FromHours(hours) : null,
            Additional = [.. further],
        };

    private static readonly Gen<PullReview> Review =
        from person in Gen.Elements(Everyone)
        from state in Gen.Elements(
            [ReviewState.Approved, ReviewState.Approved, ReviewState.Approved, .. Enum.GetValues<ReviewState>()])
        from commit in Gen.Elements(Commits)
        from minutes in Gen.Choose(0, 20)
        from number in Gen.Choose(1, 1000)
        from dismissing in Gen.Elements<Person?>(null, Ann, Dee, person)
        from was in Gen.Elements<ReviewState?>(null, ReviewState.Approved, ReviewState.ChangesRequested)
        select new PullReview(
            number, person, state, commit, state == ReviewState.Pending ? null : Start.AddMinutes(minutes * 10))
        {
            Dismissal = state == ReviewState.Dismissed ? new(dismissing, was) : null,
        };

    private static readonly Gen<PullFacts> Pulls =
        from reviews in Review.ArrayOf()
        from rule in Rules
        from changes in Gen.Elements(new[] { Web(Creation) }, [Web(Deletion)], [])
        from pushers in Gen.SubListOf(Everyone)
        from platform in Gen.SubListOf(Everyone)
        from security in Gen.SubListOf(Everyone)
        from known in Gen.SubListOf(Everyone)
        from shown in Gen.SubListOf(
            new[] { (S1, Now, 0), (S2, Now, 30), (S2, "another", 60), (S3, "another", 0), (S3, Now, 90) })
        let pull = Pull("live/prod/web/main.tf").With(Evidence(1, changes))
            .WithApprovals([.. reviews.DistinctBy(review => review.Id)]).WithProdRule(rule)
        let planned = EnvironmentPlan.FingerprintOf(pull, "prod")
        select pull.WithPlans(
            [.. shown.Select(plan => plan with { Item2 = plan.Item2 == Now ? planned ?? Now : plan.Item2 })])
                .WithPeople(people => people with
                {
                    Pushes = [.. pushers.Take(2).Select(pusher => new Push(pusher, S1, S2))],
                    Teams = [Team(Platform, [.. platform]), Team(Security, [.. security]), Team(Devs, Eve, Fay)],
                    Access = [.. Everyone.Except(known.Take(1))
                .Select(person => new KnownAccess(
                    person.Id, person == Outsider ? RepositoryAccess.Read : RepositoryAccess.Write))],
                });

    [Fact]
    public void The_order_of_the_facts_does_not_matter() => Check(
        from pull in Pulls
        from reviews in Gen.Shuffle(pull.People!.Reviews!.ToArray())
        from plans in Gen.Shuffle(pull.People!.Plans.ToArray())
        from pushes in Gen.Shuffle(pull.People!.Pushes!.ToArray())
        from access in Gen.Shuffle(pull.People!.Access.ToArray())
        select (pull,
            pull.WithPeople(people => people with
            {
                Reviews = reviews,
                Plans = plans,
                Pushes = pushes,
                Access = access,
                Teams = [.. people.Teams.Reverse()],
                Commits = [.. people.Commits!.Reverse()]
            })),
        (pull, shuffled) => Describe(pull) == Describe(shuffled));

    [Fact]
    public void The_same_facts_yield_the_same_decision() =>
    Check(Pulls.Select(pull => (pull, pull)), (pull, same) => Describe(pull) == Describe(same));

    [Fact]
    public void An_additional_approval_never_worsens_the_decision() => Check(
        from pull in Pulls
        from more in Review
        select (pull,
            More(pull, more with
            {
                State = ReviewState.Approved,
                SubmittedAt = more.SubmittedAt ?? Start,
                Dismissal = null
            })),
        (before, after) => after.Overall() <= before.Overall());

    [Fact]
    public void An_additional_request_for_changes_never_improves_the_decision() => Check(
        from pull in Pulls
        from more in Review
        select (pull,
            More(pull, more with
            {
                State = ReviewState.ChangesRequested,
                SubmittedAt = Start.AddDays(1),
                Dismissal = null
            })),
        (before, after) => after.Overall() >= before.Overall());

    [Fact] // where those who could approve block, somebody who could may have been the one who did
    public void Removing_a_team_member_never_improves_the_decision() => Check(
        from pull in Pulls
        where pull.Settings.ApprovalsOf("prod")[0].ChangesRequested != ChangesRequested.Eligible
        from person in Gen.Elements(Everyone)
        select (pull,
            pull.WithPeople(people => people with
            {
                Teams = [.. people.Teams.Select(
                team => team with { Members = [.. team.Members!.Where(member => member.Id != person.Id)] })]
            })),
        (before, after) => after.Overall() >= before.Overall());

    [Fact]
    public void A_higher_risk_never_improves_the_decision() => Check(
        from pull in Pulls
        select (pull.WithPlans().With(Evidence(1, Web(Creation))), pull.WithPlans().With(Evidence(1, Web(Deletion)))),
        (before, after) => after.Overall() >= before.Overall());

    [Fact]
    public void Duplicate_facts_do_not_change_the_decision() => Check(
        Pulls.Select(pull => (pull,
            pull.WithPeople(people => people with
            {
                Reviews = [.. people.Reviews!, .. people.Reviews!],
                Pushes = [.. people.Pushes!, .. people.Pushes!],
                Plans = [.. people.Plans, .. people.Plans]
            }))),
        (once, twice) => Describe(once) == Describe(twice));

    [Fact]
    public void Unknown_facts_never_approve() => Check(
        from pull in Pulls
        from loss in Gen.Elements<Func<PullPeople, PullPeople>>(
            people => people with { Reviews = null }, people => people with { Commits = null },
            people => people with { Pushes = null }, people => people with { Teams = [] },
            people => people with { Access = [] }, people => people with { Locks = null },
            people => people with { Commits = [.. people.Commits!.Select(commit => commit with { Author = null })] })
        select (pull, pull.WithPeople(loss)),
        (known, unknown) => known.Overall() <= Decision.Overridden || unknown.Overall() > Decision.Overridden,
        times: 1_000);

    /// <summary>All requirements are met except for one request for changes, which was dismissed.</summary>
    [Fact]
    public void Unknown_facts_never_remove_a_request_for_changes() => Check(
        from pull in Pulls
        from dismissing in Gen.Elements(Everyone)
        from loss in Gen.Elements<Func<PullPeople, PullPeople>>(
            people => people with { Pushes = null }, people => people with { Access = [] },
            people => people with { Teams = [] },
            people => people with { Commits = [.. people.Commits!.Select(commit => commit with { Author = null })] })
        let met = pull.WithProdRule(
            pull.Settings.ApprovalsOf(
                "prod")[0] with
            { InvalidateOn = InvalidateOn.Push, Additional = [], Teams = [Platform], MaxAge = null })
            .WithPeople(people => people with
            {
                Teams = [Team(Platform, Bob, Cy, Dee)],
                Reviews = [Bob.Ok(1), Cy.Ok(2), Dee.Ok(3), Gus.Objects(4).Dismissed(dismissing)],
                Plans = [],
            })
        select (met, met.WithPeople(loss)),
        (known, unknown) => known.Overall() <= Decision.Overridden || unknown.Overall() > Decision.Overridden);

    [Fact]
    public void Every_counted_approver_is_a_person_with_an_approving_review() => Check(
        Pulls.Select(pull => (pull, pull)),
        (pull, _) => pull.Find()!.Counted.All(person => !person.IsBot
            && pull.People!.Reviews!.Any(review => review.By == person && review.State == ReviewState.Approved)));

    [Fact]
    public void With_distinct_approvers_no_person_meets_two_requirements() => Check(
        Pulls.Select(pull => (pull.WithProdRule(pull.Settings.ApprovalsOf("prod")[0] with { Distinct = true }), pull)),
        (pull, _) => pull.Find()!.Parts.SelectMany(part => part.Counted).ToList() is var counted
            && counted.Distinct().Count() == counted.Count);

    [Fact]
    public void The_generated_pull_requests_reach_every_decision()
    {
        var decisions = Pulls.Sample(2000).Select(pull => pull.Overall()).Distinct();

        decisions.Should().Contain([Decision.Approved, Decision.Pending, Decision.Blocked, Decision.Error]);
    }

    private static PullFacts More(PullFacts pull, PullReview review) =>
        pull.WithPeople(people => people with { Reviews = [.. people.Reviews!, review with { Id = 1001 }] });

    private static string Describe(PullFacts pull) =>
        string.Join('\n', CheckRules.Decide(pull).Select(check => $"{check.Outcome} {check.Title}\n{check.Summary}")) +
        CheckRules.Judge(pull).ExpiresAt;

    private static void Check(
        Gen<(PullFacts, PullFacts)> cases, Func<PullFacts, PullFacts, bool> holds, int times = 100) =>
        Prop.ForAll(cases.ToArbitrary(), given => holds(given.Item1, given.Item2))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(times));
}
