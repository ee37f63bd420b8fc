using TfPilot.GitHub.Tests.Fake;

namespace TfPilot.Action.Tests;

/// <summary>Runs <c>tfpilot doctor</c> on repositories on disk, with and without GitHub.</summary>
public sealed class DoctorTests : IDisposable
{
    private const string Apply = "jobs: { a: { environment: prod, steps: [{ run: terraform apply }] } }\n";
    private const string Healthy = $"on: push\npermissions: {{}}\n{Apply}";
    private const string Settings = "version: 1\nenvironments: { prod: { paths: [\"**\"] } }\n";
    private readonly TemporaryFolder folder = new();
    private readonly FakeGitHub github = new();

    public void Dispose()
    {
        folder.Dispose();
        github.Dispose();
    }

    [Theory]
    [InlineData(Healthy, 0)]
    // advice only
    [InlineData(
        "on: push\npermissions: {}\njobs: { a: { environment: prod, steps: [{ uses: " +
        "tfpilot/tfpilot-actions@v1 }] } }\n", 0)]
    [InlineData($"on: push\n{Apply}", 1)]
    [InlineData("on: push\n\tjobs: {} # terraform\n", 1)]
    public void The_exit_code_reports_whether_the_repository_is_healthy(string workflow, int exitCode)
    {
        Make(workflow);

        Cli.Run("doctor", folder.Root).ExitCode.Should().Be(exitCode);
        Cli.Run("doctor", folder.Root, "--format", "json").ExitCode.Should().Be(exitCode);
    }

    [Fact]
    public void A_repository_set_up_by_init_is_healthy()
    {
        folder.Write("live/prod/main.tf", "terraform {\n  backend \"s3\" {}\n}\n");
        Cli.Run("init", folder.Root);

        var run = Cli.Run("doctor", folder.Root);

        run.Out.Should().StartWith("2 advice in 1 workflow and the settings\n");
        run.ExitCode.Should().Be(0);
    }

    [Fact]
    public void Paths_are_relative_to_the_root_and_every_file_is_read()
    {
        Make("on: push\nenv: { TOOL: terraform }\n");
        folder.Write(".github/workflows/two.yaml", "on: [\nname: terraform\n");
        folder.Write(".github/workflows/three.yml", "on: push\n");
        folder.Write("live/plan.json", "[command]/opt/terraform-bin show -json tfplan\n{}\n");
        folder.Write("live/.terraform/plan.json", "[command]/opt/terraform-bin show -json tfplan\n{}\n");

        var found = Cli.Run("doctor", folder.Root, "--format", "json").Json["diagnoses"]!.AsArray()
            .Select(diagnosis => $"{diagnosis!["level"]} {diagnosis["id"]} {diagnosis["where"]}");

        found.Should().BeEquivalentTo(
            "error workflow-unreadable .github/workflows/two.yaml:1:5",
            "warning permissions-missing .github/workflows/one.yml:1:1",
            "warning plan-noise live/plan.json:1:1",
            "advice environment-unused .tfpilot.yml");
    }

    [Fact]
    public void Without_a_token_GitHub_is_not_queried_and_the_output_says_so()
    {
        Make(Healthy);

        var run = Cli.Run("doctor", folder.Root, "--repo", "acme/infra");

        run.Out.Should()
            .Contain("not checked: The environments and the default branch on GitHub: set GITHUB_TOKEN").And.Contain(
                "Guarantee: unknown.");
    }

    [Fact]
    public void GitHub_is_queried_for_environment_protection_and_merged_settings()
    {
        Make(Healthy);
        github.Repository.Environments.Add(new("prod"));

        var sick = Ask();
        github.Repository.Environments[0] = new("prod") { HasCustomRule = true };
        github.Repository.Files[".tfpilot.yml"] = Settings;
        var healthy = Ask();

        sick.ExitCode.Should().Be(1);
        sick.Out.Should()
            .Contain("environment-unprotected").And.Contain("The default branch has no settings yet.").And.Contain(
                "Guarantee: none for prod.");
        healthy.ExitCode.Should().Be(0);
        healthy.Out.Should()
            .StartWith("Nothing found in 1 workflow and the settings\n").And.NotContain("GITHUB_TOKEN").And.Contain(
                "Guarantee: the strongest.");
    }

