using TfPilot.Core.Environments;

namespace TfPilot.Core.Tests.Environments;

/// <summary>The expected ids are those of `git write-tree` for the same files.</summary>
public class GitTreeTests
{
    private const string Id = "587be6b4c3f93f93c489c0111bba5596147a26cb";

    private static readonly string[] Paths = ["a-b/main.tf", "a.tf", "a/deep/er/x", "a/main.tf", "ab", "ü/main.tf",
        "\uFF5E", "\U0001F600"];

    public static TheoryData<string, string> Folders => new()
    {
        { "", "e6a6d06d67689fa6f15c09aad2fd1564d6d77881" },
        { "a", "e2bcce208147b695bb2a6c3f0348471fe2385ac5" },
        { "a/deep", "bd94571fe9390d943cc160f5c13ee812abc36d32" },
        { "a-b", "5400bb131e2c47d056803b74f9eb370a2e9fbb77" },
        { "ü", "5400bb131e2c47d056803b74f9eb370a2e9fbb77" },
    };

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_tree_id_matches_git_for_any_order_of_the_files(string folder, string expected)
    {
        var entries = Array.ConvertAll(Paths, path => new GitEntry(path, "100644", Id));

        new GitTree(entries).IdOf(folder).Should().Be(expected);
        new GitTree(entries.Reverse()).IdOf(folder).Should().Be(expected);
        new GitTree(entries.Concat(entries)).IdOf(folder).Should().Be(expected);
    }

    [Theory]
    [InlineData("a.t")]
    [InlineData("a/dee")]
    [InlineData("a/")]
    [InlineData("ab")]
    [InlineData(".")]
    [InlineData("..")]
    public void A_path_that_is_not_a_folder_has_no_id(string path)
    {
        new GitTree(Array.ConvertAll(Paths, one => new GitEntry(one, "100644", Id))).IdOf(path).Should().BeNull();
    }

    [Fact]
    public void Files_and_links_are_found_in_their_folder()
    {
        var tree = new GitTree(
            [.. Array.ConvertAll(Paths, path => new GitEntry(path, "100644", Id)), new("a/deep/link", "120000", Id)]);

        tree.FilesIn("a").Select(file => file.Path).Should().Equal("a/main.tf");
        tree.FilesIn("").Select(file => file.Path).Should().BeEquivalentTo("a.tf", "ab", "\uFF5E", "\U0001F600");
        tree.HasFile("a/main.tf").Should().BeTrue();
        tree.HasFile("a/deep").Should().BeFalse();
        tree.HasFile("zz").Should().BeFalse();
        tree.HasLinks("a").Should().BeTrue();
        tree.HasLinks("").Should().BeTrue();
        tree.HasLinks("a-b").Should().BeFalse();
    }
}
