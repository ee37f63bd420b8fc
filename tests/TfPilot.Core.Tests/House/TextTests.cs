using System.Text.Json;
using System.Text.RegularExpressions;

namespace TfPilot.Core.Tests.House;

public partial class TextTests
{
    // Concatenated, so that this file does not contain the forbidden texts itself.
    private static readonly string Forbidden = string.Join('|',
        @"(?<!\w)/wo" + @"rk/", "/tmp" + "/h-", @"(?<!\w)/ro" + @"ot/", @"\.library" + "/",
        "nuget" + @"\.org", "npm" + @"js\.(org|com)", "debian" + @"\.org");

    private static readonly IReadOnlyList<string> Pages =
        [.. RepositoryFiles.Of("", ".md").Where(path => !path.StartsWith("tests/", StringComparison.Ordinal))];

    [Fact]
    public void No_file_contains_local_machine_paths_or_package_registries()
    {
        var offenders = RepositoryFiles.All.Where(path => Regex.IsMatch(RepositoryFiles.Read(path), Forbidden));

        offenders.Should().BeEmpty();
    }

    [Fact]
    public void Every_JSON_example_in_the_docs_parses()
    {
        var broken = Pages.SelectMany(path => Examples(RepositoryFiles.Read(path)).Where(json => !Parses(json))
            .Select(json => $"{path}: {json}"));

        broken.Should().BeEmpty();
    }

    [Fact]
    public void Every_relative_link_in_the_docs_resolves()
    {
        var dead = Pages.SelectMany(path => Links(RepositoryFiles.Read(path))
            .Where(link => !Resolves(path, link)).Select(link => $"{path}: {link}"));

        dead.Should().BeEmpty();
    }

    /// <summary>The index links to every page of the docs.</summary>
    [Fact]
    public void Every_page_is_in_the_index()
    {
        var linked = Links(RepositoryFiles.Read("docs/README.md")).Select(link => $"docs/{link.Split('#')[0]}");

        Pages.Where(path => path.StartsWith("docs/", StringComparison.Ordinal)
            && !path.StartsWith("docs/decisions/", StringComparison.Ordinal)).Except(["docs/README.md"])
            .Except(linked).Should().BeEmpty();
    }

    [Fact]
    public void Each_decision_record_has_a_unique_number()
    {
        var shared = Directory.EnumerateFiles(Repository.PathOf("docs", "decisions"), "*.md")
            .Select(path => Path.GetFileName(path))
            .GroupBy(name => name[..4])
            .Where(group => group.Count() > 1)
            .Select(group => string.Join(", ", group));

        shared.Should().BeEmpty();
    }

    [Fact]
    public void Every_file_and_folder_named_in_the_docs_exists()
    {
        var gone = Pages.SelectMany(path => Places(RepositoryFiles.Read(path))
            .Where(place => !Path.Exists(Repository.PathOf(place)))
            .Select(place => $"{path}: {place}"));

        gone.Should().BeEmpty();
    }

    [Fact]
    public void A_broken_example_a_dead_link_and_a_missing_file_are_found()
    {
        const string page =
            "See [the rules](no-such.md#at-all), `src/Gone.cs`, [us](https://example.com), " +
            "[above](#here).\n\n```json\n{ \"a\": }\n```\n\n- x:\n  ```json\n  { \"b\": 1 }\n  ```\n";

        var links = Links(page);
        var places = Places(page);
        var examples = Examples(page).Select(Parses);

        links.Should().Equal("no-such.md#at-all", "#here");
        links.Should().OnlyContain(link => !Resolves("README.md", link));
        places.Should().Equal("src/Gone.cs");
        examples.Should().Equal(false, true);
    }

    private static IEnumerable<string> Examples(string page) =>
        JsonFence().Matches(page).Select(fence => fence.Groups["body"].Value);

    private static IEnumerable<string> Links(string page) =>
        Link().Matches(Fence().Replace(page, "")).Select(link => link.Groups["path"].Value);

    private static bool Resolves(string from, string link)
    {
        var (path, anchor) = link.Split('#') is [var file, var name] ? (file, name) : (link, null);
        var target = path.Length == 0 ? from : Path.Combine(Path.GetDirectoryName(from)!, path);
        return Path.Exists(Repository.PathOf(target))
            && (anchor is null || Anchors(RepositoryFiles.Read(target)).Contains(anchor));
    }

    /// <summary>The anchors that GitHub generates for headings: repeated ones get a number.</summary>
    private static HashSet<string> Anchors(string page)
    {
        var seen = new Dictionary<string, int>();
        var anchors = new HashSet<string>();
        foreach (Match heading in Heading().Matches(Fence().Replace(page, "")))
        {
            var words = MarkdownLink().Replace(heading.Groups["text"].Value, "${text}").ToLowerInvariant();
            var slug = NotInAnchor().Replace(words, "").Trim().Replace(' ', '-');
            anchors.Add(seen.TryGetValue(slug, out var times) ? $"{slug}-{times}" : slug);
            seen[slug] = times + 1;
        }

        return anchors;
    }

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

    [GeneratedRegex(@"\]\((?![a-z]+:)(?<path>[^)\s]+)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^[ \t]*```.*?^[ \t]*```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^#{1,6} (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[(?<text>[^\]]*)\]\([^)]*\)")]
    private static partial Regex MarkdownLink();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex(@"`(?<path>(src|action|app|tests|build|docs|\.github|\.ci)/[\w./-]*)`")]
    private static partial Regex Place();
}
