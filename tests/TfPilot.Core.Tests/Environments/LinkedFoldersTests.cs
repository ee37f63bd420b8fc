using TfPilot.Core.Environments;

namespace TfPilot.Core.Tests.Environments;

public sealed class LinkedFoldersTests
{
    private static readonly SourceFile[] Files =
    [
        new("live/prod/web/main.tf", Discovered.Call("../../../modules/link")),
        new("stacks/app/main.tf",
            Discovered.Backend + Discovered.Call("./net") + Discovered.Call("../../modules/other")),
        new("stacks/app/net/main.tf", ""),
        new("stacks/app/prod.tfvars", ""),
        new("modules/real/main.tf", Discovered.Call("../base")),
        new("modules/other/main.tf", ""),
        new("modules/base/main.tf", ""),
    ];

    private static readonly FolderLink[] Links =
    [
        new("modules/link", "modules/real"),
        new("live/prod/app", "stacks/app"),
        new("live/dev/app", "stacks/app"),
    ];

    [Theory]
    [InlineData("M\tmodules/real/main.tf", "live/prod/web")]
    [InlineData("M\tmodules/base/main.tf", "live/prod/web")] // from the real folder
    [InlineData("M\tmodules/link", "live/prod/web")] // it leads elsewhere now
    [InlineData("M\tstacks/app/main.tf", "live/dev/app live/prod/app")] // planned where environments claim it
    [InlineData("M\tstacks/app/net/x.tpl", "live/dev/app live/prod/app")]
    [InlineData("M\tmodules/other/main.tf", "live/dev/app live/prod/app")]
    [InlineData("A\tlive/dev/app", "live/dev/app")]
    public void Folders_behind_symbolic_links_are_read_as_in_Terraform(string change, string projects) =>
        DiscoveryRules.Decide(Discovered.Changes(change), new(Files, Links), Discovered.Map).Paths().Should()
        .Be(projects);

    [Fact]
    public void A_moved_submodule_affects_the_projects_that_use_it()
    {
        var tree = new SourceTree([new("live/prod/web/main.tf", Discovered.Call("../../../vendor/net/modules/vpc"))]);

        DiscoveryRules.Decide(Discovered.Changes("M\tvendor/net"), tree, Discovered.Map).Paths().Should()
            .Be("live/prod/web");
    }

    [Fact]
    public void The_workspaces_of_a_linked_project_come_from_its_files()
    {
        var map = Discovered.Map with { Environments = [Discovered.Environment("prod", ["live/prod/**"], ["p*"])] };

        var discovery = DiscoveryRules.Decide(Discovered.Changes("A\tlive/prod/app"), new(Files, Links), map);

        discovery.Projects.Single().Targets().Should().Be("prod/prod");
    }

    [Fact]
    public void A_symlink_outside_all_environments_makes_both_folders_projects()
    {
        var tree = new SourceTree([new("live/a/main.tf", Discovered.Backend)], [new("live/alias", "live/a")]);

        DiscoveryRules.Decide(Discovered.Changes("M\tlive/a/main.tf"), tree, EnvironmentMap.Empty).Paths().Should()
            .Be("live/a live/alias");
    }

    [Theory]
    [InlineData("live/a/up", "", "live/a/up: this symbolic link forms a cycle: it is not followed")]
    [InlineData("live/a/self", "live/a", "live/a/self: this symbolic link forms a cycle: it is not followed")]
    [InlineData("live/out", null,
        "live/out: this symbolic link leads out of the repository or to a missing target: it is not followed, and " +
        "modules used through it are unknown")]
    public void A_cyclic_or_external_symlink_is_not_followed_and_noted(string path, string? target, string note)
    {
        var tree = new SourceTree([new("live/a/main.tf", Discovered.Backend)], [new(path, target)]);

        tree.Modules.Select(module => module.Path).Should().Equal("live/a");
        tree.Notes.Select(problem => $"{problem.Path}: {problem.Message}").Should().Equal(note);
    }

    [Fact]
    public void Symbolic_links_that_point_to_each_other_terminate()
    {
        var tree = new SourceTree([new("a/main.tf", ""), new("b/main.tf", "")], [new("a/b", "b"), new("b/a", "a")]);

        tree.Modules.Select(module => module.Path).Should().Equal("a", "a/b", "b", "b/a");
        tree.Notes.Should().HaveCount(2);
    }

    [Fact]
    public void Exponentially_many_symbolic_links_terminate()
    {
        var links = Enumerable.Range(0, 30)
            .SelectMany(i => new FolderLink[] { new($"f{i}/x", $"f{i + 1}"), new($"f{i}/y", $"f{i + 1}") });

        new SourceTree([new("f30/main.tf", Discovered.Backend)], links).Notes.Should()
            .Contain(note => note.Message.StartsWith("symbolic links lead to more than", StringComparison.Ordinal));
    }
}
