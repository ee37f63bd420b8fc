namespace TfPilot.Action.Tests;

/// <summary>Runs <c>tfpilot discover</c> on a real git repository.</summary>
public sealed class DiscoverTests : IDisposable
{
    private const string Backend = "terraform {\n  backend \"s3\" {}\n}\n";
    private static readonly string[] Diff = ["diff", "--name-status", "-M", "main...HEAD"];
    private readonly TemporaryFolder folder = new();
    private readonly Git git;

    public DiscoverTests()
    {
        folder.Write(".tfpilot.yml", """
            version: 1
            environments:
              prod: { paths: ["live/prod/**"] }
              dev: { paths: ["live/dev/**"] }
            shared: ["modules/**"]
            ignore: ["**/*.md"]
            """);
        folder.Write("live/prod/web/main.tf", $"{Backend}module \"net\" {{\n  source = \"../../../modules/net\"\n}}\n");
        folder.Write("live/prod/web/.terraform.lock.hcl", "");
        folder.Write("live/prod/web/.terraform/modules/x/main.tf", Backend);
        folder.Write("live/prod/old/main.tf", $"{Backend}resource \"terraform_data\" \"only_here\" {{}}\n");
        folder.Write("live/dev/pröd \"x\"/main.tf", Backend);
        folder.Write("modules/net/main.tf", "resource \"terraform_data\" \"net\" {}\n");
        folder.Write("tools/main.tf", "resource \"terraform_data\" \"tool\" {}\n");
        folder.Write(".gitignore", ".terraform/\n");
        git = new Git(folder.Root).Run("init", "-q", "-b", "main").Commit("Begin")
            .Run("checkout", "-q", "-b", "change");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_projects_affected_by_a_branch_are_listed_with_reasons()
    {
        folder.Write("modules/net/outputs.tf", "");
        folder.Write("tools/more.tf", "");
        Directory.Delete(Path.Combine(folder.Root, "live/prod/old"), recursive: true);
        git.Commit("Change");

        var run = Discover(Diff);

        run.Should().Be(new CliRun(0, """
            1 of 2 projects to plan
              · live/prod/web  prod
                  uses a changed module: modules/net
            State orphaned  live/prod/old no longer has any configuration (prod includes it)
                  Its resources still exist, and no plan shows them. Destroy them first, or remove them from the state.
            These Terraform files belong to no project
              · tools/more.tf

            """, ""));
    }

    [Theory]
    [InlineData("diff", "--name-status", "-M", "main...HEAD")]
    [InlineData("diff", "--name-status", "-M", "-z", "main...HEAD")]
    [InlineData("diff", "--name-only", "main...HEAD")]
    [InlineData("diff", "--name-only", "-z", "main...HEAD")]
    public void Every_output_format_of_git_diff_is_accepted(params string[] diff)
    {
        folder.Write("live/dev/pröd \"x\"/variables.tf", "variable \"a\" {}\n");
        git.Commit("Change");

        var run = Discover(diff, "--format", "json");

        run.Json["projects"]!.AsArray().Select(project => (string)project!["path"]!).Should()
            .Equal("live/dev/pröd \"x\"");
    }

    [Fact]
    public void A_moved_project_is_planned_at_its_new_path_and_reports_its_old_path()
    {
        git.Run("mv", "live/prod/old", "live/prod/new").Commit("Move");

        var run = Discover(Diff, "--format", "json");

        run.Json["projects"]!.AsArray().Select(project => (string)project!["path"]!).Should().Equal("live/prod/new");
        run.Json["orphaned"]!.ToJsonString().Should()
            .Be("""
                [{"path":"live/prod/old","environments":["prod"],"evidence":"prod includes it","movedTo":"live/prod/new"}]
                """);
    }

    [Fact]
    public void The_matrix_format_writes_one_line_of_jobs_and_logs_the_reasons()
    {
        folder.Write("live/prod/web/x.tpl", "");
        git.Commit("Change");

        var run = Discover(Diff, "--format", "matrix");

        run.Out.Should()
            .Be("""
                {"include":[{"project":"live/prod/web","path":"live/prod/web","environment":"prod","workspace":"","artifact":"tfpilot-live-prod-web-prod","var_files":[],"backend_config":[],"terraform_version":"","tofu_version":""}]}
                """ + "\n");
        run.Error.Should().Contain("1 of 3 projects to plan").And.Contain("changed: live/prod/web/x.tpl");
        run.ExitCode.Should().Be(0);
    }

    [Fact]
    public void Version_files_and_backend_files_of_the_checkout_reach_the_matrix()
    {
        folder.Write(".terraform-version", "1.9.8\n");
        folder.Write("live/prod/web/backend/prod.conf", "");
        folder.Write(".tfpilot.yml", """
            version: 1
            environments:
              prod: { paths: ["live/prod/**"], backend_config: ["backend/*.conf"] }
            """);

        var run = Cli.Run("discover", "--all", "--source", folder.Root, "--format", "matrix");

        run.Out.Should().Contain("\"terraform_version\":\"1.9.8\"")
            .And.Contain("\"backend_config\":[\"backend/prod.conf\"]");
    }

    [Fact]
    public void A_folder_with_a_name_that_is_not_UTF_8_is_reported()
    {
        Bash("mkdir $'caf\\xe9'");

        foreach (var command in new[] { "discover --all --source", "init --yes" })
        {
            var run = Cli.Run([.. command.Split(' '), folder.Root]);

            run.ExitCode.Should().Be(2);
            run.Error.Should().Contain("is not valid UTF-8. Rename it").And.NotContain("   at ");
        }

        Cli.Run("doctor", folder.Root).Error.Should().NotContain("   at ");
        Bash("rmdir $'caf\\xe9'"); // .NET cannot.
    }

    [Fact]
    public void A_pipe_is_read_like_an_empty_file()
    {
        Bash("mkfifo live/prod/web/pipe.tf");

        Cli.Run("discover", "--all", "--source", folder.Root).ExitCode.Should().Be(0);
    }

    [Fact]
    public void Nothing_to_plan_yields_an_empty_matrix()
    {
        folder.Write("README.md", "x");
        git.Commit("Change");

        Discover(Diff, "--format", "matrix").Out.Should().Be("{\"include\":[]}\n");
    }

    [Fact]
    public void Discover_with_a_file_list_or_all_projects_needs_no_git()
    {
        var list = folder.Write("changed.txt", "live/prod/old/main.tf\n");

        Cli.Run("discover", "--source", folder.Root, "--changed", list).Out.Should()
            .StartWith("1 of 3 projects to plan\n  · live/prod/old  prod\n");
        Cli.Run("discover", "--source", folder.Root, "--all").Out.Should().StartWith("3 of 3 projects to plan\n");
    }

    [Fact]
    public void A_symlink_within_the_repository_is_followed_and_one_outside_is_ignored()
    {
        folder.Write("live/common/x.tf", "");
        File.CreateSymbolicLink(Path.Combine(folder.Root, "live/prod/web/x.tf"), "../../common/x.tf");
        File.CreateSymbolicLink(Path.Combine(folder.Root, "tools/y.tf"), "/dev/zero");
        File.CreateSymbolicLink(Path.Combine(folder.Root, "tools/z.tf"), "nowhere");

        var run = new Cli { Piped = "M\tlive/common/x.tf"u8.ToArray() }.RunWith(
            "discover", "--source", folder.Root, "--changed", "-", "--format", "json");

        run.Json["projects"]!.AsArray().Select(project => (string)project!["path"]!).Should().Equal("live/prod/web");
    }

    [Theory]
    [InlineData("bin")]
    [InlineData("obj")]
    [InlineData("dist")]
    [InlineData("node_modules")]
    [InlineData("target")]
    public void Build_output_folder_names_do_not_hide_projects(string name)
    {
        folder.Write($"live/prod/{name}/main.tf", Backend);
        git.Commit("Change");

        Discover(Diff).Out.Should()
            .StartWith($"1 of 4 projects to plan\n  · live/prod/{name}  prod\n").And.NotContain("orphaned");
    }

    [Fact]
    public void Files_that_git_ignores_and_does_not_track_are_no_projects()
    {
        folder.Write(".gitignore", ".terraform/\nnode_modules/\n/build\n*.generated.tf\n");
        folder.Write("live/dev/web/main.tf", Backend);
        folder.Write("build/kept/main.tf", Backend);
        git.Run("add", "-f", "build").Commit("Change");
        folder.Write("node_modules/cdk/main.tf", Backend);
        folder.Write("build/made/main.tf", Backend);
        folder.Write("live/dev/web/made.generated.tf", Discovered("../../../modules/net"));

        Cli.Run("discover", "--source", folder.Root, "--all", "--format", "json").Json["projects"]!.AsArray()
            .Select(project => (string)project!["path"]!)
            .Should().Equal("build/kept", "live/dev/pröd \"x\"", "live/dev/web", "live/prod/old", "live/prod/web");
        new Cli { Piped = "modules/net/main.tf"u8.ToArray() }.RunWith("discover", "--source", folder.Root, "--changed",
            "-").Out.Should().StartWith("1 of 5 projects to plan\n  · live/prod/web");
    }

    [Fact]
    public void A_root_folder_that_an_enclosing_checkout_ignores_is_still_scanned()
    {
        folder.Write(".gitignore", "/made\n");
        folder.Write("made/a/main.tf", Backend);

        Cli.Run("discover", "--source", Path.Combine(folder.Root, "made"), "--all").Out.Should()
            .StartWith("1 of 1 project to plan");
    }

    [TerraformFact]
    public void A_symlinked_module_folder_resolves_as_in_Terraform()
    {
        folder.Write("modules/deep/er/real/main.tf", Discovered("../sib"));
        folder.Write("modules/deep/er/sib/main.tf", "resource \"terraform_data\" \"physical\" {}\n");
        folder.Write("modules/sib/main.tf", "resource \"terraform_data\" \"lexical\" {}\n");
        folder.Write(
            "live/dev/web/main.tf", "terraform {\n  backend \"local\" {}\n}\n" + Discovered("../../../modules/link"));
        Directory.CreateSymbolicLink(Path.Combine(folder.Root, "modules/link"), "deep/er/real");
        Directory.CreateSymbolicLink(Path.Combine(folder.Root, "live/dev/alias"), "web");
        Directory.CreateSymbolicLink(Path.Combine(folder.Root, "live/dev/circle"), ".");
        Directory.CreateSymbolicLink(Path.Combine(folder.Root, "live/dev/out"), "/usr");

        Changed("modules/deep/er/sib/main.tf").Should().Be("live/dev/alias live/dev/web");
        Changed("modules/sib/main.tf").Should().BeEmpty();
        Changed("modules/link").Should().Be("live/dev/alias live/dev/web");
        Terraform.Run(Path.Combine(folder.Root, "live/dev/alias"), "init");
        System.Text.Encoding.UTF8.GetString(Terraform.Run(Path.Combine(folder.Root, "live/dev/alias"), "plan")).Should()
            .Contain("physical").And.NotContain("lexical");
    }

    [Theory]
    [InlineData("real", "live/dev/web")]
    [InlineData("../modules/real", "live/dev/web")]
    [InlineData("real\n", "")] // git writes no line's end
    [InlineData("../../..", "")]
    [InlineData("/usr", "")]
    [InlineData("nowhere", "")]
    public void In_a_checkout_without_symlink_support_a_link_file_is_followed(string text, string projects)
    {
        folder.Write("modules/real/main.tf", "");
        folder.Write("modules/link", text);
        folder.Write("live/dev/web/main.tf", Backend + Discovered("../../../modules/link"));

        Changed("modules/real/main.tf").Should().Be(projects);
    }

    private string Changed(string path) =>
        string.Join(' ',
            new Cli { Piped = System.Text.Encoding.UTF8.GetBytes(path) }.RunWith(
                "discover", "--source", folder.Root, "--changed", "-", "--format", "json")
        .Json["projects"]!.AsArray().Select(project => (string)project!["path"]!));

    private static string Discovered(string source) => $"module \"m\" {{\n  source = \"{source}\"\n}}\n";

    [Fact]
    public void More_jobs_than_GitHub_allows_are_rejected_only_for_the_matrix_format()
    {
        for (var i = 0; i < 257; i++) folder.Write($"live/dev/p{i}/main.tf", Backend);

        var run = Cli.Run("discover", "--source", folder.Root, "--all", "--format", "matrix");

        run.ExitCode.Should().Be(2);
        run.Out.Should().BeEmpty();
        run.Error.Should().Contain("GitHub allows 256 jobs per matrix. Use --format batches");
        var batches = Cli.Run(
            "discover", "--source", folder.Root, "--all", "--format", "batches").Json["include"]!.AsArray();
        batches.Should().HaveCount(256);
        batches.Sum(batch => ((string)batch!["plans"]!).Count(c => c == '\n')).Should().Be(260);
        Cli.Run("discover", "--source", folder.Root, "--all").ExitCode.Should().Be(0);
    }

    [Theory]
    [InlineData(
        "tfpilot: not running in GitHub Actions, so the pull request is unknown: pass --changed FILE (- for " +
        "standard input) or --all\n")]
    [InlineData("tfpilot: no.txt does not exist. Create it with `git diff --name-status -M origin/main...HEAD`.\n",
        "--changed", "no.txt")]
    [InlineData("tfpilot: no-such is not a folder. Pass the path of the repository's root.\n",
        "--all", "--source", "no-such")]
    [InlineData(
        "tfpilot: no.yml: the settings file does not exist. Create it; a file that contains only `version: 1` " +
        "is enough to start.\n", "--all", "--config", "no.yml")]
    [InlineData(
        "--all selects all projects: remove --changed.\nTry `tfpilot discover --help`.\n", "--all", "--changed", "x")]
    [InlineData("--format yaml is not one of text, matrix, batches, json.\nTry `tfpilot discover --help`.\n", "--all",
        "--format", "yaml")]
    public void Invalid_arguments_are_reported_with_a_fix(string error, params string[] arguments) =>
        Cli.Run(["discover", .. arguments]).Should().Be(new CliRun(2, "", error));

    [Fact]
    public void An_invalid_file_list_is_reported_by_line()
    {
        var run = new Cli { Piped = "M\ta\nZZ\tb\n"u8.ToArray() }.RunWith(
            "discover", "--source", folder.Root, "--changed", "-");

        run.Should()
            .Be(new CliRun(2, "",
                "tfpilot: standard input:2: `ZZ b` is neither a path nor a line of `git diff " +
                "--name-status`. Create the list with `git diff --name-status -M origin/main...HEAD`.\n"));
    }

    private void Bash(string command)
    {
        var start = new System.Diagnostics.ProcessStartInfo("bash", ["-c", command]) { WorkingDirectory = folder.Root };
        using var bash = System.Diagnostics.Process.Start(start)!;
        bash.WaitForExit();
        bash.ExitCode.Should().Be(0);
    }

    private CliRun Discover(string[] diff, params string[] options) =>
        new Cli { Piped = git.Output(diff) }.RunWith(
            ["discover", "--source", folder.Root, "--changed", "-", .. options]);
}
