using System.Text.Json;
using System.Text.RegularExpressions;

namespace TfPilot.Core.Tests.House;

public partial class TextTests
{
    // Spelled apart, so that this file does not hold what it forbids.
    private static readonly string Forbidden = string.Join('|',
        @"(?<!\w)/wo" + @"rk/", "/tmp" + "/h-", @"(?<!\w)/ro" + @"ot/", @"\.library" + "/",
        "nuget" + @"\.org", "npm" + @"js\.(org|com)", "debian" + @"\.org");

    private static readonly IReadOnlyList<string> Pages = ["README.md", .. RepositoryFiles.Of("docs/", ".md")];

    [Fact]
    public void No_file_knows_this_machine_or_a_package_registry()
    {
        var tellers = RepositoryFiles.All.Where(path => Regex.IsMatch(RepositoryFiles.Read(path), Forbidden));

        tellers.Should().BeEmpty();
    }

    [Fact]
    public void Every_json_example_in_the_docs_parses()
    {
        var broken = Pages.SelectMany(path => Examples(RepositoryFiles.Read(path)).Where(json => !Parses(json))
            .Select(json => $"{path}: {json}"));

        broken.Should().BeEmpty();
    }

    [Fact]
    public void Every_relative_link_in_the_docs_leads_somewhere()
    {
        var dead = Pages.SelectMany(path => Links(RepositoryFiles.Read(path))
            .Where(link => !Path.Exists(Repository.PathOf(Path.GetDirectoryName(path)!, link)))
            .Select(link => $"{path}: {link}"));

        dead.Should().BeEmpty();
    }

    [Fact]
    public void Every_file_and_folder_the_docs_name_exists()
    {
        var gone = Pages.SelectMany(path => Places(RepositoryFiles.Read(path))
            .Where(place => !Path.Exists(Repository.PathOf(place)))
            .Select(place => $"{path}: {place}"));

        gone.Should().BeEmpty();
    }

    [Fact]
    public void A_broken_example_a_dead_link_and_a_file_that_is_gone_are_found()
    {
        const string page =
            "See [the rules](no-such.md#at-all), `src/Gone.cs`, [us](https://example.com), " +
            "[above](#here).\n\n```json\n{ \"a\": }\n```\n\n- x:\n  ```json\n  { \"b\": 1 }\n  ```\n";

        var links = Links(page);
        var places = Places(page);
        var examples = Examples(page).Select(Parses);

        links.Should().Equal("no-such.md");
        places.Should().Equal("src/Gone.cs");
        examples.Should().Equal(false, true);
    }

    private static IEnumerable<string> Examples(string page) =>
        JsonFence().Matches(page).Select(fence => fence.Groups["body"].Value);

    private static IEnumerable<string> Links(string page) =>
        Link().Matches(page).Select(link => link.Groups["path"].Value);

    private static IEnumerable<string> Places(string page) =>
        Place().Matches(page).Select(place => place.Groups["path"].Value);

    private static bool Parses(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex(
        @"^[ \t]*```json[ \t]*\r?\n(?<body>.*?)^[ \t]*```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex JsonFence();

    [GeneratedRegex(@"\]\((?![a-z]+:|#)(?<path>[^)\s#]+)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`(?<path>(src|action|app|tests|build|docs|\.github|\.ci)/[\w./-]*)`")]
    private static partial Regex Place();
}
