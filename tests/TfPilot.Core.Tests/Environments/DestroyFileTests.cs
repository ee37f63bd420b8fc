using TfPilot.Core.Basics;
using TfPilot.Core.Environments;

namespace TfPilot.Core.Tests.Environments;

/// <summary>A destroy file in the folder of a deleted project asks to destroy its resources.</summary>
public sealed class DestroyFileTests
{
    private const string Old = "live/prod/old/.tfpilot-destroy.yml";

    private static readonly CommitSha Commit = CommitSha.Parse(new string('a', 40));

    [Fact]
    public void A_written_file_is_read_again() =>
        Read(DestroyFile.Write(Commit)).Should().Be($"live/prod/old {Commit}");

    [Theory]
    [InlineData("")]
    [InlineData("# commit: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("commit: main")] // a branch moves
    [InlineData("commit: aaaaaaa")]
    [InlineData("commit: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\ncommit: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb")]
    [InlineData("destroy: true")]
    public void Only_one_full_commit_is_valid(string text) =>
        Read(text).Should().StartWith($"{Old} must contain one line, `commit: SHA`");

    [Theory]
    [InlineData("live/prod/old", "D\tlive/prod/old/main.tf", "A\t" + Old)]
    [InlineData("live/prod/old", "A\t" + Old)] // deleted by an earlier change
    [InlineData("", "M\tlive/prod/db/main.tf")]
    [InlineData("live/prod/old", "all")]
    public void A_changed_destroy_file_is_followed(string destroyed, params string[] changes)
    {
        var changed = changes is ["all"] ? ChangedFiles.Everything : Discovered.Changes(changes);

        var found = Discovered.By(changed, null, [.. Discovered.Repository, (Old, DestroyFile.Write(Commit))]);

        string.Join(' ', found.Destroyed.Select(file => file.Folder)).Should().Be(destroyed);
        (found.Orphaned, found.Unmapped).Should().BeEquivalentTo(
            (Array.Empty<OrphanedProject>(), Array.Empty<string>()));
    }

    [Fact]
    public void A_deleted_destroy_file_asks_for_nothing()
    {
        var found = Discovered.By(Discovered.Changes("D\t" + Old));

        (found.Destroyed.Count, found.Projects.Count, found.Unmapped.Count).Should().Be((0, 0, 0));
    }

    [Fact]
    public void An_unreadable_destroy_file_is_in_no_plan_and_the_project_stays_orphaned()
    {
        var found = Discovered.By(
            Discovered.Changes("D\tlive/prod/old/main.tf", "A\t" + Old), null,
            [.. Discovered.Repository, (Old, "commit: main")]);

        found.Destroyed.Should().BeEmpty();
        (found.Unmapped.Single(), found.Orphaned.Single().Path).Should().Be((Old, "live/prod/old"));
    }

    [Fact]
    public void In_a_folder_with_configuration_it_is_ignored()
    {
        var path = DestroyFile.PathIn("live/prod/db");

        var found = Discovered.By(
            ChangedFiles.Everything, null, [.. Discovered.Repository, (path, DestroyFile.Write(Commit))]);

        found.Destroyed.Should().BeEmpty();
        found.Projects.Should().Contain(project => project.Path == "live/prod/db" && project.DestroyAt == null);
        found.Notes.Should().ContainSingle(note => note.Path == path && note.Message.Contains("it is ignored"));
    }

    [Fact]
    public void The_plan_of_a_deleted_project_is_made_at_its_commit_with_the_option_of_Terraform()
    {
        var project = new DiscoveredProject("live/prod/old", "live/prod/old", [new("prod", null)], [])
        {
            DestroyAt = Commit,
        };

        var job = PlanMatrix.Jobs(new([project], [], [], [])).Single();

        PlanLine.Write([job]).Should().Be("live/prod/old\tprod\t\t=\t-destroy\n");
        PlanLine.Read("batch", PlanLine.Write([job])).Match(lines => lines[0].IsDestroy, _ => false).Should().BeTrue();
        job.DestroyAt.Should().Be(Commit);
    }

    private static string Read(string text) => DestroyFile.Read(Old, text)
        .Match(file => $"{file.Folder} {file.Commit}", problems => problems[0].Message);
}
