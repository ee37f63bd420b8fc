using TfPilot.Core.Approvals;
using static TfPilot.Core.Tests.Approvals.Cases.People;
using static TfPilot.Core.Tests.Approvals.PullData;

namespace TfPilot.Core.Tests.Approvals.Cases;

/// <summary>Whose approval counts.</summary>
public sealed class ApproverTests
{
    private const string None = "Pending 0 of 2 approvals, platform missing";
    private const string One = "Pending 1 of 2 approvals, platform missing";
    private const string Both = "Approved 2 of 2 approvals";

    private static readonly ApprovalCondition Always = new(Core.Risks.RiskClass.Safe, [], CostIncrease: null);

    private static readonly PullFacts BobAndCy = Prod(Bob.Ok(), Cy.Ok());

    /// <summary>A merge of the base branch into S2, made by bob with GitHub's update button.</summary>
    private static readonly PullCommit Update = new(
        S2, [S1, Main], Bob, WebFlow)
    { IsByGitHub = true, PreservesDiff = true };

    [Fact]
    public void B1_the_author_does_not_count()
    {
        var pull = Prod(Ann.Ok(), Bob.Ok()).WithPeople(people => people with { Teams = [Team(Platform, Ann, Bob)] });

        pull.Status().Should().Be(One);
        pull.Disregarded().Should().Equal("ann: is the author");
    }

    [Fact]
    public void B2_the_author_counts_if_allowed() =>
        Prod(Ann.Ok(), Bob.Ok()).WithProdRule(ProdRule with { AllowAuthor = true })
        .WithPeople(people => people with { Teams = [Team(Platform, Ann, Bob)] }).Status().Should().Be(Both);

    [Fact]
    public void B2_allowing_contributors_does_not_allow_the_author() =>
        Prod(Ann.Ok(), Bob.Ok()).WithProdRule(ProdRule with { AllowContributors = true })
        .WithPeople(people => people with { Teams = [Team(Platform, Ann, Bob)] }).Status().Should().Be(One);

    [Fact]
    public void B3_a_commit_author_does_not_count()
    {
        var pull = BobAndCy.WithPeople(
            people => people with { Commits = [new(S2, [S1], Bob, Ann), new(S1, [Main], Ann, Ann)] });

        pull.Status().Should().Be(One);
        pull.Disregarded().Should().Equal("bob: wrote aaaaaaa");
        pull.WithProdRule(ProdRule with { AllowContributors = true }).Status().Should().Be(Both);
    }

    [Fact]
    public void B4_a_committer_does_not_count() =>
        BobAndCy.WithPeople(people => people with { Commits = [new(S2, [S1], Ann, Bob), new(S1, [Main], Ann, Ann)] })
        .Disregarded().Should().Equal("bob: committed aaaaaaa");

    [Fact]
    public void B5_a_person_who_only_updated_the_branch_counts() => Updated(Update).Status().Should().Be(Both);

    [Fact]
    public void B6_a_person_who_resolved_conflicts_does_not_count()
    {
        var pull = Updated(Update with { PreservesDiff = false });

        pull.Disregarded().Should().Equal("bob: wrote aaaaaaa");
        pull.WithReviews(Cy.Ok(at: S1), Dee.Ok(at: S1)).Status().Should().Be(None);
    }

    [Fact]
    public void B6_pushing_more_than_the_branch_update_makes_a_contributor() =>
        Updated(Update).WithPeople(people => people with { Pushes = [new(Ann, null, S1), new(Bob, S3, S2)] })
            .Disregarded()
        .Should().Equal("bob: pushed aaaaaaa");

    [Fact]
    public void B7_an_unknown_commit_author_is_an_error_if_contributors_do_not_count()
    {
        var pull = BobAndCy.WithPeople(
            people => people with { Commits = [new(S2, [S1], Author: null, Ann), new(S1, [Main], Ann, Ann)] });

        pull.Status().Should().Be("Error the author of aaaaaaa is unknown");
        pull.WithProdRule(ProdRule with { AllowContributors = true }).Status().Should().Be(Both);
    }

    [Fact]
    public void B8_a_pusher_does_not_count_regardless_of_the_commit_authors() =>
        BobAndCy.WithPeople(people => people with { Pushes = [new(Ann, null, S1), new(Bob, S1, S2)] }).Disregarded()
            .Should().Equal("bob: pushed aaaaaaa");

    // the pushers come from the repository's activity; if it cannot be read, the contributors are unknown
    [Fact]
    public void B8_with_unknown_pushers_approval_is_pending() =>
        BobAndCy.WithPeople(people => people with { Pushes = null }).Status()
            .Should().Be("Pending the pushers are unknown");

