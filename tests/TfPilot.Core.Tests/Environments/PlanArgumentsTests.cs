using System.Buffers;
using System.Text;
using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Core.Tests.Environments;

public sealed class PlanArgumentsTests
{
    private static readonly (string Path, string Text)[] Repository =
    [
        ("apps/web/main.tf", Discovered.Backend),
        ("apps/web/env/prod.tfvars", ""),
        ("apps/web/env/prod/a.tfvars", ""),
        ("apps/web/env/prod/b.tfvars.json", ""),
        ("apps/web/env/prod/inner/c.tfvars", ""),
        ("apps/web/backend/prod.tfbackend", ""),
        ("vars/prod.tfvars", ""),
        ("vars/apps/web/prod.tfvars", ""),
    ];

    [Theory]
    [InlineData("env/prod.tfvars", "env/prod.tfvars")] // from the project's folder, where Terraform runs
    [InlineData("env/none.tfvars", "env/none.tfvars")] // a missing file must fail the plan, not plan with the defaults
    [InlineData("/vars/prod.tfvars", "../../vars/prod.tfvars")] // from the repository's root
    [InlineData("../../vars/prod.tfvars", "../../vars/prod.tfvars")]
    [InlineData("/vars/${project}/${env}.tfvars", "../../vars/apps/web/prod.tfvars")]
    [InlineData("/vars/apps/${folder}/{${env}}.tfvars", "../../vars/apps/web/prod.tfvars")] // braces: where it exists
    [InlineData("env/${workspace}.tfvars", "env/default.tfvars")] // as Terraform calls the workspace without a name
    [InlineData("env/prod/*", "env/prod/a.tfvars env/prod/b.tfvars.json")]
    [InlineData("env/prod/**", "env/prod/a.tfvars env/prod/b.tfvars.json env/prod/inner/c.tfvars")]
    [InlineData("/vars/**/{dev,prod}.tfvars", "../../vars/apps/web/prod.tfvars ../../vars/prod.tfvars")]
    [InlineData("env/dev/*", "")]
    [InlineData("/env/../../../x.tfvars", "../../../../x.tfvars")] // out of the repository: Terraform decides
    public void Variable_files_are_resolved_from_the_project_or_the_repository_root(string path, string files)
    {
        var target = Discover(new("prod") { Paths = [new("apps/**")], VarFiles = [new(path)] }).Projects[0].Targets[0];

        target.Arguments.VarFiles.Should().Equal(files.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("backend/${env}.tfbackend", "backend/prod.tfbackend")]
    [InlineData("backend/*.tfbackend", "backend/prod.tfbackend")]
    [InlineData("key=${project}/state", "key=apps/web/state")]
    [InlineData("key=a*{b}", "key=a*{b}")] // values have no globs
    public void Backend_config_accepts_files_and_values(string option, string passed)
    {
        var target = Discover(new("prod") { Paths = [new("**")], BackendConfig = [option] }).Projects[0].Targets[0];

        target.Arguments.BackendConfig.Should().Equal(passed);
    }

    [Fact]
    public void The_order_in_the_settings_is_preserved_since_the_last_value_wins()
    {
        var target = Discover(new("prod")
        {
            Paths = [new("apps/**")],
            VarFiles = [new("env/prod/*"), new("/vars/prod.tfvars"), new("env/prod/a.tfvars")],
        }).Projects[0].Targets[0];

        target.Arguments.VarFiles.Should()
            .Equal("env/prod/b.tfvars.json", "../../vars/prod.tfvars", "env/prod/a.tfvars");
    }

    [Fact]
    public void A_glob_without_matches_is_reported()
    {
        var discovery = Discover(new("dev") { Paths = [new("apps/**")], VarFiles = [new("env/dev/*.tfvars")] });

        discovery.Notes.Should().Equal(new Problem("apps/web",
            "no file matches env/dev/*.tfvars in var_files of dev, so no such file is passed to its plan"));
    }

    [Fact]
    public void A_workspace_may_have_its_own_variable_files()
    {
        var discovery = Discover(new("prod")
        {
            Workspaces = [new("eu"), new("us")],
            VarFiles = [new("env/prod.tfvars"), new("env/${workspace}.tfvars")],
        });

        discovery.Projects[0].Targets.Select(target => string.Join(' ', target.Arguments.VarFiles)).Should()
            .Equal("env/prod.tfvars env/eu.tfvars", "env/prod.tfvars env/us.tfvars");
    }

    [Fact]
    public void Glob_characters_in_a_folder_name_are_literal()
    {
        var environment = new EnvironmentSettings("prod")
        { Paths = [new("**")], VarFiles = [new("*.tfvars"), new("/vars/${project}/*")] };

        var discovery = Discovered.By(ChangedFiles.Everything, new([environment], [], []),
            ("a{b}/main.tf", ""), ("a{b}/x.tfvars", ""), ("ab/y.tfvars", ""), ("vars/a{b}/z.tfvars", ""));

        discovery.Projects[0].Targets[0].Arguments.VarFiles.Should().Equal("x.tfvars", "../vars/a{b}/z.tfvars");
    }

    [Fact]
    public void The_matrix_and_the_batch_lines_include_the_plan_arguments()
    {
        var jobs = PlanMatrix.Jobs(Discover(new("prod")
        {
            Paths = [new("**")],
            VarFiles = [new("env/prod.tfvars")],
            BackendConfig = ["backend/prod.tfbackend", "a=b"],
        }));
        var matrix = new ArrayBufferWriter<byte>();

        DiscoveryJson.WriteMatrix(jobs, matrix);

        Encoding.UTF8.GetString(matrix.WrittenSpan).Should().Contain(
            "\"var_files\":[\"env/prod.tfvars\"],\"backend_config\":[\"backend/prod.tfbackend\",\"a=b\"],");
        PlanLine.Write(jobs).Should().Be("apps/web\tprod\t\t=\t-backend-config=backend/prod.tfbackend\t" +
            "-backend-config=a=b\t-var-file=env/prod.tfvars\n");
        PlanLine.Read("batch", PlanLine.Write(jobs)).Match(lines => lines, _ => []).Should()
            .Equal(new PlanLine("apps/web", "prod", null, "apps/web"));
    }

    private static Discovery Discover(EnvironmentSettings environment) =>
        Discovered.By(ChangedFiles.Everything, new([environment], [], []), Repository);
}
