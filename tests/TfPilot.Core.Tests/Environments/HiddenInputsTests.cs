using TfPilot.Core.Environments;
using TfPilot.Core.Plans;

namespace TfPilot.Core.Tests.Environments;

public sealed class HiddenInputsTests
{
    private static readonly Dictionary<string, string> Repository = new()
    {
        ["envs/prod/main.tf"] = """module "app" { source = "../../modules/app" }""",
        ["envs/prod/boot.sh"] = "one",
        ["modules/app/main.tf"] = """
            module "log" { source = "../log" }
            resource "aws_instance" "a" { user_data = file("${path.module}/../../scripts/init.sh") }
            """,
        ["modules/app/tpl/a.tpl"] = "one",
        ["modules/log/main.tf"] = "",
        ["scripts/init.sh"] = "one",
        ["scripts/lib/log.sh"] = "one",
        ["docs/readme.md"] = "one",
    };

    [Fact]
    public void The_project_its_modules_and_the_files_they_read_are_hidden_inputs()
    {
        Trees(Repository).Select(tree => tree.Path).Should()
            .Equal("envs/prod", "modules/app", "modules/log", "scripts");
    }

    [Theory]
    [InlineData("envs/prod/boot.sh", true)]
    [InlineData("modules/app/tpl/a.tpl", true)]
    [InlineData("modules/log/main.tf", true)]
    [InlineData("scripts/init.sh", true)]
    [InlineData("scripts/lib/log.sh", true)] // what a script calls beside it
    [InlineData("docs/readme.md", false)]
    [InlineData("envs/dev/main.tf", false)]
    public void Only_changes_of_hidden_inputs_change_the_trees(string path, bool shows)
    {
        var changed = new Dictionary<string, string>(Repository) { [path] = "# another" };

        Trees(changed).SequenceEqual(Trees(Repository)).Should().Be(!shows);
    }

    [Theory]
    [InlineData("""user_data = file(var.script)""")]
    [InlineData("""user_data = file("../../gone.sh")""")] // made by the job perhaps
    [InlineData("""user_data = file("../../../outside.sh")""")]
    [InlineData("""module "x" { source = "../../modules/gone" }""")]
    [InlineData("""source_dir = "../../nothing/*" """)] // the nearest folder is the whole repository
    public void With_unknown_reads_the_whole_repository_is_a_hidden_input(string text)
    {
        var files = new Dictionary<string, string>(Repository) { ["envs/prod/more.tf"] = text };

        Trees(files).Should().ContainSingle().Which.Path.Should().Be(".");
        Trees(new(files) { ["docs/readme.md"] = "another" }).Should().NotEqual(Trees(files));
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../x")]
    [InlineData("a/../../b")]
    [InlineData("/")]
    [InlineData("envs/gone")]
    public void A_project_outside_the_commit_makes_the_whole_repository_a_hidden_input(string project)
    {
        Trees(Repository, project).Should().ContainSingle().Which.Path.Should().Be(".");
    }

    [Fact]
    public void A_symbolic_link_makes_the_whole_repository_a_hidden_input()
    {
        var tree = new GitTree(
            [.. Entries(Repository), new("modules/app/init.sh", "120000", Id("../../docs/readme.md"))]);

        Trees(tree, Repository, "envs/prod").Should().ContainSingle().Which.Path.Should().Be(".");
    }

    [Fact]
    public void Mutually_recursive_modules_terminate()
    {
        var files = new Dictionary<string, string>(
            Repository)
        { ["modules/log/main.tf"] = """module "app" { source = "../app" }""" };

        Trees(files).Should().HaveCount(4);
    }

    [Fact]
    public void The_planning_job_may_name_additional_folders()
    {
        var inputs = new HiddenInputs(new(Entries(Repository)), "modules/log", ["docs"]);
        inputs.Add(FolderReads.Of([]));

        inputs.Trees.Select(tree => tree.Path).Should().Equal("docs", "modules/log");
    }

    [Theory]
    [InlineData("docs/readme.md", "docs/readme.md modules/log")]
    [InlineData("modules/log/main.tf", "modules/log")] // part of a folder that is included anyway
    [InlineData("docs/gone.tfvars", ".")]
    [InlineData("../outside.tfvars", ".")]
    public void The_planning_job_may_name_additional_files(string path, string included)
    {
        var inputs = new HiddenInputs(new(Entries(Repository)), "modules/log", [path]);
        if (inputs.Next is not null) inputs.Add(FolderReads.Of([]));

        inputs.Trees.Select(tree => tree.Path).Should().Equal(included.Split(' '));
    }

    [Fact]
    public void A_link_in_place_of_a_named_file_makes_the_whole_repository_a_hidden_input()
    {
        var tree = new GitTree([.. Entries(Repository), new("vars/prod.tfvars", "120000", Id("../other"))]);
        var inputs = new HiddenInputs(tree, "modules/log", ["vars/prod.tfvars"]);
        inputs.Add(FolderReads.Of([]));

        inputs.Trees.Should().ContainSingle().Which.Path.Should().BeOneOf(".", "vars");
    }

    [Fact]
    public void An_empty_tree_has_the_id_that_git_assigns()
    {
        new GitTree([]).IdOf("").Should().Be("4b825dc642cb6eb9a060e54bf8d69288fbee4904");
    }

    private static IReadOnlyList<TreeId> Trees(Dictionary<string, string> files, string project = "envs/prod") =>
        Trees(new(Entries(files)), files, project);

    private static IReadOnlyList<TreeId> Trees(GitTree tree, Dictionary<string, string> files, string project)
    {
        var inputs = new HiddenInputs(tree, project, []);
        while (inputs.Next is { } folder)
            inputs.Add(
                FolderReads.Of(
                    [.. tree.FilesIn(folder).Where(file => TerraformPaths.IsSource(file.Path))
                        .Select(file => (file.Path, files[file.Path]))]));
        return inputs.Trees;
    }

    private static IEnumerable<GitEntry> Entries(Dictionary<string, string> files) =>
        files.Select(file => new GitEntry(file.Key, "100644", Id(file.Value)));

    private static string Id(string text) =>
        Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)))[..40];
}
