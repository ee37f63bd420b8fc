using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Core.Tests.Environments;

/// <summary>The version of the tool that plans a project.</summary>
public class ToolVersionsTests
{
    [Theory]
    [InlineData("= 1.9.3", "1.9.3")]
    [InlineData("1.9", "1.9.0")]
    [InlineData("~> 1.9", ">=1.9.0 <2.0.0")]
    [InlineData("~> 1.9.3", ">=1.9.3 <1.10.0")]
    [InlineData("~>1", ">=1.0.0")]
    [InlineData(">= 1.5, < 2", ">=1.5.0 <2.0.0")]
    [InlineData("> 1.5", ">1.5.0")] // npm's >1.5 leaves out 1.5.1
    [InlineData(">= 1.5, != 1.6.1", ">=1.5.0 <1.6.1 || >=1.5.0 >1.6.1")]
    [InlineData("!= 1.6.1", "<1.6.1 || >1.6.1")]
    [InlineData("1.10.0-beta1", "1.10.0-beta1")]
    [InlineData("", null)]
    [InlineData("latest", null)]
    [InlineData(">= ${var.version}", null)]
    [InlineData("!= 1.1.0, != 1.1.1, != 1.1.2, != 1.1.3, != 1.1.4, != 1.1.5", null)] // too many to write out
    [InlineData(">= 99999999999.0", null)]
    public void A_version_constraint_is_converted_to_a_semver_range(string constraint, string? range) =>
        VersionConstraint.ToRange(constraint).Should().Be(range);

    [Theory]
    [InlineData("live/prod/.terraform-version", "1.9.8\n", "1.9.8", "~")]
    [InlineData(".terraform-version", "# ours\nv1.9.8 # pinned\n", "1.9.8", "~")]
    [InlineData(".terraform-version", "latest", "latest", "~")]
    [InlineData(".terraform-version", "latest-allowed", "~", "~")] // what the module requires
    [InlineData(".terraform-version", "latest:^1.5", "~", "~")]
    [InlineData(".terraform-version", "", "~", "~")]
    [InlineData(".terraform-version", "1.9.8; rm -rf /", "~", "~")]
    [InlineData(".tool-versions", "nodejs 22.1.0\nterraform 1.9.8 1.8.0\nopentofu\t1.8.3\n", "1.9.8", "1.8.3")]
    [InlineData(".opentofu-version", "1.8.3", "~", "1.8.3")]
    [InlineData("live/dev/.terraform-version", "1.9.8", "~", "~")] // of a neighbor
    public void The_nearest_version_file_takes_effect(string path, string text, string terraform, string openTofu)
    {
        var found = Versions(
            new("live/prod/main.tf", "terraform {\n  required_version = \"~> 1.7\"\n}"), new(path, text));

        found.Should().Be(new ToolVersions(Or(terraform), Or(openTofu)));

        static string Or(string version) => version == "~" ? ">=1.7.0 <2.0.0" : version;
    }

    [Fact]
    public void The_tools_own_version_file_takes_precedence_in_one_folder_and_a_nearer_folder_overall() =>
        Versions(
            new("live/prod/main.tf", ""), new(".terraform-version", "1.1.1"),
            new("live/.tool-versions", "terraform 1.2.2"), new("live/.terraform-version", "1.3.3"))
            .Terraform.Should().Be("1.3.3");

    [Theory]
    [InlineData("main.tf.json", "{\"terraform\": {\"required_version\": \">= 1.3\"}}", null)] // on another's line
    [InlineData("main.tf.json", "{\"terraform\": {\n  \"required_version\": \">= 1.3\"}}", ">=1.3.0")]
    [InlineData("main.tf", "# required_version = \"1.0\"\nterraform {\n\trequired_version=\">= 1.3\"\n}", ">=1.3.0")]
    [InlineData("main.tf", "terraform {}", null)]
    public void The_version_comes_from_required_version_of_the_module(string file, string text, string? range) =>
        Versions(new SourceFile($"live/prod/{file}", text)).Terraform.Should().Be(range);

    [Fact]
    public void Constraints_of_several_files_are_combined() =>
        Versions(new("live/prod/a.tf", "terraform {\n  required_version = \">= 1.3\"\n}"),
            new("live/prod/b.tf", "terraform {\n  required_version = \"< 1.9\"\n}"))
            .Terraform.Should().Be(">=1.3.0 <1.9.0");

    private static ToolVersions Versions(params SourceFile[] files) => DiscoveryRules.Decide(
        ChangedFiles.Everything, new SourceTree(files),
        new([new("prod") { Paths = [new("live/prod/**")] }], [], [])).Projects.Single(one => one.Path == "live/prod")
        .Versions;
}
