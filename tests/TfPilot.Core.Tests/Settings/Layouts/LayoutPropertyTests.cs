using FsCheck;
using FsCheck.Fluent;
using TfPilot.Core.Environments;
using TfPilot.Core.Settings;

namespace TfPilot.Core.Tests.Settings.Layouts;

public sealed class LayoutPropertyTests
{
    private static readonly string[] Steps =
    [
        "prod", "dev", "test", "live", "envs", "accounts", "modules", "examples", "tests", "app", "prod-eu", "core-dev",
        "0-org", "1-net", "shared", "a b", "{x}", "a*", "!b", "é", "templates", "non-prod", "vars", "true", "123",
        "backend", "a\"b", "a: b #c", "c\nd", "e\\f", "a\tb", new string('l', 200),
    ];

    private static readonly string[] Files =
    [
        "main.tf backend", "main.tf provider", "main.tf", "main.tf workspace", "main.tf resource",
        "variables.tf variable", "prod.tfvars", "dev.tfvars", "sit.tfvars", "prod01.tfvars", "backend.ini",
        "prod-eu.tfvars", "prod.auto.tfvars", "common.tfvars", "prod.tfbackend", "terragrunt.hcl", "terraform.tfvars",
        "vars_dev.x.tfvars", "backend.hcl", "{prod}.tfvars", "prod\".tfvars",
    ];

    private static readonly Gen<(string Path, string Content)> File =
        from depth in Gen.Choose(0, 4)
        from steps in Gen.Elements(Steps).ListOf(depth)
        from file in Gen.Elements(Files)
        select (string.Join('/', [.. steps, file.Split(' ')[0]]), file.Contains(' ') ? file.Split(' ')[1] : "");

    [Fact]
    public void Init_output_is_valid_and_plans_every_listed_project()
    {
        var property = Prop.ForAll(File.ListOf().ToArbitrary(), files =>
        {
            var tree = new SourceTree(files.DistinctBy(file => file.Path).Select(file => new SourceFile(file.Path,
                file.Content switch
                {
                    "backend" => "terraform {\n  backend \"s3\" {}\n}\n",
                    "provider" => "provider \"aws\" {}\n",
                    "resource" => "resource \"aws_instance\" \"a\" {}\n",
                    "variable" => "variable \"a\" {}\n",
                    "workspace" => "locals {\n  a = terraform.workspace\n}\n",
                    _ => "",
                })));
            if (tree.Modules.Count == 0) return true;
            var scaffold = Scaffold.Of(tree);
            var text = ScaffoldFiles.Of(scaffold).Single(file => file.Path == ScaffoldFiles.SettingsPath).Text;
            var settings = Given.Settings(text);
            var discovery = DiscoveryRules.Decide(ChangedFiles.Everything, tree, settings.Map);
            var checkup = DiagnosisRules.Decide(new([.. ScaffoldFiles.Of(scaffold)
                .Where(file => file.Path != ScaffoldFiles.SettingsPath)
                .Select(file => new SourceFile(file.Path, file.Text))], Given.Read(text)));
            return scaffold.Projects.All(path => discovery.Projects.Any(project => project.Path == path))
                && checkup.IsHealthy && ScaffoldText.Write(scaffold, new(false, 80)).Length > 0;
        });

        property.Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void A_folder_without_signs_of_a_project_is_listed_only_when_it_is_planned()
    {
        const string workspace = "locals {\n  a = terraform.workspace\n}\n";
        var tree = new SourceTree([new("live/prod-eu.tfvars", ""), new("main.tf", workspace),
            new("vars/123/main.tf", workspace)]);

        Scaffold.Of(tree).Projects.Should().Equal(".");
    }
}
