using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.Action.Tests.Jobs;

[Collection("the current folder")]
public sealed class PublishJobTests : IDisposable
{
    private const string Projects =
        """[{"project":"live/prod/orders","environment":"prod"},{"project":"live/dev/web"}]""";
    private readonly ActionStep step = new();

    public void Dispose() => step.Dispose();

    [Fact]
    public void The_reviews_of_all_jobs_are_published_in_one_comment()
    {
        WriteReview("live/prod/orders", "prod");
        WriteReview("live/dev/web", "");

        var run = step.Run(("command", "publish"), ("reviews", "reviews/**"), ("projects", Projects));

        run.ExitCode.Should().Be(0, run.ToString());
        step.Comments.Should().ContainSingle().Which.Body.Should()
            .Contain("`live/prod/orders`").And.Contain("`live/dev/web`");
        step.Summary.Should().Contain("`live/dev/web`");
        step.Outputs.Should().Contain("add", "2");
    }

    [Fact]
    public void Projects_without_a_review_are_listed_first_and_the_others_are_published()
    {
        WriteReview("live/prod/orders", "prod");

        var run = step.Run(("command", "publish"), ("projects", Projects));

        run.ExitCode.Should().Be(2);
        var body = step.Comments.Single().Body;
        body.IndexOf("`live/dev/web`: There is no review of this project", StringComparison.Ordinal).Should()
            .BeInRange(0, body.LastIndexOf("`live/prod/orders`", StringComparison.Ordinal));
        body.Should().Contain("1 input could not be read · Safe in prod: 1 creation");
        step.Outputs.Should().Contain("verdict", "error").And.Contain("reason-code", "incomplete");
    }

    [Fact]
    public void A_corrupt_review_is_reported_and_not_treated_as_no_changes()
    {
        WriteReview("live/prod/orders", "prod");
        step.Write("reviews/broken/facts.json", """{"schema":"tfpilot.facts/1","projects":[""");

        var run = step.Run(("command", "publish"));

        run.ExitCode.Should().Be(2);
        step.Comments.Single().Body.Should().Contain("`reviews/broken/facts.json`");
    }

    [Fact]
    public void Missing_reviews_are_not_a_pass()
    {
        var run = step.Run(("command", "publish"));

        run.ExitCode.Should().Be(2);
        step.Comments.Single().Body.Should().Contain("No review was found, and the input");
    }

    [Fact]
    public void No_project_to_plan_passes_without_a_comment()
    {
        var run = step.Run(("command", "publish"), ("projects", "[]"));

        run.ExitCode.Should().Be(0, run.ToString());
        step.Comments.Should().BeEmpty();
        step.Summary.Should().Contain("Nothing to review");
    }

    [Fact]
    public void A_deleted_project_is_reported_as_orphaned_state()
    {
        step.Run(("command", "publish"), ("projects", """[{"project":"live/old","orphaned":true}]"""));

        step.Comments.Single().Body.Should()
            .Contain("live/old no longer has configuration, and its state is orphaned");
    }

    [Theory]
    [InlineData("""[{"project":"live/old","orphaned":true}]""", "live/old no longer has configuration")]
    [InlineData("""[{"project":"tools/x.tf","unmapped":true}]""", "In no plan: tools/x.tf")]
    [InlineData("""[{"project":".tfpilot/templates/next.scriban","settings":true}]""",
        "Settings changed: .tfpilot/templates/next.scriban.")]
    public void Changes_that_no_plan_covers_never_pass_and_are_listed(string projects, string note)
    {
        var run = step.Run(("command", "publish"), ("projects", projects));

        run.ExitCode.Should().Be(1, run.ToString());
        step.Outputs.Should().Contain("verdict", "needs_approval").And.Contain("reason-code", "needs-approval");
        step.Comments.Single().Body.Should()
            .Contain(note).And.NotContain("Nothing to review").And.NotContain("nothing to do").And.Contain(
                "1 change in no plan");
        step.Read("tfpilot-review/review.json").Should().Contain("\"unplanned\":[{\"path\":");
    }

