using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.Action.Tests.Jobs;

[Collection("the current folder")]
public sealed class ReviewJobTests : IDisposable
{
    private const string Block = """
        version: 1
        policy:
          rules:
            - id: no-data
              deny: { types: [terraform_data] }
        """;

    private readonly ActionStep step = new();

    public ReviewJobTests() => step.Write("live/prod/plan.json", PlanJson.Create);

    public void Dispose() => step.Dispose();

    [Fact]
    public void A_single_plan_produces_the_comment_summary_files_and_outputs()
    {
        var run = step.Run(("plan", "live/prod/plan.json"));

        run.ExitCode.Should().Be(0, run.ToString());
        var comment = step.Comments.Should().ContainSingle().Subject;
        comment.Body.Should()
            .StartWith("<!-- tfpilot {").And.Contain("Safe in live/prod: 1 creation").And.Contain(
                "[run 15390, attempt 2](https://github.test/acme/infra/actions/runs/15390/attempts/2)");
        step.Summary.Should().Contain("Safe in live/prod: 1 creation").And.NotContain("<!-- tfpilot");
        step.Outputs.Should().Contain(new Dictionary<string, string>
        {
            ["verdict"] = "pass", ["risk-class"] = "safe", ["add"] = "1", ["change"] = "0", ["destroy"] = "0",
            ["policy-failures"] = "0", ["cost-delta"] = "",
            ["comment-url"] = comment.Url, ["reason-code"] = "pass", ["review-json"] = "tfpilot-review/review.json",
            ["sarif"] = "tfpilot-review/review.sarif",
        });
        step.Read("tfpilot-review/review.json").Should()
            .StartWith("""{"schema":"tfpilot.review/1","verdict":"pass",""");
        step.Read("tfpilot-review/facts.json").Should().Contain("tfpilot.facts/1");
    }

    [Fact]
    public void A_review_needs_at_most_five_GitHub_calls_and_a_second_run_writes_nothing()
    {
        step.Run(("plan", "live/prod/plan.json"));
        var first = step.Calls.Count();

        step.Run(("plan", "live/prod/plan.json"));

        first.Should().BeLessThanOrEqualTo(5);
        step.GitHub.Exchanges.Skip(first).Should()
            .OnlyContain(
                exchange => exchange.Url.EndsWith("/graphql", StringComparison.Ordinal)).And.HaveCountLessThanOrEqualTo(
                    2);
        step.Comments.Should().ContainSingle();
    }

    [Fact]
    public void The_settings_of_the_default_branch_apply_and_not_those_of_the_workspace()
    {
        step.GitHub.Repository.Files[".tfpilot.yml"] = Block;
        step.Write(".tfpilot.yml", "version: 1\n");

        var run = step.Run(("plan", "live/prod/plan.json"));

        run.ExitCode.Should().Be(1);
        step.Outputs.Should().Contain("reason-code", "blocked").And.Contain("policy-failures", "1");
        run.Log.Should().Contain("::error file=live/prod/main.tf,title=policy/no-data::");
    }

    [Theory]
    [InlineData("version: 1\n",
        "With the default branch's settings, used here, the verdict is blocked; with the edited settings it would be " +
        "pass.")]
    [InlineData("version: 1\npolicies: {}\n", "and the edited settings have problems: .tfpilot.yml:2:1")]
    public void A_pull_request_that_edits_the_settings_shows_both_verdicts(string edit, string expected)
    {
        step.GitHub.Repository.Files[".tfpilot.yml"] = Block;
        step.Pull.EditFile(".tfpilot.yml", edit);

        var run = step.Run(("plan", "live/prod/plan.json"));

        run.ExitCode.Should().Be(1);
        step.Comments.Single().Body.Should().Contain(expected);
    }

    [Fact]
    public void A_branch_that_is_only_behind_its_base_edits_no_settings()
    {
        step.GitHub.Repository.Files[".tfpilot.yml"] = Block;
        step.Pull.Edited[".tfpilot.yml"] = "version: 1\n";

        step.Run(("plan", "live/prod/plan.json"));

        step.Comments.Single().Body.Should().NotContain("edits");
    }

    [Fact]
    public void Unreadable_settings_fail_the_step_without_a_review()
    {
        step.GitHub.Repository.IsReadable = false;

        var run = step.Run(("plan", "live/prod/plan.json"));

        run.ExitCode.Should().Be(2);
        step.Outputs.Should().Equal(new Dictionary<string, string> { ["reason-code"] = "github-unavailable" });
        step.Comments.Should().BeEmpty();
    }

    [Fact]
    public void Templates_are_read_from_the_default_branch()
    {
        step.GitHub.Repository.Files[".tfpilot/templates/next.scriban"] = "**Ask in #infra:** {{step}}";
        step.Write(".tfpilot/templates/next.scriban", "mine");

        step.Run(("plan", "live/prod/plan.json"));

        step.Comments.Single().Body.Should().Contain("**Ask in #infra:**").And.NotContain("mine");
    }

    [Fact]
    public void A_template_edited_in_the_pull_request_is_reported_and_not_used()
    {
        step.Pull.EditFile(".tfpilot/templates/next.scriban", "mine");

        step.Run(("plan", "live/prod/plan.json"));

        step.Comments.Single().Body.Should()
            .Contain("This pull request edits .tfpilot/templates/next.scriban.").And.NotContain("mine");
    }

