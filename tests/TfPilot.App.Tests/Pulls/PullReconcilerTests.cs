using TfPilot.App.Pulls;
using TfPilot.GitHub.Api;
using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.App.Tests.Pulls;

public sealed class PullReconcilerTests
{
    [Fact]
    public async Task A_pull_request_without_Terraform_passes_with_that_title()
    {
        await using var bench = await PullBench.OpenAsync();
        bench.Pull.Files.Add(new("docs/readme.md", PullFileChange.Modified, null));

        var result = await bench.RunAsync();

        result.Should().BeOfType<ReconcileResult.Done>();
        bench.CheckLine("tfpilot: main").Should().Be("success No Terraform files changed");
        bench.Repository.Checks.Should().ContainSingle();
    }

    [Fact]
    public async Task An_affected_environment_waits_for_its_plan_and_then_follows_it()
    {
        await using var bench = await PullBench.OpenAsync();
        bench.Pull.Files.Add(new("live/prod/web/main.tf", PullFileChange.Modified, null));
        await bench.RunAsync();
        var before = (bench.CheckLine("tfpilot: main"), bench.CheckLine("tfpilot / prod"));
        await bench.AddEvidenceAsync(PullBench.Plans(PullBench.Project("live/prod/web", "prod", "aws_instance.web")));

        await bench.RunAsync();

        before.Should()
            .Be(("action_required prod: wait for the plan, or re-run its workflow",
                "action_required Wait for the plan, or re-run its workflow"));
        bench.CheckLine("tfpilot: main").Should().Be("success Destructive in prod: 1 destroy");
        bench.CheckLine("tfpilot / prod").Should().Be("success Destructive in prod: 1 destroy");
        bench.Repository.Checks.Should().HaveCount(2); // updated, not created again
    }

    [Fact]
    public async Task Evidence_that_becomes_untrusted_reverts_a_success()
    {
        await using var bench = await PullBench.OpenAsync();
        bench.Pull.Files.Add(new("live/prod/web/main.tf", PullFileChange.Modified, null));
        await bench.AddEvidenceAsync(PullBench.Plans(PullBench.Project("live/prod/web", "prod")));
        await bench.RunAsync();
        var before = bench.CheckLine("tfpilot: main");
        // different bytes from the same run
        await bench.AddEvidenceAsync(PullBench.Plans(PullBench.Project("live/prod/web", "prod", "aws_instance.web")));

        await bench.RunAsync();

        before.Should().StartWith("success");
        bench.CheckLine("tfpilot: main").Should().Be("action_required prod: run the plan in a trusted workflow");
        bench.Summary("tfpilot: main").Should()
            .Contain("run 1, attempt 1 counts as the highest risk: two different documents arrived");
    }

    [Theory]
    [InlineData("version: 1\nenvironment:\n  prod: {}\n", "failure Fix the settings of main", ".tfpilot.yml:2:1")]
    [InlineData("version: 1\0", "failure Fix the settings of main", ".tfpilot.yml: This is not a text file")]
    [InlineData(null, "action_required Wait for the plan, or re-run its workflow", "There is no .tfpilot.yml on main")]
    public async Task The_settings_of_the_default_branch_apply_and_their_problems_are_reported(
        string? settings, string shown, string expected)
    {
        await using var bench = await PullBench.OpenAsync(settings);
        bench.Pull.Files.Add(new("live/prod/web/main.tf", PullFileChange.Modified, null));
        bench.Pull.EditFile(".tfpilot.yml", PullBench.Prod); // settings of the pull request do not apply

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().StartWith(shown);
        bench.Summary("tfpilot: main").Should().Contain(expected);
    }

    [Theory]
    [InlineData("live/prod/web/other.tf", "action_required prod: update the branch, main changed since the plan")]
    [InlineData("live/dev/web/main.tf", "success")]
    [InlineData(".tfpilot.yml", "success")] // settings hold as they are now
    public async Task A_plan_is_stale_when_the_base_changed_files_of_its_environment(
        string path, string shown)
    {
        await using var bench = await PullBench.PlannedAsync(PullBench.Prod);
        var (old, now) = (bench.Repository.DefaultHead, FakeRepository.Sha("main moved"));
        (bench.Pull.Base, bench.Repository.DefaultHead) = (old, now);
        bench.Repository.People.Differences[$"{old}...{now}"] =
            [new(new(path, PullFileChange.Modified, null), null, null)];

        await bench.RunAsync();
        bench.Calls();
        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().StartWith(shown);
        bench.Calls().Should().Be((1, 0));
    }

    [Fact]
    public async Task The_previous_path_of_a_renamed_file_counts()
    {
        await using var bench = await PullBench.OpenAsync();
        bench.Pull.Files.Add(new("docs/main.txt", PullFileChange.Renamed, "live/prod/web/main.tf"));

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().Be("action_required prod: wait for the plan, or re-run its workflow");
    }