    [Fact]
    public void B9_an_author_of_merged_commits_does_not_count() =>
        BobAndCy.WithPeople(people => people with
        {
            Commits = [new(S2, [S1, S3], Ann, Ann), new(S1, [Main], Ann, Ann),
            new(S3, [Main], Bob, Ann)]
        })
            .Disregarded().Should().Equal("bob: wrote 3333333");

    // the author address of S3 may be forged; the merge on GitHub brings in a branch other than the base, so it is not
    // an update
    [Fact]
    public void B9_a_person_who_merges_another_branch_on_GitHub_does_not_count()
    {
        var pull = BobAndCy.WithPeople(people => people with
        {
            Commits = [Update with { Parents = [S1, S3] }, new(S1, [Main], Ann, Ann), new(S3, [Main], Eve, Eve)],
            Pushes = [new(Ann, null, S1), new(Bob, S1, S2)],
        });

        pull.Disregarded().Should().Equal("bob: wrote aaaaaaa");
    }

    [Fact]
    public void B10_bots_never_count()
    {
        var pull = Prod(Renovate.Ok(), Bob.Ok())
            .WithPeople(people => people with
            {
                Teams = [Team(Platform, Renovate, Bob)],
                Access = [.. people.Access, new(Renovate.Id, RepositoryAccess.Admin)]
            });

        pull.Status().Should().Be(One);
        pull.Disregarded().Should().Equal("renovate[bot]: bots never count");
    }

    [Fact]
    public void B11_a_person_who_had_a_bot_open_the_pull_request_is_its_author() =>
        (BobAndCy with { People = BobAndCy.People! with { Author = Renovate, OnBehalfOf = Bob } }).Disregarded()
            .Should().Equal("bob: triggered the bot that opened the pull request");

    [Fact]
    public void B12_a_former_team_member_does_not_count() =>
        BobAndCy.WithPeople(people => people with { Teams = [Team(Platform, Cy, Dee)] }).Disregarded().Should()
        .Equal("bob: is not in platform");

    [Fact]
    public void B13_a_new_team_member_counts() =>
        Prod(Eve.Ok(), Cy.Ok()).WithPeople(people => people with { Teams = [Team(Platform, Eve, Cy)] }).Status()
            .Should().Be(Both);

    [Fact]
    public void B14_an_invited_person_is_not_a_team_member() =>
    InPlatform(new TeamMember(Bob.Id, IsActive: false)).Status().Should().Be(One);

    [Fact]
    public void B15_members_of_child_teams_count_unless_nested_is_disabled()
    {
        var pull = InPlatform(new TeamMember(Bob.Id, IsDirect: false));

        pull.Status().Should().Be(Both);
        pull.WithProdRule(ProdRule with { IncludeChildTeams = false }).Status().Should().Be(One);
    }

    [Fact]
    public void B16_members_of_a_parent_team_do_not_count() =>
        BobAndCy.WithPeople(
            people => people with { Teams = [Team(Platform, Cy), Team(TeamName.Parse("engineering"), Bob, Cy)] })
            .Status()
                .Should().Be(One);

    [Fact]
    public void B17_a_team_that_does_not_exist_is_an_error()
    {
        var pull = Prod(Bob.Ok())
            .WithPeople(people => people with { Teams = [new(Platform, Members: null, "does not exist")] });

        pull.Status().Should().Be("Error 0 of 2 approvals, platform is not known");
        pull.Find()!.Reasons.Should().Contain("The team platform does not exist.");
    }

    [Fact]
    public void B18_an_unreadable_team_is_an_error() =>
        BobAndCy.WithPeople(people => people with { Teams = [] }).Status().Should()
        .Be("Error 0 of 2 approvals, platform is not known");

    [Fact]
    public void B19_a_renamed_user_still_counts() =>
    Prod(Bob.Ok(), Cy.Ok() with { By = Cy with { Login = "cyrus" } }).Status().Should().Be(Both);

    [Fact]
    public void B20_a_new_account_with_an_old_login_does_not_count()
    {
        var other = new Person(new(99), "bob");
        var pull = Named("bob")
            .WithPeople(people => people with { Access = [.. people.Access, new(other.Id, RepositoryAccess.Write)] });

        pull.WithReviews(Bob.Ok()).Status().Should().Be("Approved 1 of 1 approval");
        pull.WithReviews(other.Ok()).Status().Should().Be("Pending 0 of 1 approval, bob missing");
    }

    [Fact]
    public void B21_logins_in_the_settings_are_case_insensitive() =>
    Named("BOB").WithReviews(Bob.Ok()).Status().Should().Be("Approved 1 of 1 approval");

