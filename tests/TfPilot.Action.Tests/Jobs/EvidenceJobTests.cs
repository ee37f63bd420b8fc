using TfPilot.Core.Basics;
using TfPilot.Core.Reviews;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.Action.Tests.Jobs;

/// <summary>How publish sends evidence to the App and handles the response.</summary>
[Collection("the current folder")]
public sealed class EvidenceJobTests : IDisposable
{
    private const string Approve =
        "version: 1\npolicy: { rules: [ { id: no-data, level: approve, deny: { types: [terraform_data] } } ] }\n";

    private readonly ActionStep step = new();

    public EvidenceJobTests()
    {
        step.Variables["ACTIONS_ID_TOKEN_REQUEST_URL"] = "https://runner.test/token?api-version=2.0";
        step.Variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] = "runtime";
        foreach (var project in new[] { "live/orders", "live/web" })
        {
            step.Write($"{project}/plan.json", PlanJson.Create);
            step.Run(("plan", $"{project}/plan.json"), ("name", project), ("environment", "prod"), ("comment", "never"),
                ("output", $"reviews/{project}")).ExitCode.Should().Be(0);
        }
    }

    public void Dispose() => step.Dispose();

    [Fact]
    public void Publish_sends_one_document_for_all_projects_with_the_OIDC_token_of_the_job()
    {
        step.App.Answers.Enqueue(FakeAppServer.Accepts(trusted: true));

        var run = Publish();

        run.ExitCode.Should().Be(0, run.ToString());
        var (address, authorization, body) = step.App.Received.Should().ContainSingle().Subject;
        (address, authorization, step.App.Audience).Should()
            .Be(($"{FakeAppServer.Url}/api/evidence", "Bearer header.claims.signature", FakeAppServer.Url));
        FactsReader.Read("sent", body)
            .Match(facts => facts.Projects.Select(project => project.Name), problems => [problems[0].Message]).Should()
            .Equal("live/orders", "live/web");
        step.Outputs.Should().Contain("evidence", "trusted");
        run.Log.Should()
            .Contain("::add-mask::header.claims.signature").And.Contain(
                "::notice title=evidence::The App accepted the evidence of this run as trusted");
    }

    [Theory]
    [InlineData(".tfpilot.yml", false)]
    [InlineData("infra/.tfpilot.yml", true)]
    public void Settings_that_the_App_does_not_read_are_reported(string config, bool isReported)
    {
        step.App.Answers.Enqueue(FakeAppServer.Accepts(trusted: true));

        var run = Publish(("config", config));

        run.Log.Contains(
            "::warning title=config::This review used the settings in infra/.tfpilot.yml, but the App only uses",
            StringComparison.Ordinal)
            .Should().Be(isReported, run.ToString());
    }

    [Fact]
    public void The_comment_refers_to_the_check_for_missing_approvals()
    {
        step.App.Answers.Enqueue(FakeAppServer.Accepts(trusted: true));

        Publish();

        step.Comments.Single().Body.Should()
            .Contain("The check tfpilot: main shows which approvals are missing.")
            .And.NotContain("no blockers found.\n");
    }

    [Fact]
    public void The_audience_of_the_token_comes_from_the_input()
    {
        step.App.Answers.Enqueue(FakeAppServer.Accepts(trusted: true));

        Publish(("app-audience", "tfpilot"));

        step.App.Audience.Should().Be("tfpilot");
    }

    [Fact]
    public void A_project_without_a_review_is_reported_to_the_App()
    {
        step.App.Answers.Enqueue(FakeAppServer.Accepts(trusted: true));

        Publish(("projects", """["live/orders","live/web","live/dns"]""")).ExitCode.Should().Be(2);

        FactsReader.Read("sent", step.App.Received.Single().Body).Should().BeOfType<Validated<ReviewFacts>.Valid>()
            .Which.Value.Problems.Should().ContainSingle().Which.Path.Should().Be("live/dns");
    }

    [Theory]
    [InlineData(401, "refused", "error")]
    [InlineData(403, "refused", "error")]
    [InlineData(409, "refused", "error")]
    [InlineData(413, "refused", "error")]
    [InlineData(422, "refused", "error")]
    [InlineData(503, "unanswered", "warning")]
    [InlineData(302, "unanswered", "warning")] // it would carry the token elsewhere
    public void A_rejected_upload_is_logged_and_does_not_change_the_verdict(int status, string word, string level)
    {
        step.App.Answers.Enqueue(
            FakeAppServer.Refuses(status, "for a reason\n::set-output name=verdict::pass", ("Retry-After", "120")));

        var run = Publish();

        run.ExitCode.Should().Be(0, run.ToString());
        step.Outputs.Should().Contain("evidence", word).And.Contain("reason-code", "pass");
        run.Log.Should()
            .MatchRegex($"(?m)^::{level} title=evidence::.*{status}.*for a reason.*highest risk").And.NotMatchRegex(
                "(?m)^::set-output");
        step.Comments.Should().ContainSingle();
    }

    [Fact]
    public void A_failed_upload_is_retried_with_identical_bytes()
    {
        step.App.Answers.Enqueue(() => throw new HttpRequestException("reset"));
        step.App.Answers.Enqueue(FakeAppServer.Refuses(503, "GitHub is away", ("Retry-After", "0")));
        step.App.Answers.Enqueue(FakeAppServer.Accepts(trusted: true));

        Publish();

        step.Outputs.Should().Contain("evidence", "trusted");
        step.App.Received.Should().HaveCount(3);
        step.App.Received.Select(sent => Convert.ToHexString(sent.Body)).Distinct().Should().ContainSingle();
    }

    [Fact]
    public void A_202_with_an_unexpected_body_is_not_accepted()
    {
        step.App.Answers.Enqueue(() => FakeGitHub.Response(202, "<html>"));

        Publish();

        step.Outputs.Should().Contain("evidence", "unanswered");
    }

    [Fact]
    public void Without_the_id_token_permission_nothing_is_sent_and_the_log_names_it()
    {
        step.Variables.Remove("ACTIONS_ID_TOKEN_REQUEST_URL");

        var run = Publish();

        run.ExitCode.Should().Be(0);
        step.Outputs.Should().Contain("evidence", "unsent");
        run.Log.Should().Contain("::warning title=evidence::").And.Contain("id-token: write");
        step.App.Received.Should().BeEmpty();
    }

    [Theory]
    [InlineData("http://app.test")]
    [InlineData("app.test")]
    [InlineData("https://user:secret@app.test")]
    [InlineData("https://app.test/?a=b")]
    public void The_input_app_url_must_be_https_without_credentials_or_query(string url)
    {
        var run = Publish(("app-url", url));

        run.ExitCode.Should().Be(2);
        run.Log.Should().Contain("The input app-url is");
        step.App.Audience.Should().BeNull();
    }

    [Theory]
    [InlineData(true, "needs_approval", 0)] // its check waits
    [InlineData(true, "warn", 1)]
    [InlineData(false, "needs_approval", 1)]
    public void A_required_approval_does_not_fail_the_step_if_the_App_trusts_the_evidence(
        bool trusted, string failOn, int exitCode)
    {
        step.GitHub.Repository.Files[".tfpilot.yml"] = Approve;
        step.App.Answers.Enqueue(FakeAppServer.Accepts(trusted, trusted ? [] : ["no workflow is trusted yet"]));

        Publish(("fail-on", failOn)).ExitCode.Should().Be(exitCode);

        step.Outputs.Should()
            .Contain("reason-code", "needs-approval").And.Contain("evidence", trusted ? "trusted" : "untrusted");
    }

    [Fact]
    public void A_blocked_review_fails_the_step_regardless_of_the_App()
    {
        step.GitHub.Repository.Files[".tfpilot.yml"] = Approve.Replace("approve", "block", StringComparison.Ordinal);
        step.App.Answers.Enqueue(FakeAppServer.Accepts(trusted: true));

        Publish().ExitCode.Should().Be(1);
    }

    [Fact]
    public void A_manually_started_run_sends_the_inputs_pull_and_head()
    {
        step.OnEvent("workflow_dispatch", """{"ref":"refs/heads/main"}""").App.Answers.Enqueue(
            FakeAppServer.Accepts(trusted: true));

        Publish(("pull", "7"), ("head", step.Pull.Head.Text));

        step.App.Received.Single().Address
            .Should().Be($"{FakeAppServer.Url}/api/evidence?pull=7&head={step.Pull.Head}");
        step.Comments.Should().ContainSingle();
    }

    [Fact]
    public void The_inputs_pull_and_head_are_ignored_in_runs_of_a_pull_request()
    {
        step.App.Answers.Enqueue(FakeAppServer.Accepts(trusted: true));

        Publish(("pull", "8"), ("head", FakeRepository.Sha("other").Text));

        step.App.Received.Single().Address.Should().Be($"{FakeAppServer.Url}/api/evidence");
        step.Comments.Should().ContainSingle().Which.Pull.Should().Be(7);
    }

    [Theory]
    [InlineData("7", "main")] // may move
    [InlineData("7", "")]
    [InlineData("", "0123456789abcdef0123456789abcdef01234567")]
    public void The_inputs_pull_and_a_full_head_SHA_are_required_together(string pull, string head)
    {
        Publish(("pull", pull), ("head", head)).Log.Should().Contain("Set both inputs or neither");
    }

    [Fact]
    public void A_run_without_a_pull_request_sends_nothing()
    {
        step.OnEvent("push", """{"ref":"refs/heads/main"}""");

        Publish().Log.Should()
            .Contain("::notice title=evidence::No evidence was sent: this run (push) belongs to no pull request");

        step.App.Received.Should().BeEmpty();
    }

    private StepRun Publish(params (string Name, string Value)[] inputs) =>
        step.Run(
            [("command", "publish"),
                .. inputs.Any(input => input.Name == "app-url") ? [] : new[] { ("app-url", FakeAppServer.Url) },
                .. inputs]);
}
