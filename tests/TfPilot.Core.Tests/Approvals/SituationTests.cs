using System.Globalization;
using System.Text;
using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;
using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Risks;
using static TfPilot.Core.Tests.Approvals.Cases.People;
using static TfPilot.Core.Tests.Approvals.PullData;

namespace TfPilot.Core.Tests.Approvals;

/// <summary>The messages for every situation of a pull request; read the golden file to judge their wording.</summary>
public sealed class SituationTests
{
    private static readonly PullFacts Approved = Prod(Bob.Ok(), Cy.Ok());

    private static readonly PullFacts Ruled = Pull("live/prod/web/main.tf").With(Evidence(1, Web(Deletion)))
        .WithApprovals(Bob.Ok(), Cy.Ok(), Gus.Ok()).Private()
        .WithSettings(settings => settings with { Context = WithRule(PolicyLevel.Approve, "dba").Context });

    private static readonly Dictionary<string, PullFacts> All = new()
    {
        ["nothing is touched"] = Pull("README.md").WithApprovals(),
        ["a draft"] = Prod() with { State = PullState.Draft },
        ["into another branch"] = Approved with { BaseBranch = "release" },
        ["the base branch moved"] = Approved.WithPeople(people => people with { StalePlans = ["prod"] }),
        ["no plan yet"] = Pull("live/prod/web/main.tf").WithApprovals(),
        ["no workflow is trusted"] = Pull("live/prod/web/main.tf").WithApprovals() with { TrustsSomebody = false },
        ["a changed file is in no plan"] = Pull("live/prod/web/main.tf", "live/prod/db/main.tf")
            .With(Evidence(1, Web(Creation))).WithApprovals(Bob.Ok(), Cy.Ok()),
        ["a folder is gone"] = Removing("live/prod/db/main.tf").With(Evidence(1, Web(Creation)))
            .WithApprovals(Bob.Ok(), Cy.Ok()),
        ["the plan is of an untrusted workflow"] = Pull("live/prod/web/main.tf")
            .With(Evidence(1, Web(Creation)).Untrusted()).WithApprovals(Bob.Ok()),
        ["a plan could not be read"] = Approved.With(
            Evidence(1,
                Web(Creation)) with
            { Facts = new([Web(Creation)], [new("live/prod/db/plan.json", "is no plan")]) }),
        ["the settings do not know the environment"] = Pull("live/prod/web/main.tf")
            .With(Evidence(1, Web(Creation), Project("live/x", "pord", Creation))).WithApprovals(Bob.Ok(), Cy.Ok()),
        ["approvals are missing"] = Prod(Bob.Ok(), Ann.Ok(), Gus.Ok(at: S1), Renovate.Ok()).Private()
            .WithProdRule(
                ProdRule with { Additional = [new("data", new(RiskClass.Safe, [], CostIncrease: null), 1, [Dba])] }),
        ["approvals are missing on a public repository"] = Prod(Bob.Ok()),
        ["two environments wait"] = Pull("live/prod/web/main.tf", "live/dev/api/main.tf")
            .With(Evidence(1, Web(Creation), Api(Creation))).WithApprovals(Eve.Ok(), Ann.Ok()).Private(),
        ["a rule asks for approval"] = Ruled,
        ["a rule was approved"] = Ruled.WithPeople(people => people with
        {
            PolicyApprovals = [new(
            Gus, "keep", "prod", FindingSet.Of(Ruled, "prod").Single().Hash, Start.AddHours(1))]
        }),
        ["policy blocks"] = Approved.With(Evidence(1, Web(Deletion)))
            .WithSettings(settings => settings with { Context = WithRule(PolicyLevel.Block).Context }),
        ["a comment asks to ignore what blocks"] = Approved.With(
            Evidence(1,
                Web(Deletion) with
                {
                    Sources = SourceIndex.Of("",
                    HclBlocks.Read("main.tf",
                        "# tfpilot:ignore keep until=2026-12-01 reason=old\nresource \"aws_instance\" " +
                            "\"web\" {\n}\n"))
                }))
            .WithSettings(settings => settings with { Context = WithRule(PolicyLevel.Block, "dba").Context }),
        ["planning failed"] = Approved.With(
            Evidence(1,
                new Core.Reviews.ProjectFacts("live/prod/web", "prod",
                    new Plan { FormatVersion = "1.2", Errored = true })
                { EntryFile = "live/prod/web/main.tf" })),
        ["somebody requested changes"] = Prod(Bob.Ok(), Cy.Ok(), Eve.Objects()),
        ["an account that asked for changes is gone"] = Prod(Bob.Ok(), Cy.Ok(), Person.Ghost.Objects()),
        ["locked by another"] = Approved.WithLocks(
            new HeldLock("prod", 9, "bob", "migration") { ById = Bob.Id, Ticket = 4 }),
        ["frozen"] =
            Approved.WithLocks(new HeldLock("prod", null, "gus", "black friday") { ById = Gus.Id, Ticket = 8 }),
        ["overridden"] = Ruled.WithReviews().WithOverride(),
        ["a team cannot be read"] = Prod(Bob.Ok())
            .WithPeople(people => people with { Teams = [new(Platform, Members: null, "could not be read")] }),
        ["the settings are broken"] = Approved.WithSettings(settings => settings with
        {
            Problems = [new(
            ".tfpilot.yml", ".tfpilot.yml:3:1: policies is not a known key of the settings")]
        }),
        ["the settings change"] = Pull(".tfpilot.yml").With(Evidence(1, Web(), Api())).WithApprovals(),
        ["approved"] = Approved,
    };

