using TfPilot.Core.Approvals;
using TfPilot.Core.Environments;
using TfPilot.Core.Plans;
using TfPilot.Core.Policies;
using TfPilot.Core.Reviews;
using TfPilot.Core.Tests.Approvals.Cases;
using static TfPilot.Core.Tests.Approvals.PullData;

namespace TfPilot.Core.Tests.Approvals;

/// <summary>
/// A change to the settings alone is evaluated with plans that were accepted earlier, as long as they are still valid.
/// </summary>
public sealed class RejudgingTests
{
    private const string Enough = "Success No plan is affected";
    private const string Waits = "ActionRequired waiting for the plans";
    private const string Net = "../../../modules/net";

    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private static readonly AcceptedDocument Both = Accepted(5, Web(Deletion).Calling(Net), Api(Creation).Calling());

    private static readonly Dictionary<string, (PullFacts Facts, string Required)> Cases = new()
    {
        ["fresh plans of all environments"] = (Settings().After(Both), Enough),
        ["of two pull requests"] = (Settings().After(Accepted(5, Web(Deletion)), Accepted(6, Api())), Enough),
        ["none"] = (Settings(), Waits),
        ["none of dev"] = (Settings().After(Accepted(5, Web(Deletion))), Waits),
        ["a plan of an environment in other letters"] = (Settings()
            .After(Accepted(5, Project("live/prod/web", "PROD"), Api())), Enough),
        ["of a week ago"] = (Settings().After(Both with { Received = Now.AddDays(-7) }), Enough),
        ["older than a week"] = (Settings().After(Both with { Received = Now.AddDays(-7).AddSeconds(-1) }), Waits),
        ["of the future"] = (Settings().After(Both with { Received = Now.AddSeconds(1) }), Waits),
        ["nobody knows what changed since"] = (Settings()
            .After(Both with { ChangedSince = new([], IsComplete: false) }), Waits),
        ["its configuration changed since"] = (Settings().After(Both.Before("live/prod/web/main.tf")), Waits),
        ["its module changed since"] = (Settings().After(Both.Before("modules/net/main.tf")), Waits),
        ["another module changed since"] = (Settings().After(Both.Before("modules/db/main.tf")), Enough),
        ["another project of its environment changed since"] = (Settings().After(Both.Before("live/prod/dns/main.tf")),
            Enough),
        ["the same without sources"] = (Settings().After(Accepted(5, Web(), Api()).Before("live/prod/dns/main.tf")),
            Waits),
        // any project might read the file
        ["a file beside another project changed since"] = (Settings().After(Both.Before("live/prod/dns/zone.json")),
            Waits),
        ["its lock file changed since"] = (Settings().After(Both.Before("live/prod/web/.terraform.lock.hcl")), Waits),
        ["another lock file changed since"] = (Settings().After(Both.Before("live/prod/dns/.terraform.lock.hcl")),
            Enough),
        ["variables of all changed since"] = (Settings().After(Both.Before("live/prod/common.tfvars")), Waits),
        ["what no environment claims changed since"] = (Settings().After(Both.Before("root.hcl")), Waits),
        ["the settings changed since"] = (Settings().After(Both.Before(".tfpilot.yml", "docs/a.md")), Enough),
        ["overtaken by a newer one"] = (Settings()
            .After(Both.Before("live/prod/web/main.tf"), Accepted(6, Web(Creation))), Enough),
        ["a project was overtaken, the environment was not"] = (Settings()
            .After(Both.Before("live/prod/web/main.tf"), Accepted(6, Project("live/prod/dns", "prod"))), Waits),
        ["contradictory"] = (Settings().After(Both, Accepted(6, Web()).Saying(document => document.Contradicted())),
            Waits),
        ["of nobody we know"] = (Settings().After(Both.Saying(document => document.Untrusted())), Waits),
        ["read only in part"] = (Settings()
            .After(
                Both.Saying(document => document with
                {
                    Facts = document.Facts with
                    {
                        Problems = [new(
                    "live/prod/dns", "is no plan")]
                    }
                })), Waits),
        ["the last plan failed"] = (Settings()
            .After(Both, Accepted(6, Web() with { Plan = new() { FormatVersion = "1.2", Errored = true } })), Waits),
        ["a rule blocks what was merged"] = ((Settings() with { Settings = WithRule(PolicyLevel.Block) }).After(Both),
            Waits),
        ["a rule asks for approval of what was merged"] = ((Settings() with
        {
            Settings = WithRule(
            PolicyLevel.Approve, "dba")
        }).After(Both), Enough),
        ["of an environment that the settings do not know"] = (Settings()
            .After(Both, Accepted(6, Project("live/qa/web", "qa"))), Waits),
        ["without environments"] = ((Settings() with { Settings = InForce(EnvironmentMap.Empty) }).After(
            Accepted(5, Project("web", null))), Enough),
        ["without environments and without plans"] = ((Settings() with
        {
            Settings = InForce(
            EnvironmentMap.Empty)
        }).After(Accepted(5)), Waits),
        ["strangers reported, too"] = (Settings().After(Both).With(Evidence(9, Web(Deletion)).Untrusted()), Enough),
        ["the head has a plan of its own"] = (Settings().After(Both).With(Evidence(9, Web(Deletion))),
            "Success Destructive in prod: 1 destroy"),
        ["the head has a contradictory plan"] = (Settings().After(Both).With(Evidence(9, Web()).Contradicted()),
            "ActionRequired prod: the evidence cannot be used"),
        ["a template of the settings"] = (Pull(".tfpilot/templates/summary.scriban").After(Both), Enough),
        ["and a workflow"] = (Pull(".tfpilot.yml", ".github/workflows/plan.yml").After(Both), Waits),
        ["and a lock file"] = (Pull(".tfpilot.yml", ".terraform.lock.hcl").After(Both), Waits),
        ["and a module"] = (Pull(".tfpilot.yml", "modules/net/main.tf").After(Both), Waits),
        ["and Terraform that no environment claims"] = (Pull(".tfpilot.yml", "tools/main.tf").After(Both), Waits),
        ["and Terraform of an environment"] = (Pull(".tfpilot.yml", "live/prod/web/main.tf").After(Both),
            "ActionRequired prod: waiting for the plan of prod · waiting for the plans"),
        ["and a text"] = (Pull(".tfpilot.yml", "docs/a.md").After(Both), Waits),
        ["Terraform among the settings"] = (Pull(".tfpilot/main.tf").After(Both), Waits),
        ["a module among the settings that changes with them"] = (Pull(".tfpilot/net/run.sh")
            .After(Accepted(5, Web().Calling("../../../.tfpilot/net"), Api())), Waits),
        ["renamed from elsewhere"] = (Changing(
            new ChangedFile(".tfpilot/a.scriban", ChangeStatus.Renamed) { PreviousPath = "live/prod/web/a.tpl" })
                .After(Both), "ActionRequired prod: waiting for the plan of prod · waiting for the plans"),
    };

