using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Core.Tests.Environments;

public sealed class DiscoveryRulesTests
{
    [Theory]
    [InlineData("M\tlive/prod/web/main.tf", "live/prod/web")]
    [InlineData("A\tlive/prod/web/new.tf", "live/prod/web")]
    [InlineData("D\tlive/prod/web/old.tf", "live/prod/web")] // others are left
    [InlineData("live/prod/web/main.tf", "live/prod/web")] // a plain path
    [InlineData("M\tlive/prod/web/.terraform.lock.hcl", "live/prod/web")]
    [InlineData("M\tlive/prod/web/templates/deep/user-data.sh", "live/prod/web")] // the nearest module around it
    [InlineData("M\tlive/dev/web/dev.tfvars", "live/dev/web")]
    [InlineData("M\tmodules/web/main.tf", "live/dev/web live/prod/web")]
    [InlineData("M\tmodules/net/main.tf", "live/dev/web live/prod/web")] // at second hand
    [InlineData("M\tmodules/web/inner/main.tf", "live/dev/web live/prod/web")]
    [InlineData("M\tmodules/net/policy.json", "live/dev/web live/prod/web")] // whatever the module reads
    [InlineData("D\tmodules/net/main.tf", "live/dev/web live/prod/web")]
    [InlineData("M\tmodules/idle/main.tf", "")] // no project uses it
    // shared, and its users cannot be determined
    [InlineData("M\tconfig/common.yaml", "live/dev/web live/prod/db live/prod/web")]
    [InlineData("M\tmodules/versions.json", "live/dev/web live/prod/db live/prod/web")] // shared and in no module
    [InlineData("M\tlive/prod/common.tfvars", "live/prod/db live/prod/web")] // values above projects
    [InlineData("M\tlive/terragrunt.hcl", "live/dev/web live/prod/db live/prod/web")]
    [InlineData("M\tlive/prod/notes.txt", "")] // in no module
    [InlineData("M\tlive/prod/web/README.md", "")] // ignored
    [InlineData("M\tdocs/example/main.tf", "")]
    [InlineData("M\tsrc/App.cs", "")]
    [InlineData("M\t.tfpilot.yml", "live/dev/web live/prod/db live/prod/web")]
    [InlineData("M\t.tfpilot/waivers.yml", "live/dev/web live/prod/db live/prod/web")]
    // the old and the new path
    [InlineData("R090\tlive/prod/web/a.tf\tlive/prod/db/a.tf", "live/prod/db live/prod/web")]
    [InlineData("R100\tmodules/web/a.tf\tdocs/a.tf", "live/dev/web live/prod/web")]
    public void A_changed_file_affects_the_projects_that_contain_or_use_it(string change, string projects) =>
        Discovered.By(Discovered.Changes(change)).Paths().Should().Be(projects);

    [Theory]
    [InlineData("M\tlive/prod/db/main.tf", "live/prod/db", PlanReasonKind.File, "live/prod/db/main.tf")]
    [InlineData("M\tlive/dev/web/dev.tfvars", "live/dev/web", PlanReasonKind.Variables, "live/dev/web/dev.tfvars")]
    [InlineData("M\tmodules/net/main.tf", "live/dev/web", PlanReasonKind.Module, "modules/net")]
    [InlineData("M\tconfig/common.yaml", "live/prod/db", PlanReasonKind.Shared, "config/common.yaml")]
    [InlineData("M\t.tfpilot.yml", "live/prod/db", PlanReasonKind.Settings, ".tfpilot.yml")]
    public void Every_planned_project_has_a_reason(string change, string project, PlanReasonKind kind, string subject)
    {
        var discovery = Discovered.By(Discovered.Changes(change));

        discovery.Projects.Single(found => found.Path == project).Reasons.Should().Equal(new PlanReason(kind, subject));
    }

