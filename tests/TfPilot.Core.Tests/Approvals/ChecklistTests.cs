using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Policies;
using TfPilot.Core.Risks;
using static TfPilot.Core.Tests.Approvals.Cases.People;
using static TfPilot.Core.Tests.Approvals.PullData;

namespace TfPilot.Core.Tests.Approvals;

/// <summary>What the check of a pull request shows to its approvers.</summary>
public sealed class ChecklistTests
{
    private static readonly ApprovalSettings Rule = ProdRule with
    {
        Additional = [new("data",
        new(RiskClass.Destructive, [], CostIncrease: null), 1, [Dba]),
        new("sre", new(RiskClass.Safe, [], CostIncrease: null), 1, [Security])]
    };

    /// <summary>Approvals of bob and fay count; those of ann and cy do not.</summary>
    private static readonly PullFacts Halfway = Pull("live/prod/web/main.tf").With(Evidence(1, Web(Deletion)))
        .WithApprovals(Ann.Ok(10), Bob.Ok(20), Cy.Ok(30, at: S1), Fay.Ok(40), Renovate.Ok(50)).WithProdRule(Rule)
        .WithPeople(people => people with { Teams = Named(people.Teams), ShowsCandidates = true });

    [Fact]
    public void The_check_lists_each_requirement_with_its_approvers_and_candidates()
    {
        var check = CheckRules.Decide(Halfway)[0];

        check.Title.Should().Be("prod: get 1 more approval from platform (+1 more)");
        Golden.Check(check.Summary, "checklist.md");
    }

    [Fact]
    public void Ineligible_people_are_not_listed_as_candidates()
    {
        var pull = Halfway.WithPeople(people => people with
        {
            Pushes = [new(Dee, null, S2)],
            Access = [.. people.Access.Where(known => known.Id != Cy.Id), new(Cy.Id, Access: null)]
        });

        Row(pull, "prod: approval").Should()
            .Be("| prod: approval | 2 of platform, not the author or a contributor | bob | ⏳ 1 missing |");
        // the logins are unknown
        Row(pull.WithPeople(people => people with { Teams = [Team(Platform, Bob, Cy, Eve)] }), "prod: approval")
            .Should().EndWith("| ⏳ 1 missing |");
    }

    [Theory]
    [InlineData(false, false, "2 of platform, not the author or a contributor")]
    [InlineData(true, false, "2 of platform, not a contributor")]
    [InlineData(false, true, "2 of platform, not the author")]
    [InlineData(true, true, "2 of platform")]
    public void The_approvers_column_follows_the_settings(bool author, bool contributors, string who) =>
        Row(Halfway.WithProdRule(ProdRule with { AllowAuthor = author, AllowContributors = contributors }),
            "prod: approval")
        .Should().StartWith($"| prod: approval | {who} |");

    [Fact]
    public void Many_candidates_are_summarized_by_count()
    {
        var many = Enumerable.Range(100, 8).Select(id => new Person(new(id), $"p{id}")).ToArray();

        var pull = Halfway.WithPeople(people => people with { Teams = Named([Team(Platform, [Bob, .. many])]) });

        Row(pull, "prod: approval").Should()
            .EndWith("| ⏳ 1 missing: p100, p101, p102, p103, p104 or 3 more could approve |");
    }

    [Fact]
    public void Each_requirement_shows_its_result()
    {
        Row(Halfway.WithReviews(Bob.Ok(), Cy.Ok()), "prod: approval").Should().EndWith("| bob, cy | ✅ approved |");
        Row(Halfway.WithOverride(), "prod: approval").Should()
            .EndWith("| bob | ✅ overridden by fay until 2026-11-02 15:00 UTC |");
        Row(Halfway.WithReviews(Bob.Objects()), "prod: requested changes").Should()
            .Be("| prod: requested changes | – | – | ⛔ bob requested changes |");
        Row(Halfway.WithPeople(people => people with { Teams = [] }), "prod: approval").Should()
            .EndWith("| – | ⛔ 0 of 2 approvals, platform is not known |");
    }

    [Fact]
    public void The_checklist_includes_policy_owners_and_policy_approvers()
    {
        var pull = Pull("live/prod/web/main.tf", ".tfpilot.yml").With(Evidence(1, Web(Deletion))).WithApprovals()
            .WithSettings(settings => settings with { Context = WithRule(PolicyLevel.Approve, "@gus").Context })
            .WithPeople(people => people with { Logins = [new("gus", Gus.Id)] });

        Row(pull.WithPeople(people => people with { ShowsCandidates = true }), "prod: rule keep").Should()
            .Be("| prod: rule keep | 1 of gus, not the author or a contributor | – | ⏳ 1 missing, comment /tfpilot " +
            "approve-policy keep: gus could approve |");
        Row(pull, "owners of policy").Should().StartWith("| owners of policy | 1 of anyone with admin permission");
    }

    [Fact]
    public void A_repository_template_replaces_the_checklist_and_an_invalid_one_is_reported_once()
    {
        string Summary(string template) =>
            CheckRules.Decide(
                Halfway.WithSettings(settings => settings
                    with
                {
                    Templates = new Dictionary<string, string>
                    { ["standings.scriban"] = template }
                }))[0].Summary;

        Summary("{{ for item in items }}<{{ item.requirement }}>{{ end }}").Should()
            .Contain("<prod: approval><prod: approval, data><prod: approval, sre>").And.NotContain("| Requirement |");
        Summary("{{ for item in items }").Split("standings").Should().HaveCount(2);
        Summary("{{ for item in items }").Should().Contain("| Requirement |");
    }

    [Fact]
    public void A_checklist_with_any_number_of_people_fits_GitHubs_limit()
    {
        var crowd = Enumerable.Range(100, 500).Select(id => new Person(new(id), $"<@{new string('x', 30)}_{id}"))
            .ToArray();
        var environments = Enumerable.Range(0, 60).Select(i => Project($"live/x{i}", $"x{i}", Deletion)).ToArray();

        var pull = Halfway.WithReviews([.. crowd.Select(person => person.Ok(at: S1))])
            .With(Evidence(1, [Web(Deletion), .. environments]))
            .WithPeople(people => people with { Teams = Named([Team(Platform, crowd)]) });
        var check = CheckRules.Decide(pull)[0];

        MarkdownBudget.CheckRun.Measure(check.Summary).Should().BeLessThan(MarkdownBudget.CheckRun.Limit);
        check.Summary.Should().NotContain("<@").And.Contain("more");
    }

    private static string Row(PullFacts pull, string requirement) =>
        CheckRules.Decide(pull)[0].Summary.Split('\n')
        .First(line => line.StartsWith($"| {requirement} |", StringComparison.Ordinal));

    private static IReadOnlyList<TeamFacts> Named(IReadOnlyList<TeamFacts> teams)
    {
        Person[] people = [Bob, Cy, Dee, Eve, Fay, Gus];
        return [.. teams.Select(team => team with { Members = [.. team.Members!.Select(
            member => member with { Login = people.FirstOrDefault(person => person.Id == member.Id)?.Login
                ?? $"p{member.Id.Value}" })] })];
    }
}