    [Fact]
    public async Task Changed_files_beyond_the_first_hundred_count()
    {
        await using var bench = await PullBench.OpenAsync();
        for (var i = 0; i < 100; i++) bench.Pull.Files.Add(new($"docs/{i}.txt", PullFileChange.Modified, null));
        bench.Pull.Files.Add(new("live/prod/web/main.tf", PullFileChange.Modified, null));

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().Be("action_required prod: wait for the plan, or re-run its workflow");
    }

    [Fact]
    public async Task A_retargeted_pull_request_gets_the_check_of_its_new_base()
    {
        await using var bench = await PullBench.OpenAsync();
        bench.Pull.Files.Add(new("live/prod/web/main.tf", PullFileChange.Modified, null));
        await bench.AddEvidenceAsync(PullBench.Plans(PullBench.Project("live/prod/web", "prod")));
        bench.Pull.BaseBranch = "lax";
        await bench.RunAsync();
        bench.Pull.BaseBranch = "main";

        await bench.RunAsync();

        bench.CheckLine("tfpilot: lax").Should().Be("action_required prod: retarget the pull request to main");
        bench.CheckLine("tfpilot: main").Should().StartWith("success");
    }

    [Theory]
    [InlineData("B2", "B1", "success Destructive in prod: 1 destroy")] // others were merged since
    [InlineData("B1", "B0", "success Destructive in prod: 1 destroy")]
    // retargeted away and back after other pull requests were merged
    [InlineData("B2", "B2", "action_required prod: wait for the plan, or re-run its workflow")]
    public async Task A_plan_counts_while_its_base_is_that_of_the_branch_or_the_pull_request(
        string branch, string pull, string shown)
    {
        await using var bench = await PullBench.OpenAsync();
        bench.Pull.Files.Add(new("live/prod/web/main.tf", PullFileChange.Modified, null));
        bench.Repository.DefaultHead = FakeRepository.Sha("B1");
        await bench.AddEvidenceAsync(PullBench.Plans(PullBench.Project("live/prod/web", "prod", "aws_instance.web")));
        (bench.Repository.DefaultHead, bench.Pull.Base) = (FakeRepository.Sha(branch), FakeRepository.Sha(pull));

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().Be(shown);
    }