    [Theory]
    [InlineData("M\t.terraform-version", "live/prod/db live/prod/web")]
    [InlineData("M\tlive/prod/db/.opentofu-version", "live/prod/db")]
    [InlineData("M\tlive/.tool-versions", "live/prod/db live/prod/web")] // names Terraform
    [InlineData("M\t.tool-versions", "")] // names other tools only
    [InlineData("D\tlive/prod/.tool-versions", "live/prod/db live/prod/web")]
    public void A_version_file_affects_the_projects_at_or_below_its_folder(string change, string projects) =>
        Discovered.By(Discovered.Changes(change), null,
            ("live/prod/web/main.tf", ""), ("live/prod/db/main.tf", ""), (".terraform-version", "1.9.8\n"),
            ("live/prod/db/.opentofu-version", "1.8.3\n"), ("live/.tool-versions", "nodejs 22.1.0\nterraform 1.9.8\n"),
            (".tool-versions", "nodejs 22.1.0\n")).Paths().Should().Be(projects);

    [Fact]
    public void A_module_call_with_a_dynamic_source_may_refer_to_any_module()
    {
        var discovery = Discovered.By(Discovered.Changes("M\tmodules/net/main.tf"), null,
            ("live/prod/web/main.tf", "module \"m\" {\n  source = \"../../../modules/${var.kind}\"\n}\n"),
            ("live/prod/app/main.tf", "module \"m\" {\n  source = var.module\n}\n"),
            ("live/prod/db/main.tf", ""),
            ("modules/net/main.tf", ""));

        discovery.Paths().Should().Be("live/prod/app live/prod/web");
    }

    [Fact]
    public void A_symlinked_file_makes_the_project_depend_on_the_target_folder()
    {
        var tree = new SourceTree(
        [
            new("live/prod/web/main.tf", ""),
            new("live/prod/web/provider.tf", "provider \"aws\" {}") { LinksTo = "live/common/provider.tf" },
            new("live/prod/db/main.tf", ""),
            new("live/common/provider.tf", "provider \"aws\" {}"),
        ]);

        var discovery = DiscoveryRules.Decide(Discovered.Changes("M\tlive/common/provider.tf"), tree, Discovered.Map);

        discovery.Paths().Should().Be("live/prod/web");
    }

    [Theory]
    [InlineData("M\ttools/main.tf", "tools/main.tf")]
    [InlineData("R100\ttools/a.tf\ttools/b.tf", "tools/a.tf tools/b.tf")]
    [InlineData("M\ttools/script.sh", "tools/script.sh")] // may be read by what is there
    [InlineData("M\telsewhere/x.tfvars", "elsewhere/x.tfvars")]
    [InlineData("M\tmodules/idle/main.tf", "")] // shared is not unmapped
    [InlineData("M\telsewhere/x.json", "")]
    [InlineData("M\tdocs/x.tfvars", "")]
    public void Terraform_files_outside_every_project_are_listed(string change, string unmapped)
    {
        var discovery = Discovered.By(Discovered.Changes(change));

        discovery.Projects.Should().BeEmpty();
        string.Join(' ', discovery.Unmapped).Should().Be(unmapped);
    }

    [Fact]
    public void A_changed_shared_module_without_users_is_noted()
    {
        var discovery = Discovered.By(Discovered.Changes("M\tmodules/idle/main.tf", "A\tmodules/idle/new.tf"));

        discovery.Notes.Should().Equal(new Problem("modules/idle", "it changed, but no project uses it"));
    }

    [Fact]
    public void A_truncated_file_list_plans_everything_and_says_so()
    {
        var discovery = Discovered.By(Discovered.Changes("M\ttools/main.tf") with { IsTruncated = true });

        discovery.Paths().Should().Be("live/dev/web live/prod/db live/prod/web");
        discovery.IsTruncated.Should().BeTrue();
        discovery.Unmapped.Should().Equal("tools/main.tf");
        discovery.Projects.Should()
            .OnlyContain(project => project.Reasons.Single().Kind == PlanReasonKind.TooManyFiles);
    }

    [Fact]
    public void Everything_means_every_root_module()
    {
        var discovery = Discovered.By(ChangedFiles.Everything);

        discovery.Paths().Should().Be("live/dev/web live/prod/db live/prod/web");
        discovery.RootModules.Should().Be(3);
        discovery.IsTruncated.Should().BeFalse();
    }
}