    [Fact]
    public void B22_a_member_of_two_teams_counts_once() =>
        Prod(Bob.Ok()).WithProdRule(ProdRule with { Teams = [Platform, Security] })
        .WithPeople(people => people with { Teams = [Team(Platform, Bob), Team(Security, Bob)] })
            .Status().Should().Be("Pending 1 of 2 approvals, platform or security missing");

    [Fact]
    public void B23_a_person_meets_two_requirements_only_if_allowed()
    {
        var rule = new ApprovalSettings
        {
            RequiredCount = 1, Teams = [Platform],
            Additional = [new("review", Always, 1, [Security])]
        };
        var pull = Prod(Bob.Ok()).WithProdRule(rule)
            .WithPeople(people => people with { Teams = [Team(Platform, Bob), Team(Security, Bob)] });

        pull.Status().Should().Be("Pending review: 0 of 1 approval, security missing");
        pull.WithProdRule(rule with { Distinct = false }).Status().Should().StartWith("Approved");
    }

    [Fact]
    public void B24_approvers_are_assigned_so_that_all_requirements_are_met()
    {
        var rule = new ApprovalSettings
        {
            RequiredCount = 1, Users = ["bob", "cy"],
            Additional = [new("review", Always, 1, [Security])]
        };
        var pull = Prod(Bob.Ok(), Cy.Ok()).WithProdRule(rule)
            .WithPeople(people => people with
            {
                Teams = [Team(Security, Bob)],
                Logins = [new("bob", Bob.Id), new("cy", Cy.Id)]
            });

        pull.Status().Should().StartWith("Approved");
        pull.Find()!.Parts.Select(part => part.Counted.Single()).Should().Equal(Cy, Bob);
    }

    [Fact]
    public void B25_a_person_without_repository_access_does_not_count() =>
        BobAndCy.WithPeople(
            people => people with { Access = [new(Bob.Id, Access: null), new(Cy.Id, RepositoryAccess.Write)] })
            .Disregarded().Should().Equal("bob: no longer has access to the repository");

    [Fact]
    public void B25_a_person_with_unknown_access_does_not_count() =>
    BobAndCy.WithPeople(people => people with { Access = [new(Cy.Id, RepositoryAccess.Write)] }).Status()
        .Should().Be(One);

    [Fact]
    public void B26_outside_collaborators_count_only_as_listed_users()
    {
        Prod(Outsider.Ok(), Cy.Ok()).Status().Should().Be(One);
        Prod(Outsider.Ok(), Cy.Ok()).WithProdRule(ProdRule with { Users = ["olaf"] })
            .WithPeople(people => people with { Logins = [new("olaf", Outsider.Id)] }).Status().Should().Be(Both);
    }

    [Fact]
    public void B27_an_admin_is_not_automatically_an_approver() =>
        Prod(Gus.Ok(), Cy.Ok())
        .WithPeople(people => people with
        {
            Access = [new(Gus.Id, RepositoryAccess.Admin),
            new(Cy.Id, RepositoryAccess.Write)]
        }).Status().Should().Be(One);

    [Fact] // the settings have no way to count co-authors, so they are no contributors
    public void B28_the_author_of_a_committed_suggestion_still_counts() =>
        BobAndCy.WithPeople(people => people with
        {
            Commits = [new(S2, [S1], Ann, WebFlow) { IsByGitHub = true },
            new(S1, [Main], Ann, Ann)]
        }).Status().Should().Be(Both);

    [Fact]
    public void B29_the_last_pusher_does_not_count_and_two_other_approvals_are_sufficient()
    {
        var pull = Prod(Bob.Ok(), Cy.Ok()).WithPeople(people => people with { Pushes = [new(Bob, S1, S2)] });

        pull.Status().Should().Be(One);
        pull.WithReviews(Cy.Ok(), Dee.Ok()).Status().Should().Be(Both);
    }

    private static PullFacts Updated(PullCommit update) =>
        BobAndCy.WithPeople(people => people with
        {
            Commits = [update, new(S1, [Main], Ann, Ann)],
            Pushes = [new(Ann, null, S1), new(Bob, S1, S2)]
        });

    private static PullFacts InPlatform(TeamMember bob) =>
        BobAndCy.WithPeople(people => people with { Teams = [new(Platform, [bob, new(Cy.Id)])] });

    private static PullFacts Named(string login) =>
        Prod().WithProdRule(new ApprovalSettings { RequiredCount = 1, Users = [login] })
        .WithPeople(people => people with { Logins = [new("bob", Bob.Id)] });
}
