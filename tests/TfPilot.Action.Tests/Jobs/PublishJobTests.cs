using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.Action.Tests.Jobs;

[Collection("the current folder")]
public sealed class PublishJobTests : IDisposable
{
    private const string Projects = """[{"project":"live/prod/orders","environment":"prod"},{"project":"live/dev/web"}]""";
    private readonly AStep step = new();

    public void Dispose() => step.Dispose();

    [Fact]
    public void The_reviews_of_all_jobs_become_one_comment()
    {
        Reviewed("live/prod/orders", "prod");
        Reviewed("live/dev/web", "");

        var run = step.Run(("command", "publish"), ("reviews", "reviews/**"), ("projects", Projects));

        run.ExitCode.Should().Be(0, run.ToString());
        step.Comments.Should().ContainSingle().Which.Body.Should().Contain("`live/prod/orders`").And.Contain("`live/dev/web`");
        step.Summary.Should().Contain("`live/dev/web`");
        step.Outputs.Should().Contain("add", "2");
    }

    [Fact]
    public void Projects_without_a_review_are_named_first_and_the_others_stay_usable()
    {
        Reviewed("live/prod/orders", "prod");

        var run = step.Run(("command", "publish"), ("projects", Projects));

        run.ExitCode.Should().Be(2);
        var body = step.Comments.Single().Body;
        body.IndexOf("`live/dev/web`: There is no review of this project", StringComparison.Ordinal).Should().BeInRange(0, body.LastIndexOf("`live/prod/orders`", StringComparison.Ordinal));
        body.Should().Contain("1 input could not be read · Safe in prod: 1 creation");
        step.Outputs.Should().Contain("verdict", "error").And.Contain("reason-code", "incomplete");
    }

    [Fact]
    public void A_damaged_review_is_named_and_not_taken_for_no_changes()
    {
        Reviewed("live/prod/orders", "prod");
        step.Write("reviews/broken/facts.json", """{"schema":"tfpilot.facts/1","projects":[""");

        var run = step.Run(("command", "publish"));

        run.ExitCode.Should().Be(2);
        step.Comments.Single().Body.Should().Contain("`reviews/broken/facts.json`");
    }

    [Fact]
    public void Silence_is_no_pass()
    {
        var run = step.Run(("command", "publish"));

        run.ExitCode.Should().Be(2);
        step.Comments.Single().Body.Should().Contain("There is no review, and nobody says that there should be none");
    }

    [Fact]
    public void No_project_to_plan_is_a_pass_without_a_comment()
    {
        var run = step.Run(("command", "publish"), ("projects", "[]"));

        run.ExitCode.Should().Be(0, run.ToString());
        step.Comments.Should().BeEmpty();
        step.Summary.Should().Contain("Nothing to review");
    }

    [Fact]
    public void A_deleted_project_is_told_as_orphaned_state()
    {
        step.Run(("command", "publish"), ("projects", """[{"project":"live/old","orphaned":true}]"""));

        step.Comments.Single().Body.Should().Contain("live/old has no configuration any more and its state is orphaned");
    }

    [Fact]
    public void The_settings_judge_again_when_it_is_published()
    {
        Reviewed("live/prod/orders", "prod");
        step.GitHub.Repository.Files[".tfpilot.yml"] = "version: 1\npolicy: { rules: [ { id: no-data, deny: { types: [terraform_data] } } ] }\n";

        var run = step.Run(("command", "publish"));

        run.ExitCode.Should().Be(1);
        step.Outputs.Should().Contain("verdict", "blocked");
    }

    [Fact]
    public void Edge_case_10_forty_jobs_and_a_run_again_leave_one_comment_with_all_rows_and_the_persons_stays()
    {
        var imitation = step.GitHub.Repository.Hears(7, new(2001, "ann"), "<!-- tfpilot {\"v\":1} -->\n### Terraform review");
        for (var i = 0; i < 40; i++) Reviewed($"live/p{i:00}", "dev");
        step.Run(("command", "publish"));
        step.Runs(15390, attempt: 3).Run(("command", "publish"));

        step.Runs(15389).OnPullRequest(head: FakeRepository.Sha("an older head").Text).Run(("command", "publish"));

        var ours = step.Comments.Where(comment => comment.Author == step.GitHub.Viewer).ToList();
        ours.Should().ContainSingle().Which.Body.Should().Contain("run 15390, attempt 3").And.NotContain("run 15389");
        for (var i = 0; i < 40; i++) ours[0].Body.Should().Contain($"`live/p{i:00}`");
        imitation.Body.Should().StartWith("<!-- tfpilot {\"v\":1} -->");
    }

    [Fact]
    public void A_duplicate_from_a_lost_race_is_folded_by_the_next_run()
    {
        Reviewed("live/prod/orders", "prod");
        step.Run(("command", "publish"));
        var lost = step.GitHub.Repository.Hears(7, step.GitHub.Viewer, step.Comments.Single().Body.Replace("\"attempt\":2", "\"attempt\":1", StringComparison.Ordinal));

        step.Run(("command", "publish"));

        lost.IsFolded.Should().BeTrue();
        step.Comments.First().IsFolded.Should().BeFalse();
    }

    /// <summary>As the artifact of the project's job arrives.</summary>
    private void Reviewed(string project, string environment)
    {
        var artifact = $"tfpilot-{project.Replace('/', '-')}";
        step.Write($"{project}/plan.json", PlanJson.Create);
        var run = step.Run(("plan", $"{project}/plan.json"), ("name", project), ("environment", environment), ("comment", "never"), ("output", $"reviews/{artifact}"));
        run.ExitCode.Should().Be(0, run.ToString());
    }
}