    [Fact]
    public void A_failed_GitHub_request_skips_only_its_own_check()
    {
        Make(Healthy);
        github.FailNext(403, """{"message":"Resource not accessible by integration"}""");

        var run = Ask();

        run.Out.Should()
            .Contain(
                "not checked: The environments at GitHub: Cannot list the environments of acme/infra: GitHub " +
                    "answered 403").And.Contain("The default branch has no settings yet.");
        run.Out.Should().Contain("Guarantee: unknown.");
    }

    [Fact]
    public void Invalid_arguments_are_rejected()
    {
        var missing = Path.Combine(folder.Root, "none");

        Cli.Run("doctor", missing).Should()
            .Be(new CliRun(2, "", $"tfpilot: {missing} is not a folder. Pass the path of the repository's root.\n"));
        Cli.Run("doctor", "--repo", "infra").Should()
            .Be(new CliRun(
                2, "", "--repo infra is not a repository: write OWNER/NAME.\nTry `tfpilot doctor --help`.\n"));
        Cli.Run("doctor", "--format", "xml").Error.Should().StartWith("--format xml is not one of text, json.");
        Cli.Run("doctor", "--each").Error.Should().StartWith("unknown option --each.");
    }

    [Fact]
    public void Help_ends_with_working_examples()
    {
        var run = Cli.Run("doctor", "--help");

        var examples = run.Out.Split('\n')
            .Where(line => line.Contains("tfpilot doctor", StringComparison.Ordinal) && !line.Contains('['))
            .Select(line => line[line.IndexOf("doctor", StringComparison.Ordinal)..]).ToList();
        var mistakes = examples.Select(example => Cli.Run([.. example.Split(' '), "--wrong"]).Error);
        examples.Should().HaveCount(3);
        mistakes.Should()
            .OnlyContain(error => error.Contains("--wrong", StringComparison.Ordinal) && error.Split('\n').Length == 3,
                "nothing else is wrong with them");
        run.Out.Should().Contain("1  warnings or errors");
    }

    [Fact]
    public void With_a_token_action_versions_are_resolved_on_GitHub()
    {
        var (good, forged) = (FakeRepository.Sha("good"), FakeRepository.Sha("of a fork"));
        github.Repository.Tags["v1"] = good;
        github.Repository.Tags["v2"] = FakeRepository.Sha("v2");
        github.Repository.ImmutableReleases.Add("v2");
        github.Repository.Files[".tfpilot.yml"] = Settings;
        github.Repository.Environments.Add(new("prod") { HasCustomRule = true });
        Make("on: push\npermissions: {}\njobs: { a: { environment: prod, steps: [{ uses: " +
            $"acme/infra/tf@{good} }}, {{ uses: acme/infra@{forged} }}, {{ uses: acme/infra@v1 }}, " +
            "{ uses: acme/infra@v2 }, { uses: other/gone@v1 }, { run: terraform plan }] } }\n");

        var found = Ask("--format", "json").Json;

        found["diagnoses"]!.AsArray().Select(one => $"{one!["id"]}: {one["what"]}").Should().BeEquivalentTo(
            $"action-imposter: acme/infra@{forged} is not in acme/infra.",
            "action-unpinned: acme/infra@v1 is not pinned.", "action-unpinned: other/gone@v1 is not pinned.",
            "release-mutable: The release of acme/infra@v1 can be changed.",
            "release-mutable: The release of other/gone@v1 can be changed.");
    }

    private void Make(string workflow)
    {
        folder.Write(".github/workflows/one.yml", workflow);
        folder.Write(".tfpilot.yml", Settings);
    }

    private CliRun Ask(params string[] more) => new Cli
    {
        Variables = { ["GITHUB_TOKEN"] = FakeGitHub.Token, ["GITHUB_API_URL"] = "https://github.test/api",
            ["GITHUB_GRAPHQL_URL"] = "https://github.test/api/graphql" },
        Network = () => new HttpClient(github, disposeHandler: false),
    }.RunWith(["doctor", folder.Root, "--repo", "acme/infra", .. more]);
}
