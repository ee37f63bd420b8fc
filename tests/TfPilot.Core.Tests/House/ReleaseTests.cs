using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace TfPilot.Core.Tests.House;

/// <summary>What a release publishes, and what a stolen token of one of its jobs could change.</summary>
public partial class ReleaseTests
{
    private const string Path = ".github/workflows/release.yml";

    private static readonly string Text = RepositoryFiles.Read(Path);
    private static readonly IReadOnlyList<WorkflowJob> Jobs = [.. Workflow.Read(Path).Jobs];

    private static readonly string Version =
        XDocument.Parse(RepositoryFiles.Read("Directory.Build.props")).Descendants("Version").Single().Value;

    [Fact]
    public void Each_job_has_write_permission_only_for_what_it_publishes()
    {
        var rights = Jobs.ToDictionary(job => job.Name, job => string.Join(' ',
            job.Permissions.Where(granted => granted.Value == "write").Select(granted => granted.Key).Order()));

        rights.Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["images"] = "attestations id-token packages",
            ["pin"] = "",
            ["tag"] = "contents",
            ["binaries"] = "",
            ["package"] = "",
            ["publish"] = "attestations contents id-token",
            ["registry"] = "",
        });
    }

    [Fact]
    public void No_job_with_write_access_to_the_repository_runs_its_code()
    {
        var scripts = Jobs.Where(job => job.Permissions.GetValueOrDefault("contents") == "write")
            .SelectMany(job => job.Steps).Select(step => step.Run).ToList();

        scripts.Should().NotBeEmpty().And.OnlyContain(script => !RunsCode().IsMatch(script));
    }

    /// <summary>
    /// A release is a draft until all its files are uploaded; afterward no file is added or replaced.
    /// </summary>
    [Fact]
    public void Files_are_attached_before_the_release_is_published_and_never_after()
    {
        var script = Jobs.Single(job => job.Name == "publish").Steps.Select(step => step.Run)
            .Single(run => run.Contains("gh release", StringComparison.Ordinal));

        var calls = Calls().Matches(script).Select(call => call.Value).ToList();

        calls.Should().Equal("gh release create", "gh release edit");
        script.Should().Contain("release/* --draft --verify-tag").And.Contain("--draft=false");
        Text.Should().NotContain("--clobber").And.NotContain("gh release upload").And.NotContain("gh release delete");
    }

    /// <summary>The moving tags are those that the security page lists.</summary>
    [Fact]
    public void Only_the_major_version_tag_and_the_images_of_main_move()
    {
        var forced = Text.Split('\n').Where(line => Forced().IsMatch(line)).Select(line => line.Trim()).ToList();

        forced.Should().ContainSingle().Which.Should().Contain("git/refs/tags/$major");
        Text.Should().Contain("major=\"v${VERSION%%.*}\"").And.Contain("--tag \"$3:$VERSION\"");
        RepositoryFiles.Read(".github/SECURITY.md").Should()
            .Contain("| the tag `v1` |").And.Contain("| the image tags `main` |");
    }

    [Fact]
    public void Every_release_file_is_attested_and_has_a_published_checksum()
    {
        var publish = Jobs.Single(job => job.Name == "publish");

        publish.Steps.Should().Contain(step => step.Run.Contains("sha256sum", StringComparison.Ordinal));
        publish.Steps.Should().Contain(
            step => step.Uses.StartsWith("actions/attest-build-provenance@", StringComparison.Ordinal)
                && step.With("subject-path") == "release/*");
    }

    [Fact]
    public void The_setup_action_names_this_version_and_the_release_files()
    {
        var setup = RepositoryFiles.Read("action/setup/action.yml");
        var built = Built().Matches(Text)
            .Select(name => $"tfpilot-{name.Groups["name"].Value}{name.Groups["extension"].Value}");

        setup.Should().Contain($"default: \"{Version}\"");
        Files().Matches(setup).Select(file => file.Groups["name"].Value).Should().BeEquivalentTo(built);
    }

    [Fact]
    public void The_latest_changelog_entry_is_this_version() =>
        RepositoryFiles.Read("docs/CHANGELOG.md").Split('\n')
            .First(line => line.StartsWith("## ", StringComparison.Ordinal)).Should().StartWith($"## {Version}");

    [Fact]
    public void The_SBOM_lists_every_package_with_its_hash()
    {
        const string assets = """
            { "libraries": {
              "Polly.Core/8.9.1": { "type": "package", "sha512": "AQI=" },
              "TfPilot.Core/1.0.0": { "type": "project" } } }
            """;

        var bill = System.Text.Json.Nodes.JsonNode.Parse(Sbom.Write(assets, "tfpilot.1.2.0"))!;

        $"{bill["metadata"]!["component"]!["name"]} {bill["metadata"]!["component"]!["version"]}".Should()
            .Be("tfpilot 1.2.0");
        bill["components"]!.AsArray().Should().ContainSingle().Which!.ToJsonString().Should()
            .Contain("pkg:nuget/Polly.Core@8.9.1").And.Contain("\"content\":\"0102\"");
    }

    [GeneratedRegex(@"\b(dotnet|npm|make|docker|bash|sh|node|python3?) ")]
    private static partial Regex RunsCode();

    [GeneratedRegex(@"gh release \w+")]
    private static partial Regex Calls();

    [GeneratedRegex(@"--force\b|force=true")]
    private static partial Regex Forced();

    [GeneratedRegex(@"\{ name: (?<name>[\w-]+), runner: [\w.-]+(, extension: (?<extension>\.\w+))? \}")]
    private static partial Regex Built();

    [GeneratedRegex(@"file=(?<name>tfpilot-[\w.-]+)")]
    private static partial Regex Files();
}
