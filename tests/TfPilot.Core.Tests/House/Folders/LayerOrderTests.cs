namespace TfPilot.Core.Tests.House.Folders;

public class LayerOrderTests
{
    private static readonly LayerOrder[] LayerOrders = [LayerOrder.Core, LayerOrder.Action, LayerOrder.App];

    public static TheoryData<string> Roots() => [.. LayerOrders.Select(layers => layers.Root)];

    [Theory]
    [MemberData(nameof(Roots))]
    public void Every_source_file_is_in_a_known_folder(string root)
    {
        var sources = RepositoryFiles.Of($"{root}/", ".cs").ToList();

        sources.Should().NotBeEmpty();
        sources.Where(path => !Of(root).IsKnown(path)).Should().BeEmpty();
    }

    [Fact]
    public void Every_Core_source_file_has_the_namespace_of_its_folder()
    {
        var strays = RepositoryFiles.Of("src/TfPilot.Core/", ".cs").Where(path => !RepositoryFiles.Read(path)
            .Contains($"namespace TfPilot.Core.{LayerOrder.Core.FolderOf(path)};", StringComparison.Ordinal));

        strays.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Roots))]
    public void A_folder_uses_only_the_folders_before_it(string root) =>
    Of(root).Faults(RepositoryUses.All).Should().BeEmpty();

    [Theory]
    [InlineData("app/Pulls/One.cs", "app/Jobs/Two.cs", false)] // before it
    [InlineData("app/Pulls/In/One.cs", "app/Pulls/Out/Two.cs", false)] // itself
    [InlineData("app/Program.cs", "app/Hosting/Two.cs", false)] // the entry point
    [InlineData("app/Jobs/One.cs", "app/Pulls/Two.cs", true)]
    [InlineData("app/Commands/One.cs", "app/Hosting/Api/Two.cs", true)]
    [InlineData("app/Hosting/One.cs", "app/Helpers/Two.cs", true)] // no such folder
    [InlineData("app/Jobs/One.cs", "src/TfPilot.Core/Plans/Two.cs", false)] // another project
    [InlineData("src/TfPilot.Core/Plans/One.cs", "src/TfPilot.Core/Risks/Two.cs", true)]
    [InlineData("src/TfPilot.Core/Settings/One.cs", "src/TfPilot.Core/Basics/Two.cs", false)]
    public void A_use_of_a_later_folder_is_found(string user, string used, bool found)
    {
        var faults = LayerOrders.SelectMany(layers => layers.Faults([new(user, used)]));

        faults.Any().Should().Be(found);
    }

    private static LayerOrder Of(string root) => LayerOrders.Single(layers => layers.Root == root);
}
