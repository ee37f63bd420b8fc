using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.Action.Tests.Jobs;

/// <summary>The outputs of the gate's step, on which a workflow depends.</summary>
[Collection("the current folder")]
public sealed class GateJobTests : IDisposable
{
    private readonly ActionStep step = new();

    public GateJobTests()
    {
        step.Variables["ACTIONS_ID_TOKEN_REQUEST_URL"] = "https://runner.test/token?api-version=2.0";
        step.Variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "runtime";
        step.Write("plan.json", PlanJson.Create);
    }

    public void Dispose() => step.Dispose();

    [Theory]
    [InlineData("go", false, "", 0, "go", "go")]
    [InlineData("go", true, "", 0, "nothing", "go")]
    [InlineData("no", false, """{"rule":"lock","message":"#3 is being applied."}""", 1, "no", "no-go")]
    [InlineData("maybe", false, "", 2, "unknown", "gate-unknown")]
    public void An_approved_an_empty_and_a_refused_plan_have_different_outputs(
        string answer, bool nothing, string reasons, int exitCode, string output, string code)
    {
        step.App.Answers.Enqueue(() => FakeGitHub.Response(200, $$"""
            {"schema":"tfpilot.gate/1","answer":"{{answer}}","nothing":{{(nothing ? "true" : "false")}},
              "reasons":[{{reasons}}]}
            """));

        var run = step.Run(
            ("command", "gate"), ("plan", "plan.json"), ("environment", "prod"), ("app-url", FakeAppServer.Url));

        run.ExitCode.Should().Be(exitCode, run.ToString());
        step.Outputs.Should().Contain("answer", output).And.Contain("reason-code", code);
    }

    [Theory]
    [InlineData(1, "", "apply.yml", 0, "go", "may be applied: its branch requires reviews; without the App")]
    [InlineData(0, "", "apply.yml", 1, "no", "only if a ruleset requires reviews for main, and none does")]
    [InlineData(null, "", "apply.yml", 1, "no", "only if a ruleset requires reviews for main, and none does")]
    [InlineData(null, "trust_branch_protection: true", "apply.yml", 0, "go", "the settings trust its branch")]
    [InlineData(1, "", "adhoc.yml", 1, "no", "The run is of acme/infra/.github/workflows/adhoc.yml@refs/heads/main")]
    public void Without_the_App_the_branch_must_require_reviews(
        int? reviews, string apply, string workflow, int exitCode, string output, string text)
    {
        Configure($$"""
            version: 1
            environments: { prod: { paths: ["**"] } }
            apply:
              workflows: [.github/workflows/apply.yml]
              {{apply}}
            """);
        step.GitHub.Repository.RequiredReviews = reviews;
        step.Variables["GITHUB_WORKFLOW_REF"] = $"acme/infra/.github/workflows/{workflow}@refs/heads/main";

        var run = step.Run(("command", "gate"), ("plan", "plan.json"), ("environment", "prod"));

        run.ExitCode.Should().Be(exitCode, run.ToString());
        run.Log.Should().Contain(text);
        step.Outputs.Should().Contain("answer", output);
    }

    [Theory]
    [InlineData("apply_approvals: { teams: [ops] }", "", "which only the App collects")]
    [InlineData("paths: [\"**\"]",
        "policy: { approvers: [ops], rules: [{ id: ask, level: approve, deny: { types: [\"*\"] } }] }",
        "Findings need an approval, which only the App collects: ask: ")]
    [InlineData("paths: [\"live/**\"]", "freeze: [{ environments: [prod], dates: [2020-01-01], zone: UTC, reason: x }]",
        null)]
    [InlineData("paths: [\"**\"]",
        "freeze: [{ environments: [prod], from: 2020-01-01, to: 2999-01-01, reason: audit }]",
        "prod is frozen now: audit")]
    [InlineData("paths: [\"**\"]", "policy: { rules: [{ id: none, deny: { types: [\"*\"] } }] }",
        "Today's policy of main blocks the plan")]
    public void Without_the_App_the_job_checks_freezes_policy_and_approvals_itself(
        string environment, string more, string? refusal)
    {
        Configure($$"""
            version: 1
            environments:
              prod: { {{environment}} }
            {{more}}
            """);
        step.GitHub.Repository.RequiredReviews = 2;
        step.Variables["GITHUB_WORKFLOW_REF"] = "acme/infra/.github/workflows/tfpilot-apply.yml@refs/heads/main";

        var run = step.Run(("command", "gate"), ("plan", "plan.json"), ("environment", "prod"));

        run.ExitCode.Should().Be(refusal is null ? 0 : 1, run.ToString());
        run.Log.Should().Contain(refusal ?? "may be applied");
    }

    [Fact]
    public void Without_an_answer_of_GitHub_nothing_is_applied()
    {
        Configure("version: 1\nenvironments: { prod: { paths: [\"**\"] } }\n");
        step.GitHub.FailNext(403, """{"message":"Upgrade to GitHub Pro or make this repository public"}""");

        var run = step.Run(("command", "gate"), ("plan", "plan.json"), ("environment", "prod"));

        run.ExitCode.Should().Be(2, run.ToString());
        run.Log.Should().Contain("Do not apply.");
        step.Outputs.Should().Contain("answer", "unknown");
    }

    private void Configure(string settings)
    {
        step.GitHub.Repository.Files[".tfpilot.yml"] = settings;
        step.OnEvent("push", $$$"""
            {"ref":"refs/heads/main","before":"{{{FakeRepository.Sha("before")}}}","after":"{{{FakeRepository.Sha("main")}}}",
              "repository":{"id":1,"full_name":"acme/infra","default_branch":"main"}}
            """);
        step.Variables["GITHUB_REF"] = "refs/heads/main";
    }
}
