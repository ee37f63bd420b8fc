using System.Text;

namespace TfPilot.Action.Tests;

/// <summary>
/// Approvals of plans with hidden values bind to the git trees of the checkout, which are read without git.
/// </summary>
public sealed class HiddenTreesTests : IDisposable
{
    private const string Plan = """
        {"format_version":"1.2","resource_changes":[{"address":"terraform_data.a","mode":"managed","type":"terraform_data","name":"a",
          "change":{"actions":["create"],"before":null,"after":{},"after_unknown":{"id":true}}}]}
        """;

    private readonly TemporaryFolder folder = new();
    private readonly Git git;

    public HiddenTreesTests()
    {
        git = new(folder.Root);
        git.Run("init", "-q", "-b", "main");
        folder.Write("envs/prod/main.tf", """
            module "app" { source = "../../modules/app" }
            """);
        folder.Write("modules/app/main.tf", """
            resource "terraform_data" "a" {
              provisioner "local-exec" { command = "bash ${path.module}/../../scripts/run.sh" }
            }
            """);
        folder.Write("modules/app/a-b/x.tf", "");
        folder.Write("modules/app/a.tf", "");
        folder.Write("modules/app/a/x.sh", "");
        folder.Write("scripts/run.sh", "echo one\n");
        folder.Write("docs/a.md", "one\n");
        folder.Write("plan.json", Plan);
        git.Commit("first");
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("2")]
    [InlineData("4")]
    public void The_tree_ids_match_those_of_git(string version)
    {
        git.Run("update-index", "--index-version", version);

        var trees = Facts()["trees"]!.AsArray().Select(tree => $"{tree!["path"]} {tree["id"]}");

        trees.Should().Equal(new[] { "envs/prod", "modules/app", "scripts" }.Select(path => $"{path} {Id(path)}"));
    }

    [Theory]
    [InlineData("scripts/run.sh", true)]
    [InlineData("envs/prod/values.tftpl", true)]
    [InlineData("docs/a.md", false)]
    public void Commits_that_differ_only_in_a_script_have_different_fingerprints(string path, bool differs)
    {
        var before = Fingerprint();
        folder.Write(path, "two\n");
        git.Commit("second");

        (Fingerprint() != before).Should().Be(differs);
    }

    [Theory]
    [InlineData("env/prod.tfvars", true)]
    [InlineData("env/prod.eu.tfvars", true)]
    [InlineData("env/dev.tfvars", false)]
    public void Variable_files_outside_the_project_bind_the_plans_of_their_environment(string path, bool differs)
    {
        folder.Write(".tfpilot.yml", """
            version: 1
            environments:
              prod: { paths: ["envs/prod/**"], var_files: ["/env/${env}.tfvars", "/env/${env}.*.tfvars"] }
              dev: { paths: ["envs/dev/**"], var_files: ["/env/dev.tfvars"] }
            """);
        foreach (var name in new[] { "prod", "prod.eu", "dev" })
            folder.Write($"env/{name}.tfvars", "secret = \"one\"\n");
        git.Commit("values");
        var before = Fingerprint();
        folder.Write(path, "secret = \"two\"\n");
        git.Commit("other values");

        (Fingerprint() != before).Should().Be(differs);
    }

    [Fact]
    public void Equal_trees_have_equal_fingerprints_after_a_squash_or_rebase()
    {
        git.Run("checkout", "-q", "-b", "change");
        folder.Write("scripts/run.sh", "echo\n");
        git.Commit("two");
        folder.Write("scripts/run.sh", "echo two\n");
        git.Commit("three");
        var approved = Fingerprint();
        git.Run("checkout", "-q", "main");
        folder.Write("docs/a.md", "of others\n");
        git.Commit("meanwhile");
        git.Run("-c", "user.name=t", "-c", "user.email=t@example.com", "merge", "-q", "--squash", "change")
            .Commit("squashed");

        Fingerprint().Should().Be(approved);
    }

    [Fact]
    public void A_git_worktree_uses_its_own_index()
    {
        var before = Facts()["trees"]!.ToJsonString();
        git.Run("worktree", "add", "-q", "other", "HEAD");

        Facts("other").ToJsonString().Should().Contain(before);
    }

    [Theory]
    [InlineData(".git/index", "DIRC")]
    [InlineData(".git/index", "no index")]
    [InlineData(".git/index", "DIRC\0\0\0\u0004\0\0\0\u0009123456789")]
    public void An_unreadable_git_index_yields_no_tree_ids(string path, string text)
    {
        folder.Write(path, text);

        Facts()["trees"].Should().BeNull();
    }

    private System.Text.Json.Nodes.JsonNode Facts(string checkout = ".") =>
        Cli.Run("review", Path.Combine(folder.Root, checkout, "plan.json"), "--source",
            Path.Combine(folder.Root, checkout, "envs/prod"), "--format", "facts").Json["projects"]![0]!;

    private string Fingerprint() =>
        Cli.Run("review", Path.Combine(folder.Root, "plan.json"), "--source", Path.Combine(folder.Root, "envs/prod"),
            "--format", "json").Fingerprint;

    private string Id(string path) => Encoding.UTF8.GetString(git.Output("rev-parse", $"HEAD:{path}")).Trim();
}
