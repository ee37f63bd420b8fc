using TfPilot.Core.Environments;

namespace TfPilot.Core.Tests.Environments;

/// <summary>The directory of a deleted project is reported as orphaned state, never silently ignored.</summary>
public sealed class OrphansTests
{
    [Theory]
    [InlineData("live/prod/old: prod includes it", "D\tlive/prod/old/main.tf", "D\tlive/prod/old/outputs.tf")]
    [InlineData("live/prod/old: prod includes it", "live/prod/old/main.tf")] // a plain path that is no more
    [InlineData("gone: it may have been a root module", "D\tgone/main.tf")]
    [InlineData("gone: it had .terraform.lock.hcl", "D\tgone/main.tf", "D\tgone/.terraform.lock.hcl")]
    [InlineData("gone: it had x.tfvars", "D\tgone/main.tf.json", "D\tgone/x.tfvars")]
    [InlineData(
        "live/prod/old: prod includes it -> live/prod/new", "R100\tlive/prod/old/main.tf\tlive/prod/new/main.tf")]
    [InlineData("", "D\tmodules/old/main.tf")] // shared: a module
    [InlineData("", "D\tdocs/old/main.tf")] // ignored
    [InlineData("", "D\tlive/prod/web/old.tf")] // other configuration is left
    [InlineData("", "D\tlive/prod/old/x.tfvars")] // had no configuration
    [InlineData("", "A\tlive/prod/new/main.tf", "M\tlive/prod/web/main.tf")]
    public void A_folder_without_configuration_is_orphaned_unless_it_was_a_module(
        string orphans, params string[] changes)
    {
        var files = Discovered.Repository.Append(("live/prod/new/main.tf", "")).ToArray();

        var discovery = Discovered.By(Discovered.Changes(changes), null, files);

        string.Join(' ', discovery.Orphaned.Select(Describe)).Should().Be(orphans);
    }

    [Theory]
    [InlineData("gone", Discovered.Backend, "gone: it had a backend")]
    [InlineData("gone", "provider \"aws\" {}", "gone: it had a provider")]
    [InlineData("gone", "resource \"a\" \"b\" {}", "")] // known to be a module
    [InlineData("modules/old", Discovered.Backend, "modules/old: it had a backend")]
    [InlineData("modules/old", "provider \"aws\" {}", "")]
    [InlineData("live/prod/old", "resource \"a\" \"b\" {}", "live/prod/old: prod includes it")]
    public void The_removed_files_determine_whether_the_folder_was_a_project(string folder, string text, string orphans)
    {
        var removed = new ChangedFile($"{folder}/main.tf", ChangeStatus.Removed) { RemovedText = text };

        var discovery = Discovered.By(new([removed]));

        string.Join(' ', discovery.Orphaned.Select(Describe)).Should().Be(orphans);
    }

    [Fact]
    public void An_orphan_names_its_environments()
    {
        var discovery = Discovered.By(Discovered.Changes("D\tlive/prod/old/main.tf"));

        discovery.Orphaned.Single().Environments.Should().Equal("prod");
        discovery.Projects.Should().BeEmpty();
    }

    private static string Describe(OrphanedProject orphan) =>
        $"{orphan.Path}: {orphan.Evidence}{(orphan.MovedTo is null ? "" : $" -> {orphan.MovedTo}")}";
}