    public static TheoryData<string> Names => new(Cases.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Accepted_plans_are_used_only_while_they_are_still_valid(string name) =>
    Cases[name].Facts.CheckLine().Should().Be(Cases[name].Required);

    [Theory]
    [InlineData(UnmappedHandling.Ignore)]
    [InlineData(UnmappedHandling.Strictest)]
    public void A_settings_only_change_contains_no_other_file_even_outside_all_plans(UnmappedHandling unmapped)
    {
        bool IsAlone(ChangedFiles changed) => TouchRules.Decide(changed, Map, unmapped).IsSettingsAlone;
        ChangedFiles Files(params string[] paths) =>
            new([.. paths.Select(path => new ChangedFile(path, ChangeStatus.Modified))]);

        IsAlone(Files(".tfpilot.yml", ".tfpilot/waivers.yml")).Should().BeTrue();
        IsAlone(Files()).Should().BeFalse();
        IsAlone(Files(".tfpilot.yml") with { IsTruncated = true }).Should().BeFalse();
        IsAlone(Files(".tfpilot.yml") with { IsEverything = true }).Should().BeFalse();
        foreach (var other in new[] { "tools/main.tf", ".terraform.lock.hcl", ".trivyignore", ".github/workflows/a.yml",
            "a.txt", "docs/a.md", "x/.tfpilot.yml", ".tfpilot/../a.tf" })
            IsAlone(Files(".tfpilot.yml", other)).Should().BeFalse(other);
    }

    [Fact]
    public void A_settings_only_change_requires_only_the_policy_owners_and_affects_no_environment()
    {
        var pull = new PullEvaluation(
            (Settings() with { Settings = WithRule(PolicyLevel.Approve, "dba") }).After(Both).WithApprovals());

        pull.Checks.Select(check => check.Name).Should().Equal("tfpilot: main");
        pull.Decision.Results.Should().ContainSingle().Which.Words.Should().StartWith("owners of policy");
        pull.Plans.Should().BeEmpty();
    }

    [Theory]
    [InlineData("enough", true)]
    [InlineData("too old", false)]
    [InlineData("evidence of its own", false)]
    [InlineData("more than the settings", false)]
    public void The_decision_JSON_states_whether_new_plans_are_needed(string name, bool expected)
    {
        var pull = name switch
        {
            "enough" => Settings().After(Both),
            "too old" => Settings().After(Both with { Received = Now.AddDays(-8) }),
            "evidence of its own" => Settings().After(Both).With(Evidence(9, Web(Creation))),
            _ => Pull(".tfpilot.yml", "docs/a.md").After(Both),
        };
        var json = new System.Buffers.ArrayBufferWriter<byte>();

        PullDecisionJson.Write(new PullEvaluation(pull), json);

        System.Text.Json.JsonElement.Parse(json.WrittenSpan).GetProperty("acceptedPlans").GetBoolean().Should()
            .Be(expected);
    }

    [Fact]
    public void Re_evaluated_and_missing_plans_are_reported()
    {
        var summary = CheckRules.Decide(Settings().After(Both))[0].Summary;
        var missing = CheckRules.Decide(
            Settings().After(Accepted(5, Web(Deletion)).Before("live/prod/web/main.tf")))[0].Summary;

        summary.Should()
            .Contain("evaluated again with the settings of main: live/dev/api of dev: Safe").And.Contain(
                "(run 5, attempt 1 of pull request 5, 2026-11-19 12:00 UTC)")
            .And.Contain("live/prod/web of prod: Destructive");
        missing.Should()
            .Contain("Plan again: live/prod/web of prod, which changed or expired; dev, which has no accepted plan.");
    }

    [Fact]
    public void A_simulation_with_additional_files_does_not_use_accepted_plans()
    {
        var pull = Settings().After(Both);

        Simulation.Of(pull, new([], TouchRules.Decide(new([]), Map, UnmappedHandling.Strictest))).CheckLine().Should()
            .Be(Enough);
        Simulation.Of(pull, new([], Pull("modules/net/main.tf").Affected)).CheckLine().Should().Be(Waits);
        Simulation.Of(pull, new([], Pull(".github/workflows/a.yml").Affected)).CheckLine().Should().Be(Waits);
    }

    private static PullFacts Settings() => Pull(".tfpilot.yml");

    private static AcceptedDocument Accepted(int pull, params ProjectFacts[] projects) =>
        new(Evidence(pull, projects), pull, Now.AddDays(-1), AffectedPaths.Nothing);
}

/// <summary>Changes to the accepted plans.</summary>
file static class AcceptedCases
{
    public static PullFacts After(this PullFacts pull, params AcceptedDocument[] accepted) =>
        pull with { Accepted = new(accepted, new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero)) };

    /// <summary>Marks these files as changed on the base branch after the merge.</summary>
    public static AcceptedDocument Before(this AcceptedDocument accepted, params string[] changed) =>
        accepted with { ChangedSince = Pull(changed).Affected };

    public static AcceptedDocument Saying(
        this AcceptedDocument accepted, Func<EvidenceDocument, EvidenceDocument> change) =>
            accepted with { Document = change(accepted.Document) };
}
