using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Core.Tests.Environments;

public sealed class GivenFilesTests
{
    private static readonly (string Path, string Text)[] Repository =
    [
        ("app/main.tf", Discovered.Backend),
        ("app/env/prod.tfvars", ""),
        ("app/env/dev.tfvars", ""),
        ("app/env/qa.tfvars", ""),
        ("app/env/dev.tfbackend", ""),
        ("app/terraform.tfvars", ""),
        ("vars/prod.tfvars", ""),
        ("vars/dev.tfvars", ""),
    ];

    private static readonly EnvironmentMap Map = new([Named("prod"), Named("dev")], [], []);

    [Theory]
    [InlineData("app/env/dev.tfvars", "dev")]
    [InlineData("app/env/prod.tfvars", "prod")]
    [InlineData("app/env/dev.tfbackend", "dev")]
    [InlineData("vars/dev.tfvars", "dev")] // outside the project
    [InlineData("app/env/qa.tfvars", "prod dev")] // no environment names it, so any may read it
    [InlineData("app/terraform.tfvars", "prod dev")] // Terraform loads it by its name
    [InlineData("app/main.tf", "prod dev")]
    [InlineData("app/env/dev.tfvars\napp/env/prod.tfvars", "prod dev")]
    [InlineData("app/env/dev.tfvars\napp/main.tf", "prod dev")] // a further file never removes a plan
    [InlineData("R100\tapp/env/dev.tfvars\tapp/env/prod.tfvars", "prod dev")]
    public void A_variable_file_affects_the_environments_that_name_it(string changed, string environments)
    {
        var discovery = Discovered.By(Discovered.Changes(changed.Split('\n')), Map, Repository);

        discovery.Projects.Single().Targets.Select(target => target.Environment).Should()
            .Equal(environments.Split(' '));
        discovery.Unmapped.Should().BeEmpty();
    }

    [Theory]
    [InlineData("locals {\n  a = file(\"env/dev.tfvars\")\n}\n")]
    [InlineData("locals {\n  a = fileset(path.module, \"env/*\")\n}\n")]
    [InlineData("module \"m\" {\n  source = \"../m\"\n}\n")] // it reads them there
    public void A_variable_file_that_the_configuration_may_read_affects_every_environment(string text)
    {
        (string, string)[] files = [.. Repository, ("app/reads.tf", text),
            ("m/main.tf", "locals {\n  a = file(\"${path.root}/env/dev.tfvars\")\n}\n")];

        var discovery = Discovered.By(Discovered.Changes("app/env/dev.tfvars"), Map, files);

        discovery.Projects.Single().Targets.Should().HaveCount(2);
    }

    [Fact]
    public void An_environment_without_var_files_may_read_any_variable_file()
    {
        var map = Map with { Environments = [.. Map.Environments, Discovered.Environment("test", paths: ["app"])] };

        var discovery = Discovered.By(Discovered.Changes("app/env/dev.tfvars"), map, Repository);

        discovery.Projects.Single().Targets.Select(target => target.Environment).Should().Equal("dev", "test");
    }

    [Theory]
    [InlineData("app/env/dev.tfvars", "dev")]
    [InlineData("vars/dev.tfvars", "dev")]
    [InlineData("app/env/dev.tfbackend", "dev")]
    [InlineData("app/env/qa.tfvars", "prod dev")]
    [InlineData("app/terraform.tfvars", "prod dev")]
    [InlineData("other/env/dev.tfvars", "")] // no project is there: the strictest environment, as for any unmapped file
    public void The_App_derives_the_same_environments_from_the_path_alone(string path, string environments)
    {
        var touched = TouchRules.Decide(Discovered.Changes(path), Map, UnmappedHandling.Strictest).Paths.Single();

        touched.Environments.Should().Equal(environments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("/vars/${project}/${env}.tfvars", "vars/apps/web/dev.tfvars")]
    [InlineData("/vars/${env}/{${folder}}.tfvars", "vars/dev/web.tfvars")]
    [InlineData("../vars/${env}/${workspace}.tfvars", "apps/vars/dev/eu.tfvars")]
    [InlineData("env/${workspace}.tfvars", "apps/web/env/eu.tfvars")]
    [InlineData("env/dev/**", "apps/web/env/dev/a/b.tfvars")]
    public void Placeholders_match_any_project_and_workspace(string file, string path)
    {
        var map = new EnvironmentMap(
            [new("dev") { Paths = [new("apps/*")], VarFiles = [new(file)] },
                Discovered.Environment("prod", ["apps/**"])], [], []);

        var touched = TouchRules.Decide(Discovered.Changes(path), map, UnmappedHandling.Strictest).Paths.Single();

        touched.Environments.Should().Contain("dev");
    }

    private static EnvironmentSettings Named(string name) => new(name)
    {
        Paths = [new("app/**")],
        VarFiles = [new("env/${env}.tfvars"), new($"/vars/{name}.tfvars")],
        BackendConfig = [$"env/{name}.tfbackend"],
    };
}
