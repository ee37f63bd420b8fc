namespace TfPilot.Core.Tests.House.Folders;

/// <summary>Folder dependencies have no cycles, so that a reader can start in any folder.</summary>
public class FolderTests
{
    [Theory]
    [InlineData("src/TfPilot.Core")]
    [InlineData("src/TfPilot.GitHub")]
    [InlineData("src/TfPilot.Storage")]
    [InlineData("action")]
    [InlineData("app")]
    public void Folders_do_not_depend_on_each_other_in_a_cycle(string project)
    {
        RepositoryUses.All.Should().Contain(use => use.User.StartsWith(project, StringComparison.Ordinal));

        new FolderGraph(project, RepositoryUses.All).Cycles().Should().BeEmpty();
    }

    [Fact]
    public void A_cycle_is_reported_with_its_folders_and_files()
    {
        var uses = SourceUses.Of(
        [
            ("app/Parts/Bolt.cs", "namespace Parts; public record Bolt(Tools.Wrench By);"),
            ("app/Tools/Wrench.cs",
                "using Shelf; namespace Tools; public record Wrench { public int Size() => Board.Width; }"),
            ("app/Shelf/Board.cs",
                "namespace Shelf; public static class Board { public static int Width => new " +
                    "Parts.Bolt(null!).Length(); }"),
            ("app/Shelf/Nail.cs",
                "namespace Shelf; public static class Nail { public static int Length(this Parts.Bolt bolt) => 1; }"),
        ]);

        new FolderGraph("app", uses).Cycles().Should().Equal(
            "app: Parts -> Tools -> Shelf -> Parts; app/Parts/Bolt.cs uses app/Tools/Wrench.cs; app/Tools/Wrench.cs " +
                "uses app/Shelf/Board.cs; "
            + "app/Shelf/Board.cs uses app/Parts/Bolt.cs, app/Shelf/Nail.cs uses app/Parts/Bolt.cs");
    }

    [Theory]
    [InlineData("app/A/One.cs", "app/A/Two.cs", false)] // one folder
    [InlineData("app/A/One.cs", "app/B/Two.cs", true)] // neighbors
    [InlineData("app/A/One.cs", "app/A/In/Two.cs", true)] // a folder's own files and its subfolder
    [InlineData("app/A/In/One.cs", "app/A/Out/Two.cs", true)] // inside a folder
    [InlineData("app/A/One.cs", "other/B/Two.cs", false)] // another project
    public void Two_files_that_use_each_other_are_a_cycle_only_across_folders(string one, string two, bool found)
    {
        FileUse[] uses = [new(one, two), new(two, one)];

        new FolderGraph("app", uses).Cycles().Any().Should().Be(found);
    }

    [Theory]
    [InlineData("class User : Used;")]
    [InlineData("class User { Used? field; }")]
    [InlineData("class User { string Name => nameof(Used); }")]
    [InlineData("class User { int Count() => new Middle().It.Extended(); }")]
    [InlineData("class User { object Make() => Used.Constant; }")]
    [InlineData("class User { object Make(object it) => it is Used { Member: 1 } ? 1 : 2; }")]
    [InlineData("[System.Obsolete(Used.Constant)] class User;")]
    public void A_use_is_found_in_any_syntax(string user)
    {
        var uses = SourceUses.Of(
        [
            ("a.cs", user),
            ("b.cs", "class Middle { public Used It = new(); }"),
            ("c.cs", "class Used { public const string Constant = \"\"; public int Member; }"
                + "static class More { public static int Extended(this Used used) => 1; }"),
        ]);

        uses.Should().Contain(new FileUse("a.cs", "c.cs"));
    }

    [Theory]
    [InlineData("/// <summary>See <see cref=\"Used\"/>.</summary>\nclass User;")]
    [InlineData("class User { string Used => \"Used\"; string More => Used; }")]
    [InlineData(
        "class User { int Used { get; init; } object Make(User it) => new User { Used = it.Used } is { Used: 1 }; }")]
    public void Names_in_comments_and_strings_are_not_uses(string user) =>
        SourceUses.Of([("a.cs", user), ("c.cs", "class Used;")]).Should().BeEmpty();
}