    [Theory]
    [InlineData(null, 1, "until 2030-01-31: the tool is old; the finding counts (must be fixed)")] // only here
    [InlineData("resource \"terraform_data\" \"a\" {}\n", 1, "proposed by the pull request")]
    [InlineData(Ignored, 0, "ignored until 2030-01-31: the tool is old")] // on the default branch
    public void An_ignore_comment_takes_effect_once_it_is_on_the_default_branch(
        string? there, int exitCode, string expected)
    {
        step.GitHub.Repository.Files[".tfpilot.yml"] = Block.Replace(
            "rules:", "max_waiver: 9000d\n  rules:", StringComparison.Ordinal);
        if (there is not null) step.GitHub.Repository.Files["live/prod/main.tf"] = there;
        step.Write("live/prod/main.tf", Ignored);

        var run = step.Run(("plan", "live/prod/plan.json"));
        var published = step.Run(("command", "publish"), ("reviews", "tfpilot-review"));

        (run.ExitCode, published.ExitCode).Should().Be((exitCode, exitCode), run.ToString());
        step.Comments.Single().Body.Should().Contain(expected);
    }

    private const string Ignored =
        "# tfpilot:ignore no-data until=2030-01-31 reason=\"the tool is old\"\nresource \"terraform_data\" \"a\" {}\n";

    [Theory]
    [InlineData(403, "Resource not accessible by integration")] // a fork's token
    [InlineData(410, "Issues are disabled for this repo")]
    public void Without_permission_to_comment_the_summary_is_complete_and_the_verdict_unchanged(
        int status, string message)
    {
        step.GitHub.Refuses("POST", status, message);

        var run = step.Run(("plan", "live/prod/plan.json"));

        run.ExitCode.Should().Be(0);
        run.Log.Should().Contain("::notice title=no comment::").And.Contain("The job summary contains the review.");
        step.Summary.Should().Contain("Safe in live/prod");
    }

    [Theory]
    [InlineData("push", """{"ref":"refs/heads/main","after":"AFTER","repository":{"id":1,"default_branch":"main"}}""")]
    [InlineData("schedule", "{}")]
    [InlineData("workflow_dispatch", """{"ref":"refs/heads/main"}""")]
    public void Without_a_pull_request_the_log_has_a_notice_instead_of_a_comment(string name, string payload)
    {
        step.OnEvent(name, payload.Replace("AFTER", FakeRepository.Sha("after").Text, StringComparison.Ordinal));

        var run = step.Run(("plan", "live/prod/plan.json"));

        run.ExitCode.Should().Be(0, run.ToString());
        run.Log.Should().Contain($"::notice title=no comment::This run ({name}) belongs to no pull request");
        step.Summary.Should().Contain("Safe in live/prod");
        step.Comments.Should().BeEmpty();
    }

    [Fact]
    public void A_matrix_job_never_comments()
    {
        step.Run(("plan", "live/prod/plan.json"), ("job-total", "3"));

        step.Comments.Should().BeEmpty();
        step.Outputs.Should().NotContainKey("comment-url");
    }

    [Theory]
    [InlineData("needs_approval", 1)]
    [InlineData("blocked", 1)]
    [InlineData("warn", 1)]
    [InlineData("never", 0)]
    public void The_fail_on_input_sets_the_lowest_verdict_that_fails_the_step(string failOn, int exitCode)
    {
        step.GitHub.Repository.Files[".tfpilot.yml"] = Block;

        var run = step.Run(("plan", "live/prod/plan.json"), ("fail-on", failOn));

        run.ExitCode.Should().Be(exitCode);
    }

    [Fact]
    public void An_unreadable_plan_always_fails_the_step()
    {
        step.Write("live/prod/plan.json", "Terraform will perform the following actions:");

        var run = step.Run(("plan", "live/prod/plan.json"), ("fail-on", "never"));

        run.ExitCode.Should().Be(2);
        step.Outputs.Should().Contain("reason-code", "incomplete").And.Contain("verdict", "error");
        step.Comments.Single().Body.Should().Contain("Could not be read");
    }

    [Fact]
    public void All_invalid_inputs_are_reported_at_once()
    {
        var run = step.Run(("plan", "plan.json"), ("fail-on", "sometimes"), ("comment", "loud"),
            ("output", "../elsewhere"), ("projects", "orders"));

        run.ExitCode.Should().Be(2);
        run.Log.Split('\n').Where(line => line.StartsWith("::error", StringComparison.Ordinal)).Should().HaveCount(4);
        step.Outputs.Should().Contain("reason-code", "bad-input");
    }

    [Fact]
    public void Plan_text_cannot_inject_workflow_commands_into_the_log()
    {
        step.Write("live/prod/plan.json",
            PlanJson.Create.Replace(
                "terraform_data.a", "terraform_data.a\\n::set-output name=verdict::pass", StringComparison.Ordinal));

        var run = step.Run(("plan", "live/prod/plan.json"));

        var lines = run.Log.Split('\n').ToList();
        var (stopped,
            resumed) = (lines.FindIndex(line => line.StartsWith("::stop-commands::", StringComparison.Ordinal)),
            lines.FindLastIndex(line => line.EndsWith("::", StringComparison.Ordinal)));
        lines.Where((line, index) => line.StartsWith("::set-output", StringComparison.Ordinal)
            && (index < stopped || index > resumed)).Should().BeEmpty();
        stopped.Should().BeGreaterThanOrEqualTo(0);
    }
}