    [Theory]
    [InlineData(99, 0, "success Destructive in prod: 1 destroy")]
    [InlineData(100, 0, "action_required prod: run the plan in a trusted workflow")]
    [InlineData(2, FactsCompression.MaxBytes - 1000, "success Destructive in prod: 1 destroy")]
    [InlineData(4, FactsCompression.MaxBytes - 1000, "action_required prod: run the plan in a trusted workflow")]
    public async Task Evidence_above_the_limit_counts_as_the_highest_risk_and_is_reported(
        int others, int spaces, string shown)
    {
        await using var bench = await PullBench.OpenAsync();
        bench.Pull.Files.Add(new("live/prod/web/main.tf", PullFileChange.Modified, null));
        for (var run = 1; run <= others; run++) await bench.AddEvidenceAsync(PullBench.Plans(), run, spaces: spaces);
        await bench.AddEvidenceAsync(
            PullBench.Plans(PullBench.Project("live/prod/web", "prod", "aws_instance.web")), run: 1000);

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().Be(shown);
        bench.Summary("tfpilot: main")
            .Contains("there is more evidence than the limit (100 documents, 64 MiB)", StringComparison.Ordinal)
            .Should()
            .Be(shown.StartsWith("action", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public async Task Untrusted_evidence_does_not_count_toward_the_evidence_limit(int runs, bool isRead)
    {
        await using var bench = await PullBench.ApprovedAsync();
        for (var run = 2; run <= runs; run++)
            await bench.AddEvidenceAsync(PullBench.Plans(PullBench.Project("live/prod/web", "prod")), run);
        for (var run = 0; run < 3; run++)
            await bench.AddEvidenceAsync(PullBench.Plans(), 1_000 + run, distrust: "nobody we know");

        await bench.RunAsync();

        bench.Summary("tfpilot: main")
            .Contains("there is more evidence than the limit", StringComparison.Ordinal).Should()
            .Be(!isRead);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(60, 0)]
    [InlineData(3, FactsCompression.MaxBytes - 1000)]
    public async Task Untrusted_runs_change_no_decision_and_are_reported(int others, int spaces)
    {
        await using var bench = await PullBench.OpenAsync();
        bench.Pull.Files.Add(new("live/prod/web/main.tf", PullFileChange.Modified, null));
        await bench.AddEvidenceAsync(
            PullBench.Plans(PullBench.Project("live/prod/web", "prod", "aws_instance.web")), run: 1000);
        for (var run = 1; run <= others; run++)
            await bench.AddEvidenceAsync(
                PullBench.Plans(
                    [.. Enumerable.Range(0, 40)
                        .Select(i => PullBench.Project($"x{i}", $"fantasy{i}", "aws_db_instance.a"))]), 2000 + run,
                        distrust: "its workflow is not on the list", spaces: spaces);

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().Be("success Destructive in prod: 1 destroy");
        bench.Repository.Checks.Select(check => check.Text("name")).Should().Equal("tfpilot: main", "tfpilot / prod");
        bench.Summary("tfpilot: main").Should()
            .Contain("is not used: its workflow is not on the list").And.NotContain("fantasy");
    }

    [Fact]
    public async Task Untrusted_evidence_is_deleted_when_the_pull_request_closes()
    {
        await using var bench = await PullBench.OpenAsync();
        await bench.AddEvidenceAsync(PullBench.Plans(), run: 1, distrust: "its workflow is not on the list");
        await bench.AddEvidenceAsync(PullBench.Plans(), run: 2);
        bench.Pull.State = "closed";

        await bench.RunAsync();

        (await bench.Evidence.ListAsync(
            PullBench.Key(), bench.Pull.Head.Text, bench.Repository.DefaultHead.Text, default)
            .ToListAsync()).Should().ContainSingle().Which.Run.Should().Be(2);
    }

    [Fact]
    public async Task A_commit_has_at_most_thirty_checks_for_any_number_of_environments()
    {
        await using var bench = await PullBench.OpenAsync();
        bench.Pull.Files.Add(new("modules/net/main.tf", PullFileChange.Modified, null));
        await bench.AddEvidenceAsync(
            PullBench.Plans([.. Enumerable.Range(0, 100).Select(i => PullBench.Project($"x{i}", $"e{i}"))]));

        await bench.RunAsync();
        await bench.RunAsync();

        bench.Repository.Checks.Select(check => check.Text("name")).Distinct().Should()
            .HaveCount(30).And.Contain("tfpilot / more environments");
    }

    [Fact]
    public async Task Evidence_above_the_limit_counts_even_without_Terraform_changes()
    {
        await using var bench = await PullBench.OpenAsync();
        for (var run = 1; run <= 101; run++) await bench.AddEvidenceAsync(PullBench.Plans(), run);

        await bench.RunAsync();

        bench.CheckLine("tfpilot: main").Should().Be("action_required Run the plan in a trusted workflow");
    }

    [Fact]
    public async Task A_push_gets_its_own_checks()
    {
        await using var bench = await PullBench.OpenAsync();
        bench.Pull.Files.Add(new("live/prod/web/main.tf", PullFileChange.Modified, null));
        await bench.AddEvidenceAsync(PullBench.Plans(PullBench.Project("live/prod/web", "prod")));
        await bench.RunAsync();
        bench.Pull.Head = FakeRepository.Sha("pushed");

        await bench.RunAsync();

        bench.Repository.Checks.Should().HaveCount(4);
        // the plan is for the previous head
        bench.CheckLine("tfpilot: main").Should().Be("action_required prod: wait for the plan, or re-run its workflow");
    }

    [Fact]
    public async Task The_check_of_a_no_longer_affected_environment_follows_the_required_check()
    {
        await using var bench = await PullBench.OpenAsync();
        bench.Pull.Files.Add(new("live/prod/web/main.tf", PullFileChange.Modified, null));
        await bench.RunAsync();
        bench.Repository.Files[".tfpilot.yml"] = "version: 1\nignore: [\"**\"]\n";

        await bench.RunAsync();

        bench.CheckLine("tfpilot / prod").Should().Be("success No longer affected: No Terraform files changed");
        bench.Calls();
        await bench.RunAsync();
        bench.Calls().Should().Be((1, 0));
    }

    [Fact]
    public async Task With_invalid_settings_an_environment_is_not_reported_as_unaffected()
    {
        await using var bench = await PullBench.OpenAsync();
        bench.Pull.Files.Add(new("live/prod/web/main.tf", PullFileChange.Modified, null));
        await bench.AddEvidenceAsync(PullBench.Plans(PullBench.Project("live/prod/web", "prod")));
        await bench.RunAsync();
        var before = bench.CheckLine("tfpilot / prod");
        bench.Repository.Files[".tfpilot.yml"] = "version: 1\nenvironment:\n  prod: {}\n";

        await bench.RunAsync();

        before.Should().StartWith("success");
        bench.CheckLine("tfpilot / prod").Should().Be("failure Fix the settings of main");
        bench.Summary("tfpilot / prod").Should().StartWith("It is unknown").And.Contain(".tfpilot.yml:2:1");
    }
}
