using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Core.Tests.Environments;

/// <summary>
/// Terragrunt units and the changes that affect them, in a repository with the layout of the Terragrunt guides.
/// </summary>
public sealed class TerragruntTests
{
    private const string Root = "include \"root\" {\n  path = find_in_parent_folders(\"root.hcl\")\n}\n";
    private const string Source = "terraform {\n  source = \"../../../modules//app\"\n}\n";

    private static readonly (string Path, string Text)[] Repository =
    [
        ("live/root.hcl", """
            locals {
              account = read_terragrunt_config(find_in_parent_folders("account.hcl"))
              region  = read_terragrunt_config(find_in_parent_folders("region.hcl", "none.hcl")).locals.name
            }
            remote_state { backend = "s3" }
            """),
        ("live/_envcommon/db.hcl", """
            locals { version = yamldecode(file("${dirname(find_in_parent_folders("root.hcl"))}/versions.yaml")) }
            terraform { source = "git::git@github.com:acme/modules.git//db?ref=v1" }
            dependency "net" { config_path = "../net" }
            """),
        ("live/versions.yaml", ""),
        ("live/prod/account.hcl", "locals { id = 1 }"),
        ("live/dev/account.hcl", "locals { id = 2 }"),
        ("live/prod/net/terragrunt.hcl", Root + "terraform {\n  source = \"${get_repo_root()}/modules/net\"\n}\n"),
        ("live/prod/db/terragrunt.hcl",
            Root + "include \"env\" {\n  path = " +
                "\"${dirname(find_in_parent_folders(\"root.hcl\"))}/_envcommon/db.hcl\"\n}\n"),
        ("live/prod/app/terragrunt.hcl",
            Root + Source + "dependencies {\n  paths = [\"../db\"]\n}\ninputs = { text = file(\"app.json\") }\n"),
        ("live/prod/app/app.json", ""),
        ("live/dev/app/main.tf", "resource \"terraform_data\" \"x\" {}"),
        ("live/dev/app/terragrunt.hcl", Root + """
            locals { name = "dev" }
            terraform {
              extra_arguments "vars" {
                commands           = ["plan"]
                required_var_files = ["${get_terragrunt_dir()}/../${local.name}.tfvars"]
              }
            }
            """),
        ("live/dev/app/.terragrunt-cache/x/main.tf", Discovered.Backend),
        ("modules/app/main.tf", Discovered.Backend),
        ("modules/net/main.tf", Discovered.Backend + Discovered.Call("../base")),
        ("modules/base/main.tf", "resource \"terraform_data\" \"x\" {}"),
    ];

    private const string Dev = "live/dev/app";
    private const string Prod = "live/prod/app live/prod/db live/prod/net";

    [Fact]
    public void Units_are_projects_and_their_modules_and_parents_are_not() =>
        Discovered.By(ChangedFiles.Everything, null, Repository).Paths().Should().Be($"{Dev} {Prod}");

    [Theory]
    [InlineData("M\tlive/root.hcl", $"{Dev} {Prod}")] // every unit includes it
    [InlineData("M\tlive/prod/account.hcl", Prod)] // found from the unit, by the parent
    [InlineData("A\tlive/prod/region.hcl", Prod)] // would be found first
    [InlineData("D\tlive/region.hcl", $"{Dev} {Prod}")] // was found
    [InlineData("A\tlive/prod/app/account.hcl", "live/prod/app")] // the search begins above the unit
    [InlineData("M\tlive/_envcommon/db.hcl", "live/prod/app live/prod/db")] // the unit, and who depends on it
    [InlineData("M\tlive/versions.yaml", "live/prod/app live/prod/db")] // read by a file that is included
    [InlineData("M\tlive/prod/net/terragrunt.hcl", Prod)] // others depend on it
    [InlineData("M\tlive/prod/app/terragrunt.hcl", "live/prod/app")]
    [InlineData("M\tlive/prod/app/app.json", "live/prod/app")]
    [InlineData("M\tmodules/app/main.tf", "live/prod/app")]
    [InlineData("M\tmodules/base/main.tf", Prod)] // a module of a module
    [InlineData("M\tlive/dev/dev.tfvars", Dev)]
    [InlineData("M\tlive/dev/env.hcl", Dev)] // nobody is known to read it: those below
    [InlineData("M\tlive/dev/app/.terragrunt-cache/x/main.tf", Dev)] // committed by mistake
    [InlineData("M\tpacker/web.pkr.hcl", "")]
    [InlineData("M\tlive/.tflint.hcl", "")]
    public void A_changed_file_affects_the_units_that_include_read_or_depend_on_it(string change, string projects)
    {
        var discovery = Discovered.By(Discovered.Changes(change), null, Repository);

        discovery.Paths().Should().Be(projects);
        discovery.Unmapped.Should().BeEmpty();
    }