    [Fact]
    public void A_safe_plan_does_not_make_an_unmapped_file_pass()
    {
        WriteReview("live/prod/orders", "prod");

        var run = step.Run(("command", "publish"),
            ("projects",
                """[{"project":"live/prod/orders","environment":"prod"},{"project":"tools/x.tf","unmapped":true}]"""));

        run.ExitCode.Should().Be(1, run.ToString());
        step.Comments.Single().Body.Should().Contain("In no plan: tools/x.tf");
    }

    [Theory]
    [InlineData("tools/x.tf", 0)]
    [InlineData("live/prod/notes.txt", 1)] // what an environment claims still counts
    public void Unmapped_files_need_no_approval_when_the_settings_ignore_them(string path, int exitCode)
    {
        step.GitHub.Repository.Files[".tfpilot.yml"] =
            "version: 1\nunmapped: ignore\nenvironments: { prod: { paths: [\"live/prod/**\"] } }\n";

        step.Run(("command", "publish"), ("projects", $$"""[{"project":"{{path}}","unmapped":true}]""")).ExitCode
            .Should().Be(exitCode);
    }

    [Fact]
    public void A_settings_change_never_passes()
    {
        step.GitHub.Repository.Files[".tfpilot.yml"] = "version: 1\n";
        step.Pull.EditFile(".tfpilot.yml", "version: 1\nunmapped: ignore\n");

        step.Run(("command", "publish"), ("projects", "[]")).ExitCode.Should().Be(1);
    }

    [Fact]
    public void Thousands_of_files_without_a_plan_are_one_note()
    {
        var projects = string.Join(',',
            Enumerable.Range(0, 3_000)
                .Select(i => $$"""{"project":"tools/{{i:0000}}/{{new string('x', 200)}}.tf","unmapped":true}"""));

        step.Run(("command", "publish"), ("projects", $"[{projects}]")).ExitCode.Should().Be(1);

        step.Comments.Single().Body.Should()
            .Contain("3000 changed files are not covered by a plan").And.Contain("In no plan: tools/0019/")
            .And.NotContain("In no plan: tools/0020/").And.Subject.Length.Should().BeLessThan(65_536);
    }

    [Fact]
    public void The_plans_of_a_batch_are_reviewed_separately_and_a_missing_one_does_not_affect_the_others()
    {
        step.Write("tfpilot-plans/1/plan.json", PlanJson.Create);
        step.Write("tfpilot-plans/1/seconds", "17\n");
        step.Write("tfpilot-plans/3/plan.json", PlanJson.Create);
        step.Write("tfpilot-plans/3/seconds", "no number");

        var run = step.Run(("command", "review"), ("batch", "live/a\tprod\t\t=\nlive/b\tprod\t\t=\n.\t\t\troot\n"));

        run.ExitCode.Should().Be(0, run.ToString());
        run.Log.Should().Contain("live/b has no plan");
        step.Comments.Should().BeEmpty();
        foreach (var number in new[] { "1", "3" })
            step.Write(
                $"reviews/tfpilot-batch-001/{number}/facts.json", step.Read($"tfpilot-review/{number}/facts.json"));
        step.Write("reviews/tfpilot-batch-001/1/seconds", step.Read("tfpilot-review/1/seconds"));
        var published = step.Run(("command", "publish"),
            ("projects", """
                [{"project":"live/a","environment":"prod"},{"project":"live/b","environment":"prod"},
                  {"project":"root"}]
                """));
        published.ExitCode.Should().Be(2);
        step.Comments.Single().Body.Should()
            .Contain("`live/b (prod)`: There is no review").And.Contain("`live/a`").And.Contain("`root`");
        step.Read("tfpilot-review/durations.json").Should().Be("""{"live/a prod":17}""");
    }

    [Fact]
    public void An_unreadable_plan_of_a_batch_is_reported_and_the_others_are_reviewed()
    {
        step.Write("tfpilot-plans/1/plan.json", "no plan");
        step.Write("tfpilot-plans/2/plan.json", PlanJson.Create);

        var run = step.Run(("command", "review"), ("batch", "live/a\tprod\t\t=\nlive/b\tprod\t\t=\n"));

        run.ExitCode.Should().Be(2);
        step.Read("tfpilot-review/2/facts.json").Should().Contain("live/b");
    }

