using TfPilot.Core.Approvals;
using TfPilot.Core.Basics;
using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;
using TfPilot.Core.Tests.Approvals.Cases;
using static TfPilot.Core.Tests.Approvals.PullData;

namespace TfPilot.Core.Tests.Approvals;

public sealed class CheckRulesTests
{
    private const string Prod = "live/prod/web/main.tf";
    private const string Dev = "live/dev/api/main.tf";

    private static readonly Plan Failed = new() { FormatVersion = "1.2", Errored = true };

    private static readonly Dictionary<string, (PullFacts Facts, string Required)> Cases = new()
    {
        ["nothing touched"] = (Pull("docs/a.txt", "docs/readme.md"), "Success No Terraform files changed"),
        ["no evidence"] = (Pull(Prod), "ActionRequired prod: waiting for the plan of prod"),
        ["no evidence for two"] = (Pull(Prod, Dev),
            "ActionRequired prod: waiting for the plan of prod · dev: waiting for the plan of dev"),
        ["evidence for one of two"] = (Pull(Prod, Dev).With(Evidence(1, Web(Creation))),
            "ActionRequired dev: waiting for the plan of dev"),
        ["a plan that passes"] = (Pull(Prod).With(Evidence(1, Web(Creation))), "Success Safe in prod: 1 creation"),
        ["a plan that warns"] = (Pull(Prod).With(Evidence(1, Web(Deletion))), "Success Destructive in prod: 1 destroy"),
        ["a plan that failed"] = (Pull(Prod).With(Evidence(1, Web() with { Plan = Failed })),
            "Failure prod: planning failed"),
        ["a plan that policy blocks"] = ((Pull(Prod) with { Settings = WithRule(PolicyLevel.Block) }).With(
            Evidence(1, Web(Deletion))), "Failure prod: policy blocks"),
        ["a plan that needs approval"] = ((Pull(
            Prod) with
        { Settings = WithRule(PolicyLevel.Approve, "dba", "sre") }).With(Evidence(1, Web(Deletion))),
            "ActionRequired prod: needs approval by dba or sre"),
        ["an approval that is missing"] = (People.Prod(People.Bob.Ok()),
            "ActionRequired prod: 1 of 2 approvals, platform missing"),
        ["a name of the settings that nobody has"] = (People.Prod(People.Bob.Ok(), People.Cy.Ok())
            .WithProdRule(
                People.ProdRule with
                {
                    Additional = [new(
                    "more", new(Core.Risks.RiskClass.Destructive, [], null), 1, [new(null, "gone")])]
                })
            .WithPeople(people => people with
            {
                Teams = [.. people.Teams,
                new(new(null, "gone"), Members: null, "does not exist") { IsVoid = true }]
            }),
                "Failure prod: gone does not exist"),
        ["a lock of another"] = (People.Prod(People.Bob.Ok(), People.Cy.Ok())
            .WithPeople(people => people with { Locks = [new("prod", 9, "eve", "migration")] }),
            "Failure prod: locked by #9"),
        ["a base that moved on"] = (People.Prod(People.Bob.Ok(), People.Cy.Ok())
            .WithPeople(people => people with { StalePlans = ["prod"] }), "ActionRequired prod: main moved on"),
        ["a change of workflows"] = (Pull(".github/workflows/plan.yml").WithApprovals(),
            "ActionRequired owners of workflows: 0 of 1 approval, anyone with admin permission missing"),
        ["advice only"] = ((Pull(Prod) with { Settings = WithRule(PolicyLevel.Advise) }).With(
            Evidence(1, Web(Deletion))), "Success Destructive in prod: 1 destroy · data is lost"),
        ["untrusted evidence"] = (Pull(Prod).With(Evidence(1, Web(Creation)).Untrusted()),
            "ActionRequired prod: the plan came from an untrusted workflow"),
        ["untrusted after trusted"] = (Pull(Prod)
            .With(Evidence(1, Web(Creation)), Evidence(2, Web(Deletion)).Untrusted()),
            "Success Safe in prod: 1 creation"),
        ["contradicted"] = (Pull(Prod).With(Evidence(1, Web(Creation)).Contradicted()),
            "ActionRequired prod: the evidence cannot be used"),
        ["contradicted after trusted"] = (Pull(Prod)
            .With(Evidence(1, Web(Creation)), Evidence(2, Web(Creation)).Contradicted()),
            "ActionRequired prod: the evidence cannot be used"),
        ["contradicted and without plans"] = (Pull(Prod).With(Evidence(1, Web(Creation)), Evidence(2).Contradicted()),
            "ActionRequired the evidence cannot be used"),
        ["untrusted, of environments that no path names"] = (Pull(Prod)
            .With(Evidence(1, Web(Creation)),
                Evidence(2, Project("x", "fantasy", Deletion), Project("y", null, Deletion)).Untrusted()),
                "Success Safe in prod: 1 creation"),
        ["trusted after untrusted"] = (Pull(Prod)
            .With(Evidence(1, Web(Creation)).Untrusted(), Evidence(2, Web(Creation))),
            "Success Safe in prod: 1 creation"),
        ["untrusted and blocking"] = ((Pull(Prod) with { Settings = WithRule(PolicyLevel.Block) }).With(
            Evidence(1, Web(Deletion)).Untrusted()), "ActionRequired prod: the plan came from an untrusted workflow"),
        ["a newer attempt without the problem"] = (Pull(Prod)
            .With(Evidence(1, Web() with { Plan = Failed }), new(new(1, 2), [], new([Web(Creation)], []))),
            "Success Safe in prod: 1 creation"),
        ["a plan of what no path tells"] = (Pull("docs/a.txt").With(Evidence(1, Web(Deletion)).Contradicted()),
            "ActionRequired prod: the evidence cannot be used"),
        ["an untrusted plan of what no path tells"] = (Pull("docs/a.txt").With(Evidence(1, Web(Deletion)).Untrusted()),
            "Success No Terraform files changed"),
        ["nothing planned, nothing touched, nobody trusted"] = (Pull("docs/a.txt").With(Evidence(1).Untrusted()),
            "Success No Terraform files changed"),
        ["an untrusted run that planned nothing"] = (Pull(Prod).With(Evidence(1).Untrusted()),
            "ActionRequired prod: waiting for the plan of prod · the plan came from an untrusted workflow"),
        ["what could not be read"] = (Pull(Prod)
            .With(new EvidenceDocument(new(1, 1), [], new([Web(Creation)], [new("live/prod/dns", "is no plan")]))),
            "Failure an input could not be read"),
        ["a plan of another folder"] = (Pull("live/prod/dns/main.tf").With(Evidence(1, Web(Creation))),
            "ActionRequired prod: a changed file is in no plan of prod"),
        ["a folder that is gone"] = (Removing("live/prod/db/main.tf").With(Evidence(1)),
            "ActionRequired prod: live/prod/db was removed and its state is orphaned"),
        ["a shared module without plans"] = (Pull("modules/net/main.tf"), "ActionRequired waiting for the plans"),
        ["a shared module that dev alone uses"] = (Pull("modules/net/main.tf").With(Evidence(1, Api(Creation))),
            "Success Safe in dev: 1 creation"),
        ["a shared module that nobody uses"] = (Pull("modules/net/main.tf").With(Evidence(1)),
            "ActionRequired a shared file is in no plan"),
        ["a shared module, planned by nobody we know"] = (Pull("modules/net/main.tf").With(Evidence(1).Untrusted()),
            "ActionRequired waiting for the plans · the plan came from an untrusted workflow"),
        ["the settings"] = (Pull(".tfpilot.yml"), "ActionRequired waiting for the plans"),
        ["the settings of a repository that plans nothing"] = (Pull(".tfpilot.yml").With(Evidence(1)),
            "Success No plan is affected"),
        ["Terraform that no environment claims"] = (Pull("tools/main.tf"), "ActionRequired waiting for the plans"),
        ["Terraform that no plan covers"] = (Pull("tools/main.tf").With(Evidence(1, Web())),
            "ActionRequired a changed file is in no plan"),
        ["Terraform of no environment with a plan"] = (Pull("tools/main.tf")
            .With(Evidence(1, Project("tools", null, Creation))), "Success Safe in tools: 1 creation"),
        ["a plan of an environment that nobody knows"] = (Pull(Prod)
            .With(Evidence(1, Web(), Project("live/prod/web", "prodd", Creation))),
            "ActionRequired prodd: the environment is not in the settings"),
        ["an environment in other case"] = (Pull(Prod).With(Evidence(1, Project("live/prod/web", "PROD", Creation))),
            "Success Safe in prod: 1 creation"),
        ["a draft"] = (Pull(Prod).With(Evidence(1, Web(Creation))) with { State = PullState.Draft },
            "ActionRequired this is a draft"),
        ["a draft that fails"] = (Pull(Prod)
            .With(Evidence(1, Web() with { Plan = Failed })) with
        { State = PullState.Draft },
            "Failure prod: planning failed"),
        ["a draft of nothing"] = (Pull("docs/a.txt") with { State = PullState.Draft },
            "Success No Terraform files changed"),
        ["another base branch"] = (Pull(Prod).With(Evidence(1, Web(Creation))) with { BaseBranch = "lax" },
            "ActionRequired prod: changes must target main"),
        ["more files than GitHub tells"] = (Pull() with { Affected = new([], IsComplete: false) },
            "ActionRequired prod: waiting for the plan of prod · dev: waiting for the plan of dev"),
        ["broken settings"] = (Pull(
            "docs/a.txt") with
        { Settings = InForce(Map) with { Problems = [new(".tfpilot.yml:3:1", "is not a key")] } },
            "Failure the settings of main have problems"),
    };