    [Theory]
    [InlineData("M\tcommon/tags.hcl", "common/tags.hcl")]
    [InlineData("M\tcommon/tags.pkr.hcl", "")]
    [InlineData("M\tjobs/web.nomad.hcl", "")]
    [InlineData("M\t.tflint.hcl", "")]
    [InlineData("M\ttests/a.tftest.hcl", "")]
    [InlineData("M\tdocker-bake.hcl", "")]
    public void Unused_HCL_files_are_listed_only_if_they_may_belong_to_Terragrunt(string change, string unmapped) =>
        string.Join(' ', Discovered.By(Discovered.Changes(change), null, Repository).Unmapped).Should().Be(unmapped);

    [Theory]
    [InlineData("path = get_env(\"PARENT\")", "common/x.hcl", "live/a", "common/x.hcl")] // may be any file
    [InlineData("path = \"${get_repo_root()}/common/${get_env(\"X\")}.hcl\"", "common/x.hcl", "live/a", "")]
    [InlineData("path = \"${get_repo_root()}/common/${get_env(\"X\")}.hcl\"", "other/x.hcl", "", "other/x.hcl")]
    [InlineData("path = true ? \"../p.hcl\" : \"../../q.hcl\"", "q.hcl", "live/a", "")]
    [InlineData("path = local.parent", "common/p.hcl", "live/a", "")]
    public void A_file_that_may_match_a_dynamic_path_is_planned_for_and_listed(
        string path, string changed, string projects, string unmapped)
    {
        var discovery = Discovered.By(Discovered.Changes($"M\t{changed}"), null,
            ("live/a/terragrunt.hcl", $"locals {{ parent = \"../../common/p.hcl\" }}\ninclude {{\n  {path}\n}}\n"));

        discovery.Paths().Should().Be(projects);
        string.Join(' ', discovery.Unmapped).Should().Be(unmapped);
    }

    [Fact]
    public void A_parent_file_named_like_a_unit_is_not_a_unit()
    {
        (string, string)[] repository = [("terragrunt.hcl", "remote_state {}"),
            ("a/terragrunt.hcl",
                "include {\n  path = find_in_parent_folders()\n}\nterraform {\n  source = " +
                    "\"tfr:///x/y?version=1\"\n}\n")];

        Discovered.By(Discovered.Changes("M\tterragrunt.hcl"), null, repository).Paths().Should().Be("a");
        Discovered.By(Discovered.Changes("R100\tterragrunt.hcl\troot.hcl"), null,
            [("root.hcl", ""), repository[1]]).Orphaned.Should().BeEmpty();
    }

    [Fact]
    public void A_removed_unit_is_reported_as_orphaned_state()
    {
        var discovery = Discovered.By(Discovered.Changes("D\tlive/prod/old/terragrunt.hcl"), null, Repository);

        discovery.Orphaned.Should().ContainSingle().Which.Path.Should().Be("live/prod/old");
    }