    [Fact]
    public void Two_thousand_projects_are_one_comment_that_starts_with_the_summary()
    {
        WriteReview("live/p0000", "prod");
        var facts = step.Read("reviews/tfpilot-live-p0000/facts.json");
        for (var i = 1; i < 2_000; i++)
            step.Write($"reviews/tfpilot-batch-{i % 256:000}/{i}/facts.json",
                facts.Replace("live/p0000", $"live/p{i:0000}", StringComparison.Ordinal));
        var projects = string.Join(
            ',', Enumerable.Range(0, 2_000).Select(i => $$"""{"project":"live/p{{i:0000}}","environment":"prod"}"""));
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var run = step.Run(("command", "publish"), ("projects", $"[{projects}]"));

        run.ExitCode.Should().Be(0, run.ToString()[..Math.Min(2_000, run.ToString().Length)]);
        var body = step.Comments.Should().ContainSingle().Subject.Body;
        body.Length.Should().BeLessThan(65_536);
        System.Text.Encoding.UTF8.GetByteCount(step.Summary).Should().BeLessThan(1024 * 1024);
        body.IndexOf("| Project | Terraform |", StringComparison.Ordinal).Should().BeInRange(0, 2_000);
        body.Should().Contain("Safe in prod: 2,000 creations").And.Contain("not shown here");
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void Publish_evaluates_the_current_settings_again()
    {
        WriteReview("live/prod/orders", "prod");
        step.GitHub.Repository.Files[".tfpilot.yml"] =
            "version: 1\npolicy: { rules: [ { id: no-data, deny: { types: [terraform_data] } } ] }\n";

        var run = step.Run(("command", "publish"));

        run.ExitCode.Should().Be(1);
        step.Outputs.Should().Contain("verdict", "blocked");
    }

    [Fact]
    public void Edge_case_10_forty_jobs_and_a_rerun_leave_one_complete_comment_and_keep_a_users_imitation()
    {
        var imitation = step.GitHub.Repository.AddComment(
            7, new(2001, "ann"), "<!-- tfpilot {\"v\":1} -->\n### Terraform review");
        for (var i = 0; i < 40; i++) WriteReview($"live/p{i:00}", "dev");
        step.Run(("command", "publish"));
        step.Runs(15390, attempt: 3).Run(("command", "publish"));

        step.Runs(15389).OnPullRequest(head: FakeRepository.Sha("an older head").Text).Run(("command", "publish"));

        var ours = step.Comments.Where(comment => comment.Author == step.GitHub.Viewer).ToList();
        ours.Should().ContainSingle().Which.Body.Should().Contain("run 15390, attempt 3").And.NotContain("run 15389");
        for (var i = 0; i < 40; i++) ours[0].Body.Should().Contain($"`live/p{i:00}`");
        imitation.Body.Should().StartWith("<!-- tfpilot {\"v\":1} -->");
    }

    [Fact]
    public void A_duplicate_comment_from_a_race_is_minimized_by_the_next_run()
    {
        WriteReview("live/prod/orders", "prod");
        step.Run(("command", "publish"));
        var lost = step.GitHub.Repository.AddComment(7, step.GitHub.Viewer,
            step.Comments.Single().Body.Replace("\"attempt\":2", "\"attempt\":1", StringComparison.Ordinal));

        step.Run(("command", "publish"));

        lost.IsMinimized.Should().BeTrue();
        step.Comments.First().IsMinimized.Should().BeFalse();
    }

    /// <summary>Writes the artifact of the project's job as the publish job downloads it.</summary>
    private void WriteReview(string project, string environment)
    {
        var artifact = $"tfpilot-{project.Replace('/', '-')}";
        step.Write($"{project}/plan.json", PlanJson.Create);
        var run = step.Run(("plan", $"{project}/plan.json"), ("name", project), ("environment", environment),
            ("comment", "never"), ("output", $"reviews/{artifact}"));
        run.ExitCode.Should().Be(0, run.ToString());
    }
}