    public static TheoryData<string> Names => new(Cases.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_required_check_shows_the_worst_result(string name) =>
    Cases[name].Facts.CheckLine().Should().Be(Cases[name].Required);

    [Fact]
    public void Every_check_rule_is_met_and_violated_by_some_case()
    {
        var met = CheckRules.All.Where(rule => Cases.Values.Any(
            given => rule.Find(new(given.Facts)).Any(requirement => requirement.Outcome > CheckOutcome.Success)));
        var broken = CheckRules.All.Where(rule => Cases.Values.Any(
            given => rule.Find(new(given.Facts)).All(requirement => requirement.Outcome == CheckOutcome.Success)));

        met.Should().Equal(CheckRules.All);
        broken.Should().Equal(CheckRules.All);
    }

    [Fact]
    public void The_docs_list_every_check_rule()
    {
        var rows = Repository.Read("docs/reference/checks.md").ReplaceLineEndings("\n").Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal));

        rows.Should().ContainInOrder(CheckRules.All.Select(rule => $"| `{rule.Id}` | {rule.Summary} |"));
    }

    [Theory]
    // the plan of the other project is missing
    [InlineData("evidence for one of two", "prod", "Success Safe in prod: 1 creation")]
    [InlineData("evidence for one of two", "dev", "ActionRequired waiting for the plan of dev")]
    [InlineData("no evidence", "dev", "none")] // it is not touched
    [InlineData("a shared module that dev alone uses", "dev", "Success Safe in dev: 1 creation")]
    [InlineData("a shared module that dev alone uses", "prod", "none")]
    [InlineData("a draft", "prod", "ActionRequired this is a draft")]
    [InlineData("another base branch", "prod", "ActionRequired changes must target main")]
    [InlineData("what could not be read", "prod", "Failure an input could not be read")] // nobody knows whose it is
    [InlineData("broken settings", "prod", "none")] // nobody knows which there are
    public void Each_environment_has_its_own_check(string name, string environment, string expected) =>
    Cases[name].Facts.CheckLine(environment).Should().Be(expected);

    [Fact]
    public void A_closed_pull_request_gets_no_new_checks() =>
    CheckRules.Decide(Pull(Prod) with { State = PullState.Closed }).Should().BeEmpty();

    [Fact]
    public void The_required_check_is_named_after_the_base_branch_and_the_others_after_their_environments()
    {
        var checks = CheckRules.Decide(Pull(Prod, Dev) with { BaseBranch = "release/1" });

        checks.Select(check => (check.Name, check.IsRequired)).Should()
            .Equal(("tfpilot: release/1", true), ("tfpilot / prod", false), ("tfpilot / dev", false));
    }

    [Fact]
    public void Missing_settings_are_reported_and_the_defaults_apply()
    {
        var pull = Pull() with
        {
            Settings = InForce(Core.Environments.EnvironmentMap.Empty) with { IsMissing = true },
            Affected = new([new("main.tf", TouchKind.Unmapped, [])], IsComplete: true)
        };

        var check = CheckRules.Decide(pull.With(Evidence(1, Project(".", null, Creation))))[0];

        check.Outcome.Should().Be(CheckOutcome.Success);
        check.Summary.Should()
            .Contain("There is no .tfpilot.yml on main, so the defaults apply").And.Contain("(none: the defaults)");
    }

    [Fact]
    public void Settings_problems_are_shown_with_their_location()
    {
        var check = CheckRules.Decide(Cases["broken settings"].Facts)[0];

        check.Summary.Should().Contain(".tfpilot.yml:3:1").And.Contain("is not a key");
    }

    [Fact]
    public void The_last_line_lists_the_inputs_of_the_decision()
    {
        var check = CheckRules.Decide(Cases["a plan that passes"].Facts)[0];

        check.Summary.TrimEnd().Split('\n')[^1].Should()
            .Match(
                "Decided for head `aaaaaaa` on main `bbbbbbb`, environment prod, plan live/prod/web `fp:*`. " +
                    "Evidence: run 1, attempt 1. Settings: main `ccccccc`.");
    }

    [Fact]
    public void Without_trusted_workflows_the_check_says_so() =>
        CheckRules.Decide(Pull(Prod) with { TrustsSomebody = false })[0].Summary.Should()
        .Contain("TFPILOT_TRUSTED_WORKFLOWS");

    [Fact]
    public void A_finding_with_a_line_is_annotated_only_by_the_required_check()
    {
        var web = Web(
            Deletion) with
        {
            Sources = SourceIndex.Of(
                "", HclBlocks.Read("main.tf", "\nresource \"aws_instance\" \"web\" {\n}\n"))
        };
        var pull = Pull(Prod) with { Settings = WithRule(PolicyLevel.Block) };

        var checks = CheckRules.Decide(pull.With(Evidence(1, web)));

        checks[0].Annotations.Select(remark => (remark.Title, remark.File, remark.Line)).Should()
            .Equal(("policy/keep", Prod, 2));
        checks[1].Annotations.Should().BeEmpty();
        CheckRules.Decide(pull.With(Evidence(1, web).Untrusted()))[0].Annotations.Should().BeEmpty();
        // the line is unknown
        CheckRules.Decide(pull.With(Evidence(1, Web(Deletion))))[0].Annotations.Should().BeEmpty();
    }

    [Fact]
    public void External_text_is_escaped_and_the_summary_fits_GitHubs_limit()
    {
        var name = $"live/prod/<b>|`@acme {new string('x', 300)}";
        var projects = Enumerable.Range(0, 400)
            .Select(i => Project($"{name}{i}", "prod",
                [.. Enumerable.Range(0, 20).Select(n => Tests.Reviews.A.Delete($"aws_instance.a{n}"))])).ToArray();

        var check = CheckRules.Decide(
            Pull([.. projects.Select(project => $"{project.Name}/b.tf"), "live/dev/@acme/<i>|.tf"])
                .With(Evidence(1, projects).Untrusted()))[0];

        MarkdownBudget.CheckRun.Measure(check.Summary).Should().BeLessThan(MarkdownBudget.CheckRun.Limit);
        check.Title.Length.Should().BeLessThanOrEqualTo(CheckVerdict.TitleLength);
        check.Summary.Should().NotContain("<b>").And.NotContain("@acme").And.NotContain("<i>");
    }
}