    [Theory]
    [InlineData("M\tlive/terragrunt.stack.hcl", "live/.terragrunt-stack/db live/.terragrunt-stack/net")]
    [InlineData("M\tunits/db/terragrunt.hcl", "live/.terragrunt-stack/db")]
    // one depends on the other
    [InlineData("M\tunits/net/terragrunt.hcl", "live/.terragrunt-stack/db live/.terragrunt-stack/net")]
    [InlineData("M\tlive/common.hcl", "live/.terragrunt-stack/db live/.terragrunt-stack/net")]
    public void A_stack_is_planned_unit_by_unit(string change, string projects) =>
    Discovered.By(Discovered.Changes(change), null,
        ("live/terragrunt.stack.hcl", """
            locals { common = read_terragrunt_config("common.hcl") }
            unit "net" {
              source = "../units/net"
              path   = "net"
            }
            unit "db" {
              source = "../units//db"
              path   = "db"
              values = { size = 1 }
            }
            """),
        ("live/common.hcl", ""),
        ("units/net/terragrunt.hcl", "terraform { source = values.source }"),
        ("units/db/terragrunt.hcl",
            "terraform { source = \"git::x\" }\ndependency \"net\" { config_path = \"../net\" }")).Paths().Should()
                .Be(projects);

    [Fact]
    public void A_stack_with_unknown_units_is_listed()
    {
        var discovery = Discovered.By(Discovered.Changes("M\tlive/terragrunt.stack.hcl"), null,
            ("live/terragrunt.stack.hcl", "unit \"a\" {\n  source = \"../u\"\n  path = values.path\n}\n"));

        discovery.Unmapped.Should().Equal("live/terragrunt.stack.hcl");
        discovery.Notes.Should()
            .Contain(
                new Problem("live/terragrunt.stack.hcl",
                    "the units of this stack cannot be determined from files because their paths are expressions"));
    }

    [Theory]
    [InlineData(
        "locals {\n  a = \"${local.b}${local.b}\"\n  b = \"${local.a}${local.a}\"\n}\ninclude {\n  path = " +
        "local.a\n}\n")]
    [InlineData("include {\n  path = ((((((((((((((((((((((((((((((((((((((\n")]
    [InlineData("include {\n  path = \"${\"${\"${\"${\n")]
    [InlineData("include { path = \"../a/terragrunt.hcl\" }\n")]
    [InlineData("locals { x = read_terragrunt_config(\"terragrunt.hcl\") }")]
    [InlineData("a = {{{{{{{{{{{{{{{{{{{{ b { c { d ( [ \"")]
    public void Reading_any_unit_text_terminates(string text) =>
        Discovered.By(Discovered.Changes("M\ta/terragrunt.hcl"), null, ("a/terragrunt.hcl", text), ("a/main.tf", ""))
        .Paths().Should().Be("a");

    [Fact]
    public void A_self_referencing_stack_terminates()
    {
        var blocks = string.Concat(
            Enumerable.Range(0, 20).Select(i => $"stack \"s{i}\" {{\n  source = \"../s\"\n  path = \"s{i}\"\n}}\n"));

        var discovery = Discovered.By(Discovered.Changes("M\tlive/terragrunt.stack.hcl"), null,
            ("live/terragrunt.stack.hcl", blocks), ("s/terragrunt.stack.hcl", blocks));

        discovery.Unmapped.Should().Equal("live/terragrunt.stack.hcl");
    }

    [Fact]
    public void Two_thousand_units_are_discovered_in_time()
    {
        var units = Enumerable.Range(0, 2_000)
            .Select(i => ($"live/prod/r{i / 100}/u{i}/terragrunt.hcl",
                Root + $"terraform {{\n  source = \"git::x\"\n}}\ndependency \"d\" {{\n  config_path = " +
                    $"\"../u{i - 1}\"\n}}\n"));
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var discovery = Discovered.By(
            Discovered.Changes("M\tlive/root.hcl", "M\tlive/prod/account.hcl"), null, [Repository[0], .. units]);

        discovery.Projects.Should().HaveCount(2_000);
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(10));
    }
}
