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
}