    public static TheoryData<string> Names => new(All.Keys);

    [Fact]
    public void Every_situation_renders_a_readable_check()
    {
        var text = new StringBuilder();
        foreach (var (name, pull) in All) AppendCheck(text, name, CheckRules.Decide(pull)[0]);
        AppendCheck(
            text, "a merge group", MergeGroupRules.Decide("main", [Approved, Prod(Bob.Ok()) with { Number = 8 }], []));

        Golden.Check(text.ToString(), "situations.md");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_check_title_names_the_first_action_in_at_most_sixty_characters(string name)
    {
        foreach (var check in CheckRules.Decide(All[name]))
        {
            check.Title.Should().NotBeEmpty().And.NotContain("\n");
            check.Title.Length.Should().BeLessThanOrEqualTo(60);
            if (check.Outcome != CheckOutcome.Success)
                check.Summary.Should().NotContain("no blockers found").And.Contain("**Next:** ").And.Subject
                    .Split("**Next:**").Should().HaveCount(2);
        }
    }

    [Fact]
    public void A_passing_check_says_approved_and_requests_nothing()
    {
        var check = CheckRules.Decide(All["a rule was approved"])[0];

        check.Outcome.Should().Be(CheckOutcome.Success);
        check.Title.Should().StartWith("Approved");
        check.Summary.Should()
            .Contain("approved by gus").And.NotContain("needs approval").And.NotContain("approve-policy");
    }

    [Fact]
    public void The_check_contains_the_exact_command_to_write()
    {
        var check = CheckRules.Decide(Ruled)[0];

        check.Title.Should().Be("prod: comment /tfpilot approve-policy keep (dba)");
        check.Summary.Should().Contain("a review does not approve keep, comment /tfpilot approve-policy keep");
    }

    [Fact]
    public void A_surplus_approval_is_not_reported_as_counting_for_another_requirement()
    {
        var more = Prod(Bob.Ok(), Cy.Ok(), Dee.Ok());
        var serving = Prod(Bob.Ok(), Cy.Ok(), Dee.Ok())
            .WithProdRule(
                ProdRule with
                {
                    RequiredCount = 3,
                    Additional = [new("again", new(RiskClass.Safe, [], CostIncrease: null), 1, [Platform])]
                });

        more.Disregarded().Should().BeEmpty();
        CheckRules.Decide(more)[0].Summary.Should().NotContain("counts for another requirement");
        serving.Find()!.Parts.SelectMany(part => part.Disregarded).Select(not => not.Reason).Distinct().Should()
            .Equal("counts for another requirement");
    }

    [Fact]
    public void A_settings_only_change_requires_its_owners_and_not_the_approvers_of_empty_plans()
    {
        var pull = All["the settings change"];

        CheckRules.Decide(pull).Select(check => check.Name).Should().Equal("tfpilot: main");
        CheckRules.Decide(pull)[0].Title.Should().Be("Get 1 approval from the owners of policy (anyone with admin…");
        pull.Status(rule: "approvals").Should().Be("none");
    }

    [Fact]
    public void An_empty_plan_does_not_affect_an_environment_and_a_plan_with_changes_does()
    {
        IReadOnlyList<string> Touched(PullFacts pull) => new PullEvaluation(pull).Environments;
        var shared = Pull("modules/net/main.tf");

        Touched(Pull(".tfpilot.yml").With(Evidence(1, Web(), Api(Creation)))).Should().Equal("dev");
        Touched(shared.With(Evidence(1, Web(), Api(Creation)))).Should().Equal("dev");
        // without changes, every affected environment requires an approval
        Touched(shared.With(Evidence(1, Web(), Api()))).Should().BeEquivalentTo("prod", "dev");
        Touched(Pull("live/prod/web/main.tf").With(Evidence(1, Web()))).Should().Equal("prod"); // the path is in prod
    }

    [Fact]
    public void A_request_for_changes_of_a_deleted_account_blocks_until_it_is_dismissed()
    {
        // two deleted accounts
        var (first, second) = (Person.Ghost.Objects(50) with { Id = 1001 }, Person.Ghost.Ok(55) with { Id = 1002 });
        var request = Prod(Bob.Ok(), Cy.Ok(), first, second);

        request.Status().Should().Be("Blocked ghost requested changes");
        request.Disregarded().Should().Equal("ghost: the account was deleted");
        Prod(Bob.Ok(), Cy.Ok(), first.Dismissed(by: Dee)).Status().Should().StartWith("Approved");
        Prod(Bob.Ok(), Cy.Ok(), first.Dismissed(by: Ann)).Status().Should().StartWith("Blocked");
    }

    [Theory]
    [InlineData(".tfpilot/templates/next.scriban")]
    [InlineData(".tfpilot/waivers.yml")]
    [InlineData("live/prod/web/.trivyignore")]
    [InlineData(".checkov.yaml")]
    [InlineData("live/.tfsec/config.yml")]
    [InlineData(".tflint.hcl")]
    public void Changes_of_policy_waiver_and_ignore_files_require_the_policy_owners(string path) =>
        CheckRules.Decide(Pull(path).With(Evidence(1, Web())).WithApprovals())[0].Title.Should()
        .StartWith("Get 1 approval from the owners of policy");

    [Fact]
    public void Additional_requirements_may_name_users()
    {
        var rule = ProdRule with
        {
            Additional = [new(
            "data", new(RiskClass.Safe, [], CostIncrease: null), 1, []) { Users = ["gus"] }]
        };
        var pull = Prod(Bob.Ok(), Cy.Ok()).WithProdRule(rule)
            .WithPeople(people => people with { Logins = [new("gus", Gus.Id)] });

        pull.Status().Should().Be("Pending data: 0 of 1 approval, gus missing");
        pull.WithReviews(Bob.Ok(), Cy.Ok(), Gus.Ok()).Status().Should().StartWith("Approved");
        RequestedApprovers.Of(pull with { People = null }, isOverridden: false).Logins.Should().Contain("gus");
    }

    [Fact]
    public void Candidates_are_named_only_on_private_repositories()
    {
        var named = Prod(Bob.Ok()).Private();

        CheckRules.Decide(named)[0].Summary.Should().Contain("1 missing: cy or dee could approve");
        CheckRules.Decide(named.WithPeople(people => people with { ShowsCandidates = false }))[0].Summary.Should()
            .NotContain("could approve");
    }

    private static void AppendCheck(StringBuilder text, string name, CheckVerdict check)
    {
        var summary = check.Summary.Split("\n### ")[0].Split("\nDecided for head ")[0];
        text.Append(
            CultureInfo.InvariantCulture, $"# {name}\n\n{check.Outcome}: {check.Title}\n\n{summary.TrimEnd()}\n\n");
    }
}

file static class Repositories
{
    private static readonly Person[] Known = [Bob, Cy, Dee, Eve, Fay, Gus];

    /// <summary>A private repository, where team names are shown.</summary>
    public static PullFacts Private(this PullFacts pull) => pull.WithPeople(people => people with
    {
        ShowsCandidates = true,
        Teams = [.. people.Teams.Select(team => team with { Members = [.. team.Members!.Select(
            member => member with { Login = Known.First(person => person.Id == member.Id).Login })] })],
    });
}
