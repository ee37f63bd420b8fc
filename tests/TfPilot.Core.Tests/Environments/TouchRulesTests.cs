using TfPilot.Core.Approvals;
using TfPilot.Core.Environments;

namespace TfPilot.Core.Tests.Environments;

public sealed class TouchRulesTests
{
    private static readonly EnvironmentMap Map = new(
        [new("prod") { Paths = [new("live/prod/**")] }, new("eu") { Paths = [new("live/*/eu/**")] }],
        Shared: [new("modules/**")], Ignore: [new("**/*.md")]);

    [Theory]
    [InlineData("live/prod/web/main.tf", "Claimed prod")]
    [InlineData("live/prod/script.sh", "Claimed prod")] // a plan may read it
    [InlineData("live/prod/eu/main.tf", "Claimed prod eu")] // both
    [InlineData("live/prod/README.md", "nothing")] // ignored
    [InlineData("live/prodx/main.tf", "Unmapped")]
    [InlineData("Live/prod/main.tf", "Unmapped")] // case counts
    [InlineData("modules/net/main.tf", "Shared")]
    [InlineData("modules/net/table.json", "Shared")]
    [InlineData(".tfpilot.yml", "Settings")] // tfpilot goes by it
    [InlineData(".tfpilot/waivers.yml", "Settings")]
    [InlineData("tools/main.tf", "Unmapped")]
    [InlineData("tools/a.auto.tfvars", "Unmapped")]
    [InlineData("tools/.terraform.lock.hcl", "Unmapped")]
    [InlineData("tools/a.sh", "nothing")]
    [InlineData("live/root.hcl", "Unmapped")] // Terragrunt's, and who includes it is not told by a path
    [InlineData("account.hcl", "Unmapped")]
    [InlineData("live/terragrunt.stack.hcl", "Unmapped")]
    [InlineData("_envcommon/vpc.hcl", "Unmapped")] // units include it, wherever they lie
    [InlineData("_envcommon/tags.yaml", "Unmapped")] // which its files may read
    [InlineData("_envcommon/README.md", "nothing")]
    [InlineData("live/prod/region.hcl", "Claimed prod")]
    [InlineData("modules/env.hcl", "Shared")]
    [InlineData("tools/prod.s3.hcl", "Unmapped")] // may configure a backend
    [InlineData("packer/web.pkr.hcl", "nothing")]
    [InlineData(".tflint.hcl", "nothing")]
    [InlineData("jobs/web.nomad.hcl", "nothing")]
    [InlineData("tools/tests/a.tftest.hcl", "nothing")]
    [InlineData("tools/.terraform/modules/x/main.tf", "Unmapped")] // committed, and read by init
    [InlineData("tools/bin/main.tf", "Unmapped")]
    public void A_path_determines_the_affected_environments(string path, string expected) =>
    Describe(Touch(new(path, ChangeStatus.Modified))).Should().Be(expected);

    [Theory]
    [InlineData(ChangeStatus.Added, "Claimed prod")]
    [InlineData(ChangeStatus.Modified, "Claimed prod")]
    [InlineData(ChangeStatus.Removed, "nothing")] // nothing is destroyed without it
    public void A_destroy_file_requires_the_plans_of_its_environment(ChangeStatus status, string expected) =>
        Describe(Touch(new("live/prod/old/.tfpilot-destroy.yml", status))).Should().Be(expected);

    [Fact]
    public void A_renamed_file_affects_its_old_and_its_new_path()
    {
        var touched = Touch(new("tools/a.tf", ChangeStatus.Renamed) { PreviousPath = "live/prod/web/a.tf" });

        touched.Paths.Select(touch => (touch.Path, touch.Kind, touch.IsThere)).Should()
            .Equal(("live/prod/web/a.tf", TouchKind.Claimed, false), ("tools/a.tf", TouchKind.Unmapped, true));
    }

    [Fact]
    public void A_removed_file_is_affected_but_no_longer_exists() =>
        Touch(new("live/prod/web/a.tf", ChangeStatus.Removed)).Paths.Should().ContainSingle().Which.Should()
        .Match<AffectedPath>(touch => touch.IsSource && !touch.IsThere);

    [Fact]
    public void With_workspace_environments_configuration_affects_all_of_them()
    {
        var map = Map with
        {
            Environments = [.. Map.Environments, new("one") { Workspaces = [new("one")] },
            new("two") { Workspaces = [new("two-*")] },
            new("three") { Paths = [new("three/**")], Workspaces = [new("three")] }]
        };

        var touched = TouchRules.Decide(new([new("main.tf", ChangeStatus.Modified)]), map, UnmappedHandling.Strictest);

        Describe(touched).Should().Be("Claimed one two");
    }

    [Fact]
    public void Unmapped_files_affect_nothing_if_the_settings_ignore_them() =>
        TouchRules.Decide(new([new("tools/main.tf", ChangeStatus.Modified)]), Map, UnmappedHandling.Ignore).IsNothing
        .Should().BeTrue();

    [Fact]
    public void A_truncated_file_list_never_means_no_changes() =>
        TouchRules.Decide(new([]) { IsTruncated = true }, Map, UnmappedHandling.Strictest).IsNothing.Should().BeFalse();

    private static AffectedPaths Touch(ChangedFile file) =>
        TouchRules.Decide(new([file]), Map, UnmappedHandling.Strictest);

    private static string Describe(AffectedPaths touched) =>
        touched.Paths.SingleOrDefault() is { } touch ? string.Join(' ', touch.Environments.Prepend($"{touch.Kind}"))
        : "nothing";
}
