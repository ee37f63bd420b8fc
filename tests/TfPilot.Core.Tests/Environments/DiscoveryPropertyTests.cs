using FsCheck;
using FsCheck.Fluent;
using TfPilot.Core.Environments;

namespace TfPilot.Core.Tests.Environments;

public sealed class DiscoveryPropertyTests
{
    private static readonly string[] Paths =
    [
        .. Discovered.Repository.Select(file => file.Path), "live/prod/web/old.tf", "live/prod/old/main.tf",
        "modules/old/main.tf", "live/prod/web/templates/a.tpl",
        "live/common.tfvars", "modules/net/x.json", "config/a.yaml", "docs/a.md", "tools/b.sh", "tools/sub/a.tf",
        ".tfpilot.yml", "README",
    ];

    private static readonly Gen<ChangedFile> File =
        from path in Gen.Elements(Paths)
        from status in Gen.Elements(Enum.GetValues<ChangeStatus>())
        from previous in Gen.Elements(Paths)
        select new ChangedFile(path, status) { PreviousPath = status == ChangeStatus.Renamed ? previous : null };

    private static readonly Gen<ChangedFile[]> Files = File.ArrayOf();

    [Fact]
    public void The_order_of_inputs_does_not_matter()
    {
        var cases = (
            from files in Files
            from shuffledFiles in Gen.Shuffle(files)
            from tree in Gen.Shuffle(Discovered.Repository)
            select (files, shuffledFiles, tree)).ToArbitrary();

        var property = Prop.ForAll(cases, given =>
            Describe(Discovered.By(new(given.files)))
                == Describe(Discovered.By(new(given.shuffledFiles), null, given.tree)));

        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void An_additional_file_never_removes_a_project_an_unmapped_file_or_an_orphan()
    {
        var cases = Files.SelectMany(_ => File, (files, more) => (files, more)).ToArbitrary();

        var property = Prop.ForAll(cases, given =>
        {
            var (without, with) = (Discovered.By(new(given.files)), Discovered.By(new([.. given.files, given.more])));
            return without.Projects.All(project => with.Projects.Any(
                other => other.Path == project.Path && project.Reasons.All(other.Reasons.Contains)))
                && without.Unmapped.All(with.Unmapped.Contains)
                && without.Orphaned.All(orphan => with.Orphaned.Any(other => other.Path == orphan.Path));
        });

        property.QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Every_Terraform_file_that_is_not_ignored_is_reported()
    {
        var cases = File.ToArbitrary();

        var property = Prop.ForAll(cases, file =>
        {
            var found = Discovered.By(new([file]));
            var isGoneModule = file.Path == "modules/old/main.tf";
            return !TerraformPaths.IsTerraform(file.Path) || isGoneModule
                || found.Projects.Count + found.Orphaned.Count + found.Unmapped.Count + found.Notes.Count > 0;
        });

        property.QuickCheckThrowOnFailure();
    }

    private static string Describe(Discovery discovery) => string.Join('\n',
        discovery.Projects.Select(project => $"{project.Path} {project.Targets()} {string.Join(' ', project.Reasons)}")
            .Concat(discovery.Orphaned.Select(orphan => $"{orphan.Path} {orphan.Evidence} {orphan.MovedTo}"))
            .Concat(discovery.Unmapped)
            .Concat(discovery.Notes.Select(note => note.ToString())));
}
